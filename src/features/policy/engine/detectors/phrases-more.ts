import type { Hit } from '../detector.ts'
import type { FactValue } from '../types.ts'

/** Lists of words by name, for the shapes of one detector. A word may hold a little pattern: "earns?". */
export type Lexicon = Readonly<Record<string, readonly string[]>>

/** A shape of words, compiled; `what` goes with each place where it is found. */
export interface Shape<T> {
  pattern: RegExp
  what: T
}

/** A place where a shape was found, with the sentence around it. */
export interface Place<T> {
  start: number
  end: number
  words: string
  what: T
  sentence: Sentence
}

export interface Sentence {
  start: number
  end: number
  text: string
  asked: boolean
}

// Words and what stands between them share no sign, and both are short: so a shape can never run away.
const word = String.raw`[\w'£&%À-ɏ]{1,30}`
const between = String.raw`'?[^\w'£&%À-ɏ\n.!?]{1,4}'?`
export const edge = { before: String.raw`(?<![\wÀ-ɏ])`, after: String.raw`(?![\wÀ-ɏ])` }

/** Straight apostrophes and plain spaces, with every place kept. */
export const plain = (text: string): string => text.replace(/[’‘ʼ]/g, "'").replace(/\u00a0/g, ' ')

/**
 * Compiles a shape: `{name}` is a word of that list, `~3` up to three words of any kind, all else stands for itself.
 * An apostrophe may be left out by the writer, and a gap in a phrase may be a hyphen.
 */
export function shape<T>(written: string, what: T, lexicon: Lexicon): Shape<T> {
  const parts = written.split(' ').map((part) => {
    const gap = /^~(\d)$/.exec(part)
    if (gap) return { gap: `(?:${word}${between}){0,${gap[1]}}`, source: '' }
    return { gap: '', source: part.replace(/\{(\w+)\}/g, (_, name: string) => anyOf(lexicon[name] ?? [])) }
  })
  const source = parts.map(({ gap, source }, at) => {
    if (gap) return gap
    return at === parts.length - 1 ? loose(source) : loose(source) + between
  })
  return { pattern: bounded(source.join('')), what }
}

/** One of the words, as part of a pattern. */
export const anyOf = (words: readonly string[]): string => `(?:${words.map(spaced).join('|')})`

/** A pattern for any of the words, standing alone. */
export const wordsOf = (...lists: (readonly string[])[]): RegExp => bounded(anyOf(lists.flat()))

const bounded = (source: string): RegExp => new RegExp(`${edge.before}(?:${source})${edge.after}`, 'gi')
const spaced = (words: string): string =>
  loose(words.replaceAll(' ?', '[\\s-]?').replaceAll(/ (?![^[]*\])/g, '[\\s-]{1,2}'))
const loose = (source: string): string => source.replaceAll(/'(?!\?)(?=[a-z])/g, "'?")

/** Does it hold? A global pattern keeps its place between calls; this one starts anew. */
export function holds(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  const found = pattern.test(text)
  pattern.lastIndex = 0
  return found
}

const abbreviation = /(?:\b(?:Dr|Prof|Mr|Mrs|Ms|Mx|St|No|vs|approx|inc|e\.g|i\.e|[A-Z])\.)$/
const stop = /(?<![.!?…])[.!?…]+["'”)\]]{0,3}(?=\s|$)|\n+/g

/** Sentences end at a full stop with a gap behind it, at a question or exclamation mark, and with the line. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let from = 0
  for (const match of text.matchAll(stop)) {
    const to = match.index + match[0].length
    if (match[0] === '.' && abbreviation.test(text.slice(Math.max(0, to - 8), to))) continue
    found.push(...pieces(text, from, to))
    from = to
  }
  found.push(...pieces(text, from, text.length))
  return found.filter(({ text }) => text.trim() !== '')
}

// Nobody writes so long a sentence. Cutting it keeps the work in proportion to the text, whatever is written.
const longest = 600

function pieces(text: string, from: number, to: number): Sentence[] {
  const found: Sentence[] = []
  let at = from
  while (to - at > longest) {
    const gap = text.lastIndexOf(' ', at + longest)
    const cut = gap > at ? gap : at + longest
    found.push(sentence(text, at, cut))
    at = cut
  }
  return [...found, sentence(text, at, to)]
}

function sentence(text: string, start: number, end: number): Sentence {
  const words = text.slice(start, end)
  return { start, end, text: words, asked: /\?["'”)\]!]*\s*$/.test(words) }
}

/** All places of the shapes, in their order; the longer of two that begin together comes first. */
export function placesOf<T>(text: string, shapes: readonly Shape<T>[]): Place<T>[] {
  const found = shapes.flatMap(({ pattern, what }) =>
    [...text.matchAll(pattern)].map((match) => {
      const start = match.index
      return { start, end: start + match[0].length, words: match[0], what }
    }),
  )
  if (found.length === 0) return []
  const sentences = sentencesOf(text)
  let at = 0
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .flatMap((place) => {
      while (at + 1 < sentences.length && (sentences[at]?.end ?? 0) <= place.start) at++
      const sentence = sentences[at]
      return sentence ? [{ ...place, sentence }] : []
    })
}

/** The words of the same sentence before a place, the last `most` signs of them. */
export const wordsBefore = ({ start, sentence }: Place<unknown>, most = 60): string =>
  sentence.text.slice(Math.max(0, start - sentence.start - most), start - sentence.start)

export const wordsAfter = ({ end, sentence }: Place<unknown>, most = 60): string =>
  sentence.text.slice(end - sentence.start, end - sentence.start + most)

/** Hits without those that another covers. */
export function hitsOf<T>(
  places: readonly Place<T>[],
  about: (place: Place<T>) => Record<string, FactValue>,
) {
  const hits: Hit[] = []
  let reached = 0
  for (const place of places) {
    if (place.start < reached) continue
    hits.push({ start: place.start, end: place.end, attributes: about(place) })
    reached = place.end
  }
  return hits
}

/** A list of words as one reads it: apart by commas and lines. A backslash is itself. */
export const listOf = (written: TemplateStringsArray): string[] =>
  (written.raw[0] ?? '').trim().replace(/,$/, '').split(/,\s+/)

/** Where a global pattern is found. */
export const spots = (pattern: RegExp, text: string): { start: number; end: number; words: string }[] =>
  [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
  }))
