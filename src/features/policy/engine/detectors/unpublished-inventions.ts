import type { TextDetector } from '../detector.ts'
import { hitsOfMarks } from './concept-marks.ts'
import { readerOf } from './concepts.ts'
import type { Mark, Reading } from './concepts.ts'
import { inventionConcepts } from './invention-lexicon.ts'
import { plain } from './phrases-more.ts'

type Concept = keyof typeof inventionConcepts
type Kind = 'patent' | 'first-look' | 'secret-method'
interface Sign extends Mark {
  kind: Kind
}

const read = readerOf(inventionConcepts)

export const unpublishedInventions: TextDetector = {
  scope: 'text',
  fact: 'unpublishedInventions',
  about:
    'Words that may tell of an invention, a method, a compound or a device that is not yet filed or published; a person decides. Granted patents, published work and teaching are left out. It misses things and can be wrong.',
  attributes: {
    kind: 'patent (not filed yet), first-look (shown before it is out) or secret-method (a method or result kept back so far)',
  },
  detect(written) {
    const text = plain(written)
    const reading = read(text)
    if (weightOf(reading) < enough) return []
    return hitsOfMarks(signsOf(reading), ({ kind }) => ({ kind }))
  },
}

// One plain sign of secrecy about a thing of the laboratory is enough, or several weak ones.
const enough = 3

function weightOf({ marks }: Reading<Concept>): number {
  const science = Math.min(
    2,
    marks.thing.length +
      marks.place.length +
      marks.how.length +
      (marks.filing.length + marks.unpublished.length > 0 ? 1 : 0),
  )
  if (science === 0 || marks.deny.length > 0) return 0
  const signs =
    (marks.filing.length > 0 ? 2 : 0) +
    (marks.legal.length > 0 ? 1 : 0) +
    (marks.unpublished.length > 0 ? 2 : 0) +
    Math.min(3, marks.hush.length * 1.5) +
    (marks.peek.length > 0 ? 1 : 0) +
    Math.min(2, marks.made.length) +
    Math.min(2, marks.how.length)
  const innocent = Math.min(2, marks.taught.length) * 2 + Math.min(2, marks.out.length) * 2
  const kept =
    marks.filing.length +
    marks.legal.length +
    marks.unpublished.length +
    marks.hush.length +
    marks.peek.length
  return kept === 0 && marks.made.length + marks.how.length < 3 ? 0 : science + signs - innocent
}

/** What shows it: the words of filing, of secrecy, of showing. */
function signsOf({ marks, sentences }: Reading<Concept>): Sign[] {
  const as = (kind: Kind, found: readonly Mark[]) => found.map((mark) => ({ ...mark, kind }))
  const signs = [
    ...as('patent', marks.filing),
    ...as('first-look', marks.peek),
    ...as('secret-method', [...marks.legal, ...marks.unpublished, ...marks.hush, ...marks.how]),
  ]
  const shown = signs.length > 0 ? signs : as('secret-method', marks.made)
  return shown.filter(({ sentence }) => !sentences[sentence]?.asked || marks.hush.length > 0)
}
