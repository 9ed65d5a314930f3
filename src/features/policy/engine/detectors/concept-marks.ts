import type { Hit } from '../detector.ts'
import type { FactValue } from '../types.ts'
import type { Mark, Reading } from './concepts.ts'

// No phrase has more words.
const longestPhrase = 12

/**
 * Two marks that stand in one sentence with at most so many words between them, as one; the nearest for each.
 * With `across` they may stand in two sentences.
 */
export function together(
  ones: readonly Mark[],
  others: readonly Mark[],
  most: number,
  across: '' | 'across' = '',
): Mark[] {
  const found: Mark[] = []
  let from = 0
  for (const one of ones) {
    while (from < others.length && (others[from]?.first ?? 0) < one.first - most - longestPhrase) from++
    let best: Mark | null = null
    let least = most + 1
    for (let at = from; at < others.length; at++) {
      const other = others[at]
      if (!other || other.first > one.last + most + 1) break
      const gap = apart(one, other)
      if (gap >= least || gap < 0) continue
      if (other.sentence !== one.sentence && across === '') continue
      best = other
      least = gap
    }
    if (best) found.push(joined(one, best))
  }
  return found
}

/** As `together`, where the second comes after the first. */
export const followed = (ones: readonly Mark[], others: readonly Mark[], most: number): Mark[] =>
  ones.flatMap((one) => {
    const next = after(others, one.last)
    return next && next.sentence === one.sentence && next.first - one.last - 1 <= most
      ? [joined(one, next)]
      : []
  })

/** The first mark that begins behind a word; marks are in their order. */
const after = (marks: readonly Mark[], word: number): Mark | undefined =>
  marks[lowest(marks, ({ first }) => first > word)]

/** Where in their order the marks begin to hold; linear searches would make long texts slow. */
function lowest<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && !holds(item)) low = middle + 1
    else high = middle
  }
  return low
}

/** Words between two marks; -1 where one covers the other. */
function apart(one: Mark, other: Mark): number {
  if (other.first > one.last) return other.first - one.last - 1
  if (one.first > other.last) return one.first - other.last - 1
  return -1
}

const joined = (one: Mark, other: Mark): Mark => ({
  first: Math.min(one.first, other.first),
  last: Math.max(one.last, other.last),
  start: Math.min(one.start, other.start),
  end: Math.max(one.end, other.end),
  sentence: one.sentence,
})

/** Those marks that none of the others covers. */
export function apartFrom(marks: readonly Mark[], covers: readonly Mark[]): readonly Mark[] {
  if (covers.length === 0) return marks
  const covered = new Set<number>()
  for (const { first, last: to } of covers) for (let at = first; at <= to; at++) covered.add(at)
  return marks.filter(({ first, last: to }) => !(covered.has(first) && covered.has(to)))
}

export const inSentence = (marks: readonly Mark[], sentence: number): boolean =>
  marks[lowest(marks, (mark) => mark.sentence >= sentence)]?.sentence === sentence

/** A mark of what a pattern found; it stands for the first word that it touches. */
export function markAt({ tokens, sentences }: Reading<string>, start: number, end: number): Mark {
  const first = Math.min(
    lowest(tokens, (token) => token.end > start),
    Math.max(0, tokens.length - 1),
  )
  const sentence = tokens[first]?.sentence ?? Math.max(0, sentences.length - 1)
  return { first, last: first, start, end, sentence }
}

/** Does one of the marks stand within so many words before this one, in its sentence? */
export function before(marks: readonly Mark[], { first, sentence }: Mark, most: number): boolean {
  for (let at = lowest(marks, (mark) => mark.first >= first) - 1; at >= 0; at--) {
    const mark = marks[at]
    if (!mark || mark.sentence !== sentence || first - mark.first > most + longestPhrase) return false
    if (mark.last < first && first - mark.last - 1 <= most) return true
  }
  return false
}

/** As `before`, with no comma or dash between: a denial of one thing says nothing of the next. */
export function beforeInClause(text: string, marks: readonly Mark[], mark: Mark, most: number): boolean {
  const near = marks.slice(
    lowest(marks, ({ first }) => first >= mark.first - most - longestPhrase),
    lowest(marks, ({ first }) => first > mark.last),
  )
  return near.some(
    (one) =>
      one.sentence === mark.sentence &&
      mark.first - one.last - 1 <= most &&
      !/[,;:–—()]/.test(text.slice(one.end, Math.max(one.end, mark.start))),
  )
}

/** The same behind it. */
export function behind(marks: readonly Mark[], { last: end, sentence }: Mark, most: number): boolean {
  const next = after(marks, end)
  return next !== undefined && next.sentence === sentence && next.first - end - 1 <= most
}

/** Marks in their order, the longer of two that begin together first. */
export const ordered = <T extends Mark>(marks: readonly T[]): T[] =>
  marks.toSorted((one, other) => one.start - other.start || other.end - one.end)

/** Hits of marks in their order, without those that begin within another. */
export function hitsOfMarks<T extends Mark>(
  found: readonly T[],
  about: (mark: T) => Record<string, FactValue>,
): Hit[] {
  const hits: Hit[] = []
  let reached = 0
  for (const mark of ordered(found)) {
    if (mark.start < reached) continue
    hits.push({ start: mark.start, end: mark.end, attributes: about(mark) })
    reached = mark.end
  }
  return hits
}
