import type { TextDetector } from '../detector.ts'
import {
  hitsOf,
  holds,
  listOf,
  placesOf,
  plain,
  shape,
  wordsAfter,
  wordsBefore,
  wordsOf,
} from './phrases-more.ts'
import type { Lexicon, Place } from './phrases-more.ts'

const names: Readonly<Record<string, RegExp>> = {
  WhatsApp: /what'?s ?app?|wh?ats?app|\bwa\b/i,
  Discord: /discord/i,
  Telegram: /telegram|\btg\b|\bt\.me\b/i,
  Snapchat: /snap/i,
  Signal: /signal/i,
  Messenger: /messenger|\bm\.me\b/i,
  Facebook: /facebook|\bfb\b/i,
  GroupMe: /groupme/i,
}
const lexicon: Lexicon = {
  platform: listOf`
    what'?s[ ]?app, whatsap, watsapp, wa, discord, telegram, tg, snapchat, snap, signal, messenger, facebook,
    fb, facebook messenger, fb messenger, group[ ]?me, insta(?:gram)?, wechat, viber,
  `,
  // A name that alone is a place where a group meets.
  alone: listOf`what'?s[ ]?app, discord, telegram, group[ ]?me`,
  room: listOf`
    groups?, group[ ]?chats?, gc, gcs, grp, chats?, servers?, channels?, communit(?:y|ies), broadcast list,
    thread,
  `,
  goes: listOf`
    join, joining, joined, hop on(?:to)?, hop in(?:to)?, jump on(?:to)?, jump in(?:to)?, get on, get in,
    come to, sign up to, added to, add you to, be on, be in, head to, link to, links? for, invite to,
    invited to, find us on, chat (?:to|with) us (?:all )?on, over on, meet us on, see you on, hang out on,
    we're on, move to, moving to,
  `,
  the: listOf`the, our, a, my, this, your`,
}
const rooms = [
  ...[
    '{platform} ~1 {room}',
    '{room} ~1 (?:on|in|via|over|using) ~1 {platform}',
    '{goes} {the} ~3 {alone}',
    '{goes} {alone}',
    '{the} ~3 {alone}',
    '(?:moved|moving|switched|discussion|everything|chat) ~3 (?:onto|to|on) (?:messenger|snapchat|signal|telegram|whatsapp|discord)',
    "[a-z]+(?:s'|'s) {alone}",
    '(?:on|onto|in) (?:discord|telegram|groupme|messenger|whatsapp) ~8 (?:get|hop|join|jump|chat|group)',
    '(?:need|install|download|use) {alone}',
    '{room} {platform}',
    '{alone} is ~1 (?:live|open|up)',
  ].map((written) => shape(written, 'words', lexicon)),
  shape('(?:join|find|meet|chat with) us ~1 on {alone}', 'words', lexicon),
]
const links = {
  pattern:
    /(?<![\w.])(?:https?:\/\/)?(?:www\.)?(?:chat\.whatsapp\.com|whatsapp\.com\/channel|discord\.gg|discord\.com\/invite|t\.me|telegram\.me|signal\.group|m\.me\/j|fb\.com\/groups|(?:m\.)?facebook\.com\/groups|groupme\.com\/join_group)\/[^\s<>"]{0,80}/gi,
  what: 'link',
}
const worthALook =
  /what'?s ?app?|wh?ats?app|\bwa\b|discord|telegram|\btg\b|snap|signal|messenger|facebook|\bfb\b|group ?me|t\.me|m\.me|insta|wechat|viber/i

const invites = new RegExp(
  `${
    wordsOf(listOf`
      subscribe, follow, waiting for, stick you in, get yourselves, make sure, create an account,
      already chatting, see you there, details in, put you in, get involved, come along, join, joining,
      joined, join us, want in, hop (?:on|in|into|onto), jump (?:on|in|into|onto), come (?:and|say|chat|hang),
      get (?:yourself|on|in|into|added), be added, been added, add you, adding you, adding (?:all|every\w+),
      add yourself, (?:i'll|we'll|will|can) add, sign up, signed up, scan, qr, link, links, linked, invite,
      invited, invites, inviting, invitation, for an? invite, ask to (?:be added|join),
      your (?:number|mobile|phone|digits|tag|username), must, has to, have to, needs? to, required,
      compulsory, mandatory, expected to, obligatory, make sure, is (?:now )?(?:live|open|here|up), now live,
      up and running, find it,
      (?:we've|i've|we have|i have|we|i) (?:just |now )?(?:set up|made|created|started|opened|launched|got),
      there's (?:a|also a), there is (?:a|also a), head (?:to|over), over on, see you (?:in|on|there),
      all welcome, everyone welcome, hmu, tap, click,
      (?:posted|shared|announced|sent|going|go|organised|happening|arranged|discussed|happens?) (?:only )?(?:in|on|via|through),
      only (?:in|on), miss out, will miss, use (?:the|our|this), download, look for, search for, request,
      hang out, pop (?:in|into|over),
    `).source
  }|👇|👉|➡|⬇|https?:`,
  'gi',
)
const asksIn = wordsOf(listOf`
  join, joined, joining, added, want in, fancy, in the, on the, want to be in, link, in our, on our, invite,
  missed,
`)
const musts = wordsOf(listOf`
  must, has to, have to, needs? to, required, compulsory, mandatory, expected to, obligatory, essential,
  no exceptions, non-negotiable, no excuses, (?:only|all) (?:be )?(?:posted|shared|announced|sent),
  or you'll miss, will miss, make sure (?:you|everyone|that),
`)
const free = wordsOf(listOf`
  don't have to, do not have to, doesn't have to, no need to, don't need to, optional,
  not (?:required|compulsory|mandatory|essential|obligatory), isn't (?:required|compulsory|mandatory),
  need not, voluntary,
`)
const denial = wordsOf(listOf`
  don't, do not, never, no, won't, not, isn't, aren't, cannot, can't, doesn't, stop, avoid, leave, left,
  leaving, instead of, rather than, without, closed?, closing, shut, banned?, delet\w+, mute, muted, didn't,
  wasn't, nobody, shouldn't, should not, quit, used to, unlike,
`)
const friendly =
  /\b(?:don't (?:forget|miss|be shy|worry|wait|delay|have to)|do not forget|why not|no (?:pressure|excuses|spam|worries|need to \w+)|not (?:yet )?(?:in|on|joined|already|seen|been added|a member)|(?:haven't|hasn't|not) (?:yet |already )?(?:joined|been added|got)|not only|if not|not sure)\b/gi
const after =
  /^[^,;:]{0,30}(?:\b(?:not|never|no longer)\b|n't\b) (?!compulsory|required|mandatory|essential|obligatory|just|only|yet|joined)|^[^,;:]{0,25}\b(?:banned|has closed|is closing|is closed|have closed|was closed|against|breach|hacked)\b/i
const warning = wordsOf(listOf`
  fake, scams?, scammers?, fraud\w*, beware, careful, watch out, phishing, impersonat\w+, hoax, in our name,
  pretending, claiming to be, report (?:it|them|any), suspicious, hacked, essay mills?, don't click,
  do not click,
`)
const studied = wordsOf(listOf`
  quartet, symphony, harmony, novel, museum of, antennas?, won a grant, as a phd,
  (?:talk|lecture|seminar|workshop|webinar|study|research|paper|article|thesis|book|podcast|chapter|module|dissertation|project|report|panel) (?:on|about|into|of|explor\w+|looks?|finds?|shows?|asks?|suggests?|how|why|examin\w+),
  researchers?, how (?:do |does )?(?:\w+ ){0,3}(?:spread|travel|use|uses|used|shape|organis\w+), court,
  police, minister\w*, journalists?, tribunal, inquiry, case study, misinformation, disinformation, rumours?,
  interviewed, survey\w*, guidance on, policy on, policy, processing,
`)
const wondering = wordsOf(listOf`
  should (?:we|staff|tutors|lecturers|students|universities|you), do you think, what do, which, how do,
  how does, allowed, would you (?:rather|prefer|use), do you (?:use|have|run|prefer), is there, who runs,
  what's the point, why do, has anyone, does anyone,
`)
const supported = wordsOf(listOf`
  university-supported, supported by (?:the university|it), university-approved, approved by it, it-approved,
  run on university systems,
`)

export const groupInvitations: TextDetector = {
  scope: 'text',
  fact: 'groupInvitations',
  about:
    'Words that may invite, link or oblige people to a group, a server or a channel on a messaging service; a person decides. Denials, warnings, reports and research are left out. It misses things and can be wrong.',
  attributes: {
    platform:
      'WhatsApp, Discord, Telegram, Snapchat, Signal, Messenger, Facebook, GroupMe or another that is named',
    required: 'true when everyone has to join',
    private: 'true unless the words say that the university supports the group',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    if (holds(warning, text)) return []
    const places = placesOf(text, [...rooms, links]).filter((place) => counts(place, text))
    if (places.length === 0) return []
    const optional = holds(free, text)
    const isPrivate = !holds(supported, text)
    return hitsOf(places, (place) => ({
      platform: platformOf(place.words),
      required: !optional && holds(musts, place.sentence.text),
      private: isPrivate,
    }))
  },
}

const platformOf = (words: string): string =>
  Object.entries(names).find(([, pattern]) => pattern.test(words))?.[0] ?? words.split(' ')[0] ?? ''

function counts(place: Place<string>, text: string): boolean {
  const { sentence, words } = place
  // "Join the signal processing group" is no chat, nor is "a messenger RNA group".
  if (
    /signal|messenger|snap|insta/i.test(words) &&
    !/\b(?:signal|messenger|snap(?:chat)?|insta(?:gram)?)(?: group| chat| gc| channel| thread)|\b(?:on|in|via|over|using) (?:our |the )?\w+$/i.test(
      words,
    )
  )
    return false
  if (/^fac|^fb/i.test(words) && /(?:facebook|fb)\W+page/i.test(words)) return false
  const before = wordsBefore(place, 70).replace(friendly, ' ')
  const near = before.slice(before.search(/[^,;:–—]*$/))
  if (holds(denial, near) || after.test(wordsAfter(place))) return false
  if (holds(studied, sentence.text)) return false
  if (place.what === 'link') return true
  if (sentence.asked && (holds(wondering, sentence.text) || !holds(asksIn, sentence.text))) return false
  return holds(invites, text.slice(Math.max(0, place.start - 120), place.end + 120))
}
