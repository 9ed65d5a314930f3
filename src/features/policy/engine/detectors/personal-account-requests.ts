import type { TextDetector } from '../detector.ts'
import {
  apartFrom,
  before,
  beforeInClause,
  behind,
  followed,
  hitsOfMarks,
  inSentence,
  markAt,
  ordered,
} from './concept-marks.ts'
import { readerOf } from './concepts.ts'
import type { Mark, Reading } from './concepts.ts'
import { personalConcepts } from './personal-account-lexicon.ts'
import { plain, spots } from './phrases-more.ts'

type Concept = keyof typeof personalConcepts
type Whose = 'staff' | 'reader'
interface Found extends Mark {
  whose: Whose
}

const read = readerOf(personalConcepts)
/** A mailbox or a mobile telephone that is somebody's own. */
const privateAddress =
  /[\w.+-]{1,64}@(?:gmail|googlemail|hotmail|yahoo|icloud|outlook|live|aol|btinternet|proton(?:mail)?|me)\.[a-z.]{2,10}\b/gi
const mobile = /(?<![\w+])(?:\+44[\s-]?(?:\(0\))?|0)7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/g
const staffHandle = /@[\w.-]*(?:dr|prof|tutor|lectur|coach|teach|sir|miss|supervis|warden|librarian)/i
const handle = /(?<![\w@/])@[a-z\d][\w.-]{1,40}/gi

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
    // The stop after a title ends no sentence.
    const text = plain(written).replace(/\b(Dr|Prof|Mrs?|Ms|Mx)\./g, '$1 ')
    const reading = read(text)
    if (!named(reading) && !text.includes('@') && !/\d{6}/.test(text)) return []
    const denials = apartFrom(reading.marks.deny, reading.marks.friendly)
    const ours = [...staffIn(reading), ...addressesIn(reading)].filter((one) => counts(reading, one, denials))
    const said = new Set(ours.map(({ sentence }) => sentence))
    // "Add me from your Facebook on my Facebook" is about ours.
    const yours = readersIn(reading).filter((one) => !said.has(one.sentence) && counts(reading, one, denials))
    return hitsOfMarks([...ours, ...yours], ({ sentence, whose }) => ({
      platform: platformOf(reading, sentence),
      whose,
    }))
  },
}

/** Most posts name no account at all. */
const named = ({ marks }: Reading<Concept>): boolean =>
  [marks.social, marks.mail, marks.phone, marks.account, marks.atHome].some(({ length }) => length > 0)

function platformOf({ marks, text }: Reading<Concept>, sentence: number): string {
  const place = [...marks.social, ...marks.mail].find((one) => one.sentence === sentence)
  return place ? text.slice(place.start, place.end).toLowerCase() : ''
}

const as = (whose: Whose, marks: readonly Mark[]): Found[] => marks.map((mark) => ({ ...mark, whose }))

/** Somebody of ours is to be met on an account that is theirs. */
function staffIn(reading: Reading<Concept>): Found[] {
  const { marks } = reading
  const place = ordered([...apartFrom(marks.social, marks.official), ...marks.mail])
  const phone = apartFrom(marks.phone, marks.official)
  const account = ordered([...place, ...apartFrom(marks.account, marks.official), ...phone])
  const person = ordered([...marks.staff, ...marks.them, ...namesIn(reading)])
  const own = apartFrom(marks.own, marks.official)
  const reached = (found: readonly Mark[], most = 6) => found.filter((one) => touches(marks.reach, one, most))
  return as('staff', [
    ...reached(followed(marks.me, place, 4)),
    ...marks.atHome,
    ...followed(place, marks.me, 0),
    ...followed(marks.reach, marks.me, 0).filter((one) => touches(place, one, 9)),
    ...reached(followed(marks.my, ordered([...place, ...phone]), 2), 10),
    ...followed(followed(marks.my, own, 1), account, 2),
    ...followed(followed(person, own, 4), account, 2).filter((one) => inSentence(marks.reach, one.sentence)),
    ...followed(followed(marks.theirs, own, 1), account, 2).filter((one) => asked(reading, one)),
    ...followed(marks.reach, person, 2).flatMap((one) => followed([one], place, 5)),
    ...followed(person, place, 3).filter((one) => inSentence(marks.reach, one.sentence)),
    ...followed(ordered([...marks.staff, ...marks.them]), ordered([...place, ...phone]), 8).filter((one) =>
      inSentence(marks.reach, one.sentence),
    ),
    ...followed(marks.theirs, place, 1).filter((one) => inSentence(marks.reach, one.sentence)),
  ])
}

