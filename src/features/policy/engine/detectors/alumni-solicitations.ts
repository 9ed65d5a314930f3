import type { TextDetector } from '../detector.ts'
import { apartFrom, hitsOfMarks, inSentence, ordered, together } from './concept-marks.ts'
import { readerOf } from './concepts.ts'
import { alumniConcepts } from './alumni-lexicon.ts'
import type { Mark, Reading } from './concepts.ts'
import { plain } from './phrases-more.ts'

type Concept = keyof typeof alumniConcepts
type Kind = 'give' | 'details' | 'join' | 'volunteer' | 'event'
interface Ask extends Mark {
  kind: Kind
}

const read = readerOf(alumniConcepts)
// "Class of '05", "Medics of 1988", "Geology 1990–94", "the 30th anniversary".
const years =
  /\bin the (?:fif|six|seven|eigh|nine)t(?:ie|y)'?s\b|\bnoughties\b|\b[a-z]{3,}(?:'s)? (?:of )?(?:(?:'\d\d\b(?!s? (?:centur|minut))|(?:19|20)\d\d(?:s|\s?[-–/]\s?(?:19|20)?\d\d)))/i

export const alumniSolicitations: TextDetector = {
  scope: 'text',
  fact: 'alumniSolicitations',
  about:
    'Words that may ask former students for money, for their details, to join, to volunteer or to come to a reunion; a person decides. News about them and thanks to them are left out. It misses things and can be wrong.',
  attributes: { kind: 'give (money), details, join (a network or a scheme), volunteer or event' },
  detect(written) {
    const text = plain(written)
    const reading = read(text)
    const { marks } = reading
    if (marks.deny.length > 0 || marks.current.length > 0 || students.test(text)) return []
    if (marks.alumni.length === 0 && !years.test(text)) return []
    const reports = apartFrom(marks.report, marks.details)
    const asks = asksIn(reading).filter((ask) => spokenTo(reading, ask, reports))
    return hitsOfMarks(asks, ({ kind }) => ({ kind })).slice(0, 2)
  },
}

// Of several that begin together the plainer one is told.
function asksIn({ marks }: Reading<Concept>): Ask[] {
  const as = (kind: Kind, found: readonly Mark[]) => found.map((mark) => ({ ...mark, kind }))
  return [
    ...as('event', together(marks.event, marks.comes, 12, 'across')),
    ...as('volunteer', together(marks.volunteer, marks.wanted, 10, 'across')),
    ...as('details', together(marks.askDetails, marks.details, 8, 'across')),
    ...as('join', ordered([...together(marks.join, marks.scheme, 7), ...marks.joinsIn])),
    ...as('give', marks.give),
  ]
}

function spokenTo(
  { marks, sentences }: Reading<Concept>,
  { sentence, kind }: Ask,
  reports: readonly Mark[],
): boolean {
  const asked = sentences[sentence]?.asked ?? false
  if (asked && wondering.test(sentences[sentence]?.text ?? '')) return false
  if (inSentence(reports, sentence))
    return inSentence(marks.beg, sentence) && !inSentence(marks.thanks, sentence)
  // A day and a price are an invitation, whoever is named.
  return asked || kind === 'event' || near(marks.you, sentence) || near(marks.beg, sentence)
}

const near = (marks: readonly Mark[], sentence: number): boolean =>
  inSentence(marks, sentence) || inSentence(marks, sentence + 1) || inSentence(marks, sentence - 1)

const students = /^\W*(?:current |all |calling all )?(?:students|freshers|finalists|undergrad\w*)[!:,]/i
const wondering =
  /^\W*(?:what do|why|how (?:do|did|does|many|much)|which|do (?:our |alumni|graduates)|did (?:they|he|she)|is|are (?:alumni|graduates)|should)\b/i
