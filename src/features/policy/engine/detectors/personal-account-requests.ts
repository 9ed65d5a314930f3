import type { TextDetector } from '../detector.ts'
import { hitsOf, holds, listOf, placesOf, plain, shape, wordsBefore, wordsOf } from './phrases-more.ts'
import type { Lexicon, Place } from './phrases-more.ts'

const lexicon: Lexicon = {
  goes: listOf`
    drop me a line, shout, bother, chase, whats[ ]?app, add, follow, message, msg, dm, pm, friend, find,
    contact, text, snap, tag, reach, catch, connect with, e-?mail, send, ask, give, drop, befriend, inbox,
    write to, get in touch with, get hold of, chat (?:to|with), speak to, talk to, search for, look up,
    subscribe to, like, submit, request, ping, ring, call, follow along on, check out, head to, go to,
    come to, upload, share, bookings?, questions?, queries, feedback, drafts?, see,
  `,
  uses: listOf`
    use, using, post, posting, upload, uploading, log ?in, sign in, sign up, register, join, submit,
    submitted, hand in, handed in, tweet, share, film, message, send, email, e-mail, create, make, publish,
    contribute, comment, reply, access, through, from, via, with, set up, contact,
  `,
  social: listOf`
    facebook, fb, insta, instagram, ig, snapchat, snap, tik[ ]?tok, twitter, x, whats[ ]?app, linkedin,
    telegram, messenger, discord, bluesky, bsky, mastodon, threads, signal, gmail, hotmail, yahoo, icloud,
    youtube, reddit, tumblr, wechat, bereal, twitch,
  `,
  account: listOf`
    (?:facebook|fb|insta|instagram|ig|snapchat|snap|tik[ ]?tok|twitter|x|whats[ ]?app|linkedin|telegram|messenger|discord|bluesky|bsky|mastodon|threads|signal|gmail|hotmail|yahoo|icloud|youtube|wechat)(?: (?:accounts?|profiles?|page|handle|dms?|number|feed|channel))?,
    (?:social |social media |messaging |e-?mail )?(?:accounts?|profiles?|handles?), socials?, social media,
    dms, (?:mobile|phone|telephone)(?: (?:number|no))?, e-?mail(?: address)?, number, page, feed, inbox,
  `,
  own: listOf`own personal, own private, very own, own, personal, private, non-university, home`,
  me: listOf`me, me directly, me personally, me anytime`,
  staff: [
    String.raw`(?:dr|prof(?:essor)?|mr|mrs|ms|mx)\.?(?: [a-z][\w'.-]*){1,3}?`,
    '(?:your|our|the|my|a) (?:[a-z]+ )?(?:tutor|lecturer|supervisor|professor|teacher|module leader|course leader|programme leader|technician|demonstrator|adviser|advisor|librarian|coach|instructor)',
  ],
  pings: listOf`
    messenger, discord, telegram, signal, snapchat, insta, facebook, snap, snapchat, tweet, whats[ ]?app, wa,
  `,
  mail: listOf`gmail, hotmail, yahoo, icloud, outlook\.com`,
  on: listOf`on, via, at, over, through, using`,
  whose: [...listOf`my, his, her`, String.raw`[a-z]+'s`],
}
const staff = [
  ...[
    '{goes} {me} ~3 {on} ~1 {social}',
    '{goes} ~1 {staff} ~2 {on} ~3 {social}',
    '{goes} {staff} ~1 their {own} ~1 {account}',
    '{goes} ~2 {staff} {on} their {own} ~1 {account}',
    '{goes} ~5 {whose} {own} ~1 {account}',
    '{goes} ~5 my {social}',
    '{goes} ~2 (?:dr|prof|professor) ~2 {social}',
    'my ~1 {social} ~1 is',
    '{goes} (?:him|her|them) ~2 {on} ~1 {social}',
    '{goes} ~3 (?:their|his|her) {own} ~1 {account}',
    '{pings} ~1 {staff}',
    '{staff} is ~2 on {social}',
    '{goes} ~5 {whose} {mail}',
    '{goes} me ~3 my (?:main|alt|finsta|priv)',
    '{goes} ~1 {staff} ~2 on 07\\d+',
    'message me privately',
    'my {own} ~1 {account}',
    '{pings} me',
    'my dms are ~1 open',
    '(?:in|into|slide into) my dms',
  ].map((written) => shape(written, 'staff', lexicon)),
]
const readers = ['{uses} ~5 (?:your|their|ur|yr|a) {own} ~1 {account}', 'your {own} ~1 {account}'].map(
  (written) => shape(written, 'reader', lexicon),
)
const forCourse = [
  '(?:have|need|create|open|make) ~3 {social} (?:account|profile)',
  '{uses} ~7 (?:your|ur) {social}',
].map((written) => shape(written, 'course', lexicon))

const worthALook =
  /\b(?:my|me|own|personal|private|your|ur|home|non-university|dr|prof\w*|tutor|lecturer|supervisor)\b/i