/** Names as they are written: a capital within the sentence, and no service or office. */
function namesIn({ tokens, text, marks, sentences }: Reading<Concept>): Mark[] {
  const known = new Set(
    [...marks.social, ...marks.mail, ...marks.account, ...marks.offices].map(({ first }) => first),
  )
  return tokens.flatMap((token, at) => {
    const first = (sentences[token.sentence]?.start ?? 0) + 2 >= token.start
    if (first || known.has(at) || !/^[A-Z][a-z]{1,14}(?:'s)?$/.test(text.slice(token.start, token.end)))
      return []
    return [{ first: at, last: at, start: token.start, end: token.end, sentence: token.sentence }]
  })
}

/** A private mailbox, a mobile telephone or a handle, given so that people use it. */
function addressesIn(reading: Reading<Concept>): Found[] {
  const { marks } = reading
  const placed = (pattern: RegExp) =>
    spots(pattern, reading.text).map(({ start, end }) => markAt(reading, start, end))
  const own = ordered([
    ...marks.my,
    ...marks.me,
    ...marks.theirs,
    ...marks.them,
    ...marks.own,
    ...marks.staff,
  ])
  const near = ({ sentence }: Mark) =>
    [sentence - 1, sentence, sentence + 1].some((at) => inSentence(own, at))
  const whose = ordered([...marks.my, ...marks.me, ...marks.theirs, ...marks.them, ...marks.own])
  const handles = placed(handle).filter(
    (one) =>
      (staffHandle.test(reading.text.slice(one.start, one.end)) && before(marks.verbs, one, 3)) ||
      ((before(whose, one, 9) || behind(marks.them, one, 3)) && asked(reading, one)),
  )
  return as('staff', [
    ...placed(privateAddress),
    ...placed(mobile).filter((one) => near(one) && inSentence(marks.reach, one.sentence)),
    ...handles,
  ])
}

/** Whoever reads it is to use an account of their own. */
function readersIn({ marks, tokens, text }: Reading<Concept>): Found[] {
  // "The desk's own telephone" is nobody's.
  const own = apartFrom(marks.own, marks.official).filter(
    ({ first }) => !things.test(tokens[first - 1]?.word ?? ''),
  )
  const place = ordered([...apartFrom(marks.social, marks.official), ...marks.mail])
  const account = ordered([...place, ...apartFrom(marks.account, marks.official), ...marks.phone])
  const others = ordered([...marks.my, ...marks.theirs, ...marks.staff])
  const forStudy = marks.course.length > 0
  const plainly = [
    ...followed(followed(marks.yours, own, 1), account, 3),
    ...followed(own, account, 1).filter(
      (one) => inSentence(marks.use, one.sentence) && !before(others, one, 2),
    ),
    ...followed(followed(marks.theirs, own, 1), account, 3).filter((one) => before(marks.everybody, one, 30)),
    ...followed(account, marks.ofYours, 3),
    ...marks.theirPlaces.filter((one) => before(marks.everybody, one, 30)),
  ].filter((one) => touches(marks.use, one, 8) || touches(marks.please, one, 8))
  const study = forStudy
    ? [
        ...followed(marks.yours, ordered([...place, ...marks.profile]), 1).filter((one) =>
          before(marks.use, one, 6),
        ),
        ...followed(marks.create, place, 4),
        ...followed(marks.use, place, 5).filter(
          (one) =>
            inSentence(marks.course, one.sentence) &&
            !/\b(?:us|our)\b/.test(text.slice(Math.max(0, one.start - 12), one.end)) &&
            !(passing.test(tokens[one.first]?.word ?? '') && !inSentence(marks.please, one.sentence)) &&
            !room.test(tokens[one.last + 1]?.word ?? ''),
        ),
      ]
    : []
  return as('reader', [...plainly, ...study])
}

const things = /^(?!(?:every|each|any)|s?he's).*'s$|^its$/
// "Campaigning on TikTok" asks nobody.
const passing = /^(?:on|through|via|from|with|to)$/
/** An invitation to a group is another fact. */
const room = /^(?:groups?|servers?|channels?|chats?)$/

/** Contact may be asked for in the sentence before or behind. */
const asked = ({ marks }: Reading<Concept>, { sentence }: Mark): boolean =>
  [sentence - 1, sentence, sentence + 1].some((at) => inSentence(marks.reach, at))

const touches = (marks: readonly Mark[], one: Mark, most: number): boolean =>
  before(marks, { ...one, first: one.first + 1 }, most) ||
  behind(marks, { ...one, last: one.first - 1 }, most + one.last - one.first + 1)

function counts({ marks, sentences, text }: Reading<Concept>, one: Found, denials: readonly Mark[]): boolean {
  const sentence = sentences[one.sentence]
  if (inSentence(marks.advice, one.sentence)) return false
  if (sentence?.asked && wondering.test(sentence.text)) return false
  return !beforeInClause(text, denials, one, 10) && !behind(denials, one, 3)
}

const wondering =
  /^\W*(?:how (?:much|do|does|private|safe|public)|should|do you (?:have|use|think|keep)|does|is (?:it|your|there)|are|what|which|would you (?:let|want|use)|why do|who|can my|can i)\b/i
