import type { TextDetector } from '../detector.ts'
import {
  apartFrom,
  before,
  behind,
  hitsOfMarks,
  inSentence,
  markAt,
  ordered,
  together,
} from './concept-marks.ts'
import { readerOf } from './concepts.ts'
import type { Mark, Reading } from './concepts.ts'
import { groupConcepts } from './group-invitations-lexicon.ts'
import { plain, spots } from './phrases-more.ts'

type Concept = keyof typeof groupConcepts

const read = readerOf(groupConcepts)
const names: readonly (readonly [string, RegExp])[] = [
  ['WhatsApp', /what'?s ?app?|wh?ats?app|wotsapp|\bwapp\b|\bwa\b/i],
  ['Discord', /discord/i],
  ['Telegram', /telegram|\btg\b|\bt\.me\b/i],
  ['Snapchat', /snap/i],
  ['Signal', /signal/i],
  ['Messenger', /messenger|\bm\.me\b/i],
  ['Facebook', /facebook|\bfb\b|fbook/i],
  ['GroupMe', /group ?me/i],
  ['Instagram', /insta|\big\b/i],
  ['WeChat', /wechat|weixin/i],
]
const links =
  /(?<![\w.])(?:https?:\/\/)?(?:www\.)?(?:chat\.whatsapp\.com|whatsapp\.com\/channel|wa\.me|discord\.gg|discord\.com\/invite|t\.me|telegram\.me|signal\.group|m\.me\/j|ig\.me\/j|fb\.com\/groups|(?:m\.)?facebook\.com\/(?:share\/)?g(?:roups)?|groupme\.com\/join_group)\/[^\s<>"]{0,80}/gi
const worthALook =
  /what'?s ?app?|wh?ats?app|wotsapp|\bwapp\b|\bwa\b|discord|telegram|\btg\b|snap|signal|messenger|facebook|fbook|\bfb\b|group ?me|t\.me|m\.me|insta|\big\b|wechat|weixin|kakao|viber|slack|group ?(?:chat|link|invite)|chat group|\bserver\b|has a chat|\bgcs?\b|\b(?:flat|house|course|cohort|block|class|team|society|committee|freshers|corridor|hall|lab|uni|study|module|placement) chats?\b/i

export const groupInvitations: TextDetector = {
  scope: 'text',
  fact: 'groupInvitations',
  about:
    'Words that may invite, link or oblige people to a group, a server or a channel on a messaging service; a person decides. Denials, warnings, reports and research are left out. It misses things and can be wrong.',
  attributes: {
    platform:
      'WhatsApp, Discord, Telegram, Snapchat, Signal, Messenger, Facebook, GroupMe or another that is named; empty when none is',
    required: 'true when everyone has to join',
    private: 'true unless the words say that the university supports the group',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    const reading = read(text)
    const { marks } = reading
    if (marks.warn.length > 0) return []
    const { deny, friendly, must } = marks
    const denials = apartFrom(deny, [...friendly, ...must])
    const rooms = ordered(roomsIn(reading).filter((room) => counts(reading, room, denials)))
    const found = [...rooms.map((room) => withAsking(reading, room)), ...linksIn(reading, denials)]
    const optional = marks.free.length > 0
    const isPrivate = marks.supported.length === 0
    const named = platformOf(text)
    return hitsOfMarks(onceEach(ordered(found), text), (mark) => ({
      platform: platformOf(text.slice(mark.start, mark.end)) || named,
      required: !optional && inSentence(marks.must, mark.sentence),
      private: isPrivate,
    }))
  },
}

const platformOf = (words: string): string => names.find(([, pattern]) => pattern.test(words))?.[0] ?? ''

/** The words that ask belong to what is marked, where they stand close by. */
const withAsking = ({ marks }: Reading<Concept>, room: Mark): Mark =>
  together([room], marks.join, 3)[0] ?? together([room], marks.room, 1)[0] ?? room

/** One sentence about one group is one mark. */
function onceEach(found: readonly Mark[], text: string): Mark[] {
  const known = new Map<number, Set<string>>()
  return found.filter((mark) => {
    const platform = platformOf(text.slice(mark.start, mark.end))
    const here = known.get(mark.sentence) ?? new Set()
    const again = here.has(platform) || (platform === '' && here.size > 0)
    known.set(mark.sentence, here.add(platform))
    return !again
  })
}

// Our pages are for everybody.
const pages =
  /\b(?:facebook|fb|insta(?:gram)?|ig)\b.*\bchannels\b|\bchannels\b.*\b(?:facebook|fb|insta(?:gram)?|ig)\b/i

const toward = /^(?:use|using|uses|on|onto|to|into|via|in|our|lab|team|course|cohort|crew's|society)$/

/** Each place that names a chat of several people. */
function roomsIn({ marks, tokens, text }: Reading<Concept>): Mark[] {
  const named = marks.strong.filter(
    ({ last }) => !/^(?:us|me|him|her|messages?|web)$/.test(tokens[last + 1]?.word ?? ''),
  )
  const rooms = together(marks.weak, marks.room, 2).filter(
    ({ start, end }) => !pages.test(text.slice(start, end)),
  )
  // "Over on Signal" is a place; the signal that is gone is none.
  const reached = marks.weak.filter(({ first }) => toward.test(tokens[first - 1]?.word ?? ''))
  const moved = together(reached, marks.moves, 3)
  return [...apartFrom(named, marks.contact), ...rooms, ...moved, ...marks.chatroom]
}

function counts(
  { marks, sentences, tokens, text }: Reading<Concept>,
  room: Mark,
  denials: readonly Mark[],
): boolean {
  const sentence = sentences[room.sentence]
  if (inSentence(marks.study, room.sentence) || inSentence(marks.tale, room.sentence)) return false
  const obliges = inSentence(marks.must, room.sentence)
  if (inSentence(marks.policy, room.sentence) && !obliges) return false
  if (before(denials, room, 7) || behind(denials, room, 3)) return false
  const asked = sentence?.asked ?? false
  const invited = near(marks.join, room, 1)
  if (asked && (inSentence(marks.wondering, room.sentence) || !invited)) return false
  // To write to somebody on WhatsApp is no group, unless there is one.
  const isRoom = behind(marks.room, { ...room, last: room.first }, 3) || before(marks.room, room, 4)
  const onto = /^(?:on|via|by|over|through|or|and|prefers|a|they'll)$/.test(
    tokens[room.first - 1]?.word ?? '',
  )
  if (
    onto &&
    !isRoom &&
    inSentence(marks.contact, room.sentence) &&
    !inSentence(marks.joinProper, room.sentence)
  )
    return false
  const named = platformOf(text.slice(room.start, room.end)) !== ''
  // What is only told of, in the third person, asks nobody in.
  return (
    invited ||
    obliges ||
    near(marks.opens, room, 0) ||
    (named && marks.tale.length === 0 && (isRoom || before(marks.the, room, 3)))
  )
}

const near = (marks: readonly Mark[], { sentence }: Mark, away: number): boolean => {
  for (let at = sentence - away; at <= sentence + away; at++) if (inSentence(marks, at)) return true
  return false
}

/** An address of a group is an invitation, but where it is told of to warn. */
function linksIn(reading: Reading<Concept>, denials: readonly Mark[]): Mark[] {
  const { marks } = reading
  return spots(links, reading.text).flatMap(({ start, end, words }) => {
    const mark = markAt(reading, start, end)
    const { sentence } = mark
    if (/wa\.me/i.test(words) && marks.room.length === 0 && marks.chatroom.length === 0) return []
    const denied = inSentence(denials, sentence) && !inSentence(marks.join, sentence)
    return denied ? [] : [mark]
  })
}
