import type { Found, LintRule } from '../finding.ts'
import type { Passage, PolicyView } from '../view.ts'
import { contentWords, plain, sentencesOf } from '../words.ts'

export const duplicates: LintRule = {
  id: 'said-twice',
  about: 'A word twice in one list, a doubled word, a clause said twice or nearly so.',
  find: (view) => [
    ...view.passages.flatMap((passage) => [...twiceInList(view, passage), ...doubledWords(view, passage)]),
    ...twiceInPoints(view),
    ...repeatedClauses(view),
  ],
}

function twiceInList(view: PolicyView, passage: Passage): Found[] {
  return sentencesOf(passage.text).flatMap((sentence) =>
    repeatedItems(sentence).map((word) => ({
      ...view.at(passage, word),
      weight: 'fault' as const,
      says: `${passage.name} names “${word}” twice in one list.`,
      mend: 'Leave it out once, or write what was meant in its place.',
    })),
  )
}

/** Items of a list within a sentence that stand in it twice: “sex, race, gender, race”. */
export function repeatedItems(sentence: string): string[] {
  const repeated: string[] = []
  for (const stretch of sentence.split(/[;:()]|\.\s/)) {
    const segments = stretch
      .split(/,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+/)
      .map((part) => bare(part).split(' '))
    let run: string[] = []
    let fewest = 3
    for (const segment of segments) {
      if (segment.length <= 3) {
        run.push(segment.join(' '))
        continue
      }
      // A long segment ends one list with its first word and may begin another with its last.
      repeated.push(...twice([...run, segment[0] ?? ''], 4))
      run = [segment.at(-1) ?? '']
      fewest = 4
    }
    repeated.push(...twice(run, fewest))
  }
  return [...new Set(repeated)]
}

function bare(segment: string): string {
  return segment
    .toLowerCase()
    .replace(/[“”"‘’'.!?]/g, '')
    .replace(/^(?:(?:and|or|the|a|an|any|their|its|our)\s+)+/, '')
    .trim()
}

function twice(run: string[], fewest: number): string[] {
  if (run.length < fewest) return []
  return run.filter((item, at) => /^\p{L}{3}/u.test(item) && run.indexOf(item) < at)
}

/** The same point twice in a list of points, or twice among those the policy applies to. */
function twiceInPoints(view: PolicyView): Found[] {
  const points = view.passages.filter(({ kind }) => kind === 'beside')
  const found = points.flatMap((passage, at) => {
    const same = points.findIndex(
      (other) =>
        other.section === passage.section &&
        other.clause === passage.clause &&
        alike(other.text, passage.text),
    )
    if (same >= at || same < 0) return []
    const says = `${passage.name} has “${shortened(passage.text)}” twice.`
    return [{ ...view.at(passage), weight: 'fault' as const, says, mend: 'Leave it out once.' }]
  })
  const scope = view.pack.frontMatter['applies-to']
  const again = scope.filter((one, at) => scope.findIndex((other) => alike(other, one)) < at)
  return [
    ...found,
    ...again.map((one) => ({
      ...view.atParticular('applies-to'),
      weight: 'fault' as const,
      says: `“${one}” stands twice among those the policy applies to.`,
      mend: 'Leave it out once.',
    })),
  ]
}

// “He had had” and “that that” are English.
const mayDouble = new Set(['had', 'that', 'is', 'do', 'her'])

function doubledWords(view: PolicyView, passage: Passage): Found[] {
  return [...passage.text.matchAll(/(?<![\p{L}\p{N}'’-])(\p{L}{2,})\s+\1(?![\p{L}\p{N}'’-])/giu)]
    .filter(([, word = '']) => !mayDouble.has(word.toLowerCase()) && word !== word.toUpperCase())
    .map(([words]) => ({
      ...view.at(passage, words),
      weight: 'fault' as const,
      says: `${passage.name} has a doubled word: “${words}”.`,
      mend: 'Leave one of the two out.',
    }))
}

const fewestWords = 8
const nearlySame = 0.8

function repeatedClauses(view: PolicyView): Found[] {
  const clauses = view.passages.filter(({ kind }) => kind === 'clause')
  return clauses.flatMap((passage, at) =>
    clauses.slice(0, at).flatMap((earlier): Found[] => {
      const mend = `Keep one of the two, or say how they differ.`
      if (alike(earlier.text, passage.text)) {
        const says = `${passage.name} says the same as clause ${earlier.clause}.`
        return [{ ...view.at(passage), weight: 'fault', says, mend }]
      }
      if (overlap(earlier, passage) < nearlySame) return []
      const says = `${passage.name} says nearly the same as clause ${earlier.clause}.`
      return [{ ...view.at(passage), weight: 'advice', says, mend }]
    }),
  )
}

/** The share of meaning words that two clauses have in common; 0 for clauses too short to compare. */
function overlap(a: Passage, b: Passage): number {
  const [one, two] = [a, b].map(({ title, text }) => new Set(contentWords(`${title} ${text}`)))
  if (!one || !two || Math.min(one.size, two.size) < fewestWords) return 0
  return one.intersection(two).size / one.union(two).size
}

const alike = (a: string, b: string): boolean => key(a) === key(b) && key(a) !== ''
const key = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
