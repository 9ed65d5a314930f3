import { normalNumber } from '../places.ts'

/** Where words of the policy point at another of its sections or clauses. */
export interface Reference {
  /** The words: “section 3”. */
  words: string
  number: string
  before: string
  after: string
}

const one = String.raw`\d+(?:\.\d+)*(?:[a-z](?![a-z]))?(?:\([a-z]\))?`
const several = String.raw`${one}(?:\s*(?:,|–|-|&|\band\b|\bor\b|\bto\b)\s*(?:${one}))*`
const named = new RegExp(
  String.raw`\b(?:sections?|clauses?|paragraphs?|paras?\.?)\s+(${several})|§§?\s*(${several})`,
  'gi',
)
const bare = new RegExp(
  String.raw`\b(?:see(?: also)?|as in|set out in|under)\s+(\d+\.\d+(?:\.\d+)*(?:[a-z](?![a-z]))?)(?!\s*(?:%|per cent|[MGk]B\b|seconds|minutes|hours|days|weeks|months|million))`,
  'gi',
)

/** References to other documents (“section 127 of the Communications Act”) are left out. */
export function referencesIn(sentence: string, greatest: number): Reference[] {
  const matches = [...sentence.matchAll(named), ...sentence.matchAll(bare)]
  return matches.flatMap((match) => {
    const before = sentence.slice(0, match.index)
    const after = sentence.slice(match.index + match[0].length)
    const numbers = match[1] ?? match[2] ?? ''
    if (isForeign(before, after)) return []
    return [...numbers.matchAll(new RegExp(one, 'gi'))]
      .map(([number]) => normalNumber(number))
      .filter(
        (number) => !(Number.parseInt(number, 10) > greatest + 3 && /\b(?:Act|Regulations)\b/.test(sentence)),
      )
      .map((number) => ({ words: match[0], number, before, after }))
  })
}

const ownDocument =
  /^\s*(?:\([^)]*\)\s*)?(?:of|in|to)\s+(?:this|these|the present|our|the)\s+(?:policy|document|guidance|guidelines|code|rules)\b/i
const otherDocument =
  /^\s*(?:\([^)]*\)\s*)*(?:,\s*)?(?:of|in|to|from)\s+(?:[^.;]{0,80}?)\b(?:Act|Regulations?|Order|Codes?|Polic(?:y|ies)|Charter|Convention|Standards?|Schedule|Ordinances?|Statutes?|Handbook|Procedures?|Guidance|Guidelines|GDPR)\b/i
const otherBefore =
  /\b(?:Act|Regulations?|Order|Convention|Ordinances?|Statutes?|GDPR)(?:\s+\d{4})?[\s,:(–-]{0,3}(?:under\s+)?$/

function isForeign(before: string, after: string): boolean {
  if (ownDocument.test(after)) return false
  return otherDocument.test(after) || otherBefore.test(before)
}
