import { anyOf, edge } from './phrases-more.ts'

/** Words that speak for or against a finding, and how much. */
export interface Sign {
  pattern: RegExp
  weight: number
  /** So many places count; more of the same say nothing new. */
  most: number
}

export const sign = (weight: number, words: readonly string[], most = 2): Sign => ({
  pattern: anyWord(words),
  weight,
  most,
})

/** What stands in a text for and against a finding, added up. */
export function weigh(signs: readonly Sign[], text: string): number {
  let sum = 0
  for (const { pattern, weight, most } of signs) sum += weight * placesIn(pattern, text, most)
  return sum
}

/** How many places of a global pattern there are; it stops looking at `most`. */
export function placesIn(pattern: RegExp, text: string, most: number): number {
  let count = 0
  pattern.lastIndex = 0
  while (count < most && pattern.test(text)) count++
  pattern.lastIndex = 0
  return count
}

/**
 * A pattern for any of the words, standing alone. Words are sorted by their first letter, so that at each place of a
 * text only those are tried that begin with the letter which stands there.
 */
export const anyWord = (words: readonly string[]): RegExp =>
  new RegExp(`${edge.before}(?:${byLetter(words)})${edge.after}`, 'gi')

export function byLetter(words: readonly string[]): string {
  const letters = new Map<string, string[]>()
  const others: string[] = []
  for (const word of words) {
    const source = anyOf([word]).slice(3, -1)
    const [first = '', second = ''] = source
    if (!/[a-z]/i.test(first) || /[?*+{]/.test(second) || choosesAtTop(source)) others.push(source)
    else letters.set(first.toLowerCase(), [...(letters.get(first.toLowerCase()) ?? []), source.slice(1)])
  }
  return [...[...letters].map(([letter, rests]) => `${letter}(?:${rests.join('|')})`), ...others].join('|')
}

/** Is there an `|` outside all brackets? */
function choosesAtTop(source: string): boolean {
  let depth = 0
  for (const [at, letter] of [...source].entries()) {
    if (source[at - 1] === '\\') continue
    if (letter === '(' || letter === '[') depth++
    if (letter === ')' || letter === ']') depth--
    if (letter === '|' && depth === 0) return true
  }
  return false
}