const course = wordsOf(listOf`
  placement, coursework, assignments?, assessments?, assessed, module, seminar, tasks?, homework, projects?,
  marks?, marked, graded, grade, hand in, submit, submission, portfolio, week \d+, tutorial, workshop, essay,
  class, lecture, practical, credit,
`)
const ask = wordsOf(listOf`
  friend request, use your own, shout, messenger me, discord me, directly, open,
  (?:whats[ ]?app|insta|facebook|snap|snapchat|tweet|wa) me, whats[ ]?app, add, follow, message, msg, dm, pm,
  friend, find, contact, text, snap, tag, e-?mail, send, ask, write, get in touch, reach, submit, hand in,
  upload, share, questions?, queries, feedback, drafts?, use, using, post, log ?in, sign in, sign up,
  register, please, must, need, here, chat, give, drop, request, join, just, via, need to, have to, has to,
  should, is fine, is best, quickest, faster, works,
`)
const denial = wordsOf(listOf`
  don't, do not, never, no, won't, will not, not, isn't, aren't, cannot, can't, doesn't, stop, avoid,
  instead of, rather than, without, shouldn't, nobody, no one, mustn't, unless,
  if (?:you|staff|someone|anyone|a|your), when you, when staff, separate, keep, keeping, protect, hacked,
  switch from, away from, neither, nor, against, refrain, wouldn't, didn't, prohibited, set your, lock,
  whether, clean up, tidy,
`)
const friendly =
  /\b(?:don't (?:forget|be shy|hesitate|worry|use (?:moodle|teams|e-?mail|the forum))|do not hesitate|why not|no (?:need to \w+|worries)|not (?:sure|on|in|e-?mail\w*|through|via|moodle|teams|the)|prefer not to \w+|not always \w+|didn't (?:catch|get|see|manage)|not here|(?:the|our|your) (?:student|uni|university) inbox|wasn't|if you (?:prefer|missed|didn't)|can't (?:find|make|reach|wait|get)|if you (?:need|want|have|get|are|can't|would|like|prefer|miss|fancy|'re)|if anyone|if someone)\b/gi
const after =
  /^\W{0,3}(?:\w+\W{1,2}){0,4}?(?:(?:is|are|was|were) (?:not|never|against|separate|private)|isn't|aren't|must not|mustn't|should not|shouldn't|tells?|says?|cannot|can't|won't|does not|doesn't|has been hacked|was hacked|set to)\b/i
const elsewhere = wordsOf(listOf`
    wary, anyone asking, anybody asking, asked for your, library website, renew your, if anyone claims, talk,
    lecture on, workshop on, seminar on, workshop, study, research, researchers, guidance, policy, policies,
    training, reminder: staff, staff (?:must|should|may|never|can|do|are),
    tips (?:for|on) (?:staying|keeping|safe), top tips, cv, employers?, scams?, fake, impersonat\w+, phishing,
    beware, views (?:are )?(?:my|his|her) own, podcast about, book, exhibition, survey asks, told us, said,
    says he, says she, used to, in the past, was asked, were asked, hackers?, privacy, settings,
    digital footprint, footprint,
  `)
const official =
  /\b(?:library|portal|ucas|student|moodle|blackboard|canvas|university|uni|it|learner|print\w*|bank|savings|supplier|teams|office 365|microsoft|catering|official|department|service|team|society|first-person|eye-witness|research)(?:'s)? (?:own )?(?:accounts?|profiles?|pages?|e-?mail|number|inbox|feed)\b|\bpersonal (?:tutor|statement|best|details|data|development|circumstances)\b|\b(?:my|your) own (?:page|feed|pace|number of)\b/i
const wondering =
  /^\W*(?:how (?:much|do|does|private|safe|public)|should|do you (?:have|use|think|keep)|does|is (?:it|your|there)|are|what|which|would you (?:let|want|use)|why do|who)\b/i

export const personalAccountRequests: TextDetector = {
  scope: 'text',
  fact: 'personalAccountRequests',
  about:
    'Words that may ask people to reach a member of staff on that person’s own account, or to use their own private account for study or contact; a person decides. Rules, advice and official accounts are left out. It misses things and can be wrong.',
  attributes: {
    platform: 'the service that is named; empty when none is',
    whose: 'staff (the account of a member of staff) or reader (the account of whoever reads it)',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    // The stop after a title ends no sentence.
    const text = plain(written).replace(/\b(Dr|Prof|Mrs?|Ms|Mx)\./g, '$1 ')
    const places = placesOf(text, [...staff, ...readers, ...forCourse]).filter((place) => counts(place, text))
    return hitsOf(places, ({ words, what }) => ({
      platform: platformOf(words),
      whose: what === 'staff' ? 'staff' : 'reader',
    }))
  },
}

const social = wordsOf(lexicon['social'] ?? [])
const platformOf = (words: string): string => (words.match(social)?.at(-1) ?? '').toLowerCase()

function counts(place: Place<string>, text: string): boolean {
  const { sentence, words, what } = place
  if (holds(elsewhere, sentence.text) || official.test(words)) return false
  if (sentence.asked && wondering.test(sentence.text)) return false
  if (holds(denial, (wordsBefore(place, 80) + words).replace(friendly, ' '))) return false
  const rest = sentence.text.slice(place.end - sentence.start, place.end - sentence.start + 50)
  if (after.test(rest)) return false
  if (what === 'course') return holds(course, text)
  return holds(ask, sentence.text)
}
