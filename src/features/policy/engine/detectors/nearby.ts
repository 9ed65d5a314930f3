import { anyOf, edge, holds, spots } from './phrases-more.ts'

/** A stretch of text. */
export interface Stretch {
  start: number
  end: number
}

/** A word that was found, with its place. */
export interface Spot extends Stretch {
  words: string
}

/**
 * A long list of words, each standing alone. A post is read once: at the beginning of each of its words, only those of
 * the list are tried that begin with the same letters, so that a list of thousands costs little more than one of ten.
 */
export class WordList {
  /** By its first letters, as many of three as are plain. */
  readonly #byStart: readonly Map<number, RegExp>[]
  /** Those that begin with a sign. */
  readonly #other: RegExp | undefined

  constructor(lists: readonly (readonly string[])[]) {
    const starts = [1, 2, 3].map(() => new Map<number, string[]>())
    const other: string[] = []
    for (const word of new Set(lists.flat().flatMap(barsApart).flatMap(opened).map(withApostrophes))) {
      const letters = plainStarts.findIndex((start) => start.test(word))
      const known = starts[2 - letters]
      if (letters < 0 || !known) other.push(word)
      else put(known, keyOf(word, 0, 3 - letters), word)
    }
    const made = (words: string[]) => new RegExp(`(?:${byLetter(words, 5)})${edge.after}`, 'iy')
    this.#byStart = starts.map((known) => new Map([...known].map(([key, words]) => [key, made(words)])))
    if (other.length > 0)
      this.#other = new RegExp(`${edge.before}(?:${byLetter(other, 0)})${edge.after}`, 'gi')
  }

  /** Everywhere in a text, in order, none over another. */
  all(text: string): Spot[] {
    const found = this.#others(text)
    for (let at = nextStart(text, 0); at >= 0;) {
      const end = this.#endAt(text, at)
      if (end > at) found.push({ start: at, end, words: text.slice(at, end) })
      at = nextStart(text, Math.max(end, at + 1))
    }
    return this.#other ? apart(found) : found
  }

  has(text: string): boolean {
    for (let at = nextStart(text, 0); at >= 0; at = nextStart(text, at + 1)) {
      if (this.#endAt(text, at) > at) return true
    }
    return this.#others(text).length > 0
  }

  #others(text: string): Spot[] {
    return this.#other ? spots(this.#other, text) : []
  }

  #endAt(text: string, at: number): number {
    let end = 0
    for (let letters = 1; letters <= 3; letters++) {
      const pattern = this.#byStart[letters - 1]?.get(keyOf(text, at, letters))
      if (pattern) end = Math.max(end, endOf(pattern, text, at))
    }
    return end
  }
}

export const anyWord = (...lists: (readonly string[])[]): WordList => new WordList(lists)

/** "Any word and a gap" means words as they are written: "year's ". */
const withApostrophes = (word: string): string => word.replaceAll('\\w+ ', String.raw`[\w']+ `)

function put(map: Map<number, string[]>, key: number, word: string): void {
  const known = map.get(key)
  if (known) known.push(word)
  else map.set(key, [word])
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code)
function keyOf(text: string, at: number, letters: number): number {
  let key = 0
  for (let next = at; next < at + letters; next++)
    key = key * 65_536 + (next < text.length ? lower(text.charCodeAt(next)) : 0)
  return key
}

/** Begins with three plain letters, with two, with one. */
const plainStarts = [3, 2, 1].map((letters) => new RegExp(`^[a-z]{${letters}}(?![?*+{])`, 'i'))

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : 0
}

// The same letters as in `edge`.
const inWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  (code >= 0xc0 && code <= 0x24f)

/** Where the next word begins, or -1. */
function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (inWord(text.charCodeAt(at)) && (at === 0 || !inWord(text.charCodeAt(at - 1)))) return at
  }
  return -1
}

function apart(found: Spot[]): Spot[] {
  let reached = 0
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < reached) return false
      reached = end
      return true
    })
}

/** A list of words or a global pattern. */
export type Finder = WordList | RegExp

export const allOf = (finder: Finder, text: string): Spot[] =>
  finder instanceof WordList ? finder.all(text) : spots(finder, text)

export const has = (finder: Finder, text: string): boolean =>
  finder instanceof WordList ? finder.has(text) : holds(finder, text)

/** "a|b" is two words; "(?:a|b) c" is "a c" and "b c". */
function barsApart(word: string): string[] {
  const parts = ['']
  let depth = 0
  let inClass = false
  for (let at = 0; at < word.length; at++) {
    const sign = word[at] ?? ''
    if (sign === '\\') {
      parts[parts.length - 1] += sign + (word[++at] ?? '')
      continue
    }
    if (sign === '[') inClass = true
    else if (sign === ']') inClass = false
    else if (!inClass && sign === '(') depth++
    else if (!inClass && sign === ')') depth--
    if (sign === '|' && depth === 0 && !inClass) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

const firstGroup = /^\(\?:((?:[^()\\[\]]|\([^()]*\))*)\)(\?(?!\?))?(?![*+{])/

function opened(word: string): string[] {
  const match = firstGroup.exec(word)
  if (!match) return [word]
  const [group, within = '', maybe] = match
  const rest = word.slice(group.length)
  // What is trimmed here is a gap that the words around it need.
  const starts = apartKeepingGaps(within)
  if (maybe && rest === '') return [word]
  return [...starts.map((start) => start + rest), ...(maybe ? [rest] : [])].flatMap((one) =>
    one === word || one.startsWith(' ') ? [one] : opened(one),
  )
}

function apartKeepingGaps(written: string): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of written) {
    if (sign === '(') depth++
    else if (sign === ')') depth--
    if (sign === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts
}

/** As part of a pattern: the words under their first letters, so many letters deep. */
export function byLetter(words: readonly string[], deep: number): string {
  const groups = new Map<string, string[]>()
  for (const word of words) {
    const letter = deep > 0 && /^[a-z](?![?*+{])/i.test(word) ? (word[0] ?? '') : ''
    const known = groups.get(letter)
    if (known) known.push(letter ? word.slice(1) : word)
    else groups.set(letter, [letter ? word.slice(1) : word])
  }
  return [...groups]
    .map(([letter, rest]) => {
      if (letter === '') return rest.map((word) => anyOf([word]).slice(3, -1)).join('|')
      return rest.length === 1 ? letter + anyOf(rest) : `${letter}(?:${byLetter(rest, deep - 1)})`
    })
    .join('|')
}

/** The text with spaces for what is found; every place stays where it was. */
export function blanked(text: string, finder: Finder): string {
  let left = text
  for (const { start, end } of allOf(finder, text))
    left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end)
  return left
}

/** The first place where both are found with no more than so many signs between them, in either order. */
export function pairIn(text: string, one: Finder, other: Finder, most = 60): Stretch | undefined {
  const ones = allOf(one, text)
  if (ones.length === 0) return undefined
  const others = allOf(other, text)
  for (const a of ones) {
    for (const b of others) {
      const [first, second] = a.start <= b.start ? [a, b] : [b, a]
      const gap = second.start - first.end
      if (gap >= 0 && gap <= most) return { start: first.start, end: second.end }
    }
  }
  return undefined
}

/** Asked again and again of one text, answered once. */
export function once<T>(answer: () => T): () => T {
  let known: { value: T } | undefined
  return () => (known ??= { value: answer() }).value
}

/** The first place. */
export const firstIn = (text: string, finder: Finder): Stretch | undefined => allOf(finder, text)[0]
