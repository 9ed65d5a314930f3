import { plain, sentencesOf, type Sentence } from './phrases-more.ts'

/**
 * Concepts are lists of words and phrases; a reader finds all of a detector's concepts in one walk over the words.
 * In a phrase `a|b` is either word, `word?` may be left out, `word*` is any word that begins so, `word(s)` may have
 * an s, `_` is any word; `a+few` holds two words together in a choice. Apostrophes may be left out by the writer; hyphens are gaps.
 */
export type Concepts<C extends string> = Readonly<Record<C, readonly string[]>>

export interface Token {
  start: number
  end: number
  word: string
  sentence: number
}

/** Where a concept stands: from its first to its last word. */
export interface Mark {
  first: number
  last: number
  start: number
  end: number
  sentence: number
}

export interface Reading<C extends string> {
  text: string
  tokens: readonly Token[]
  sentences: readonly Sentence[]
  marks: Readonly<Record<C, readonly Mark[]>>
}

interface Node {
  next: Map<string, Node>
  prefixes: Map<string, Node>
  /** How long the prefixes are: only so much of a word is looked up. */
  lengths: number[]
  /** With what the prefixes begin: most words begin with nothing of the kind. */
  firsts: Set<number>
  /** What any one word leads to. */
  wildcard: Node | null
  ends: number[]
}

const node = (): Node => ({
  next: new Map(),
  prefixes: new Map(),
  lengths: [],
  firsts: new Set(),
  wildcard: null,
  ends: [],
})

const tokenPattern =
  /[£$€@]?[\p{L}\p{N}](?:[\p{L}\p{N}_]|'(?=\p{L})|[.,:](?=\d))*'?|\p{Extended_Pictographic}/gu
// #VoteForUs is three words.
const hump = /\p{Lu}?[^\p{Lu}]+|\p{Lu}+/gu
// "We're" without its apostrophe is another word; so are these.
const keeps = new Set(["we're", "we'll", "we'd", "i'll", "i'd", "she'll", "she'd", "he'll", "it's"])
// What belongs to nobody: "who's" is "who is".
const shortened = new Set(
  "who's that's it's he's she's what's there's here's let's where's how's everyone's".split(' '),
)

/** Compiles concepts once; the reader it gives is used for each text. */
export function readerOf<C extends string>(concepts: Concepts<C>): (text: string) => Reading<C> {
  const names = Object.keys(concepts) as C[]
  const root = node()
  names.forEach((name, at) => {
    for (const phrase of concepts[name]) for (const words of variantsOf(phrase)) plant(root, words, at)
  })
  return (text) => {
    const words = wordsIn(text)
    const found: Mark[][] = names.map(() => [])
    for (let at = 0; at < words.tokens.length; at++) gather(root, words.tokens, at, found)
    const marks = Object.fromEntries(names.map((name, at) => [name, found[at] ?? []])) as unknown as Record<
      C,
      Mark[]
    >
    return { ...words, marks }
  }
}

/** "set|sets up the?" is "set up", "sets up", "set up the", "sets up the". */
function variantsOf(phrase: string): string[][] {
  let variants: string[][] = [[]]
  for (const part of phrase.toLowerCase().replaceAll('-', ' ').split(' ').filter(Boolean)) {
    const optional = part.length > 1 && part.endsWith('?')
    const choices = (optional ? part.slice(0, -1) : part).split('|').flatMap(spellings)
    const longer = variants.flatMap((words) => choices.map((choice) => [...words, ...choice.split('+')]))
    variants = optional ? [...variants, ...longer] : longer
  }
  return variants.filter((words) => words.length > 0)
}

function spellings(word: string): string[] {
  const forms = word.endsWith('(s)') ? [word.slice(0, -3), `${word.slice(0, -3)}s`] : [word]
  return forms.flatMap((form) =>
    form.includes("'") && !keeps.has(form) ? [form, form.replaceAll("'", '')] : [form],
  )
}

function plant(root: Node, words: readonly string[], concept: number): void {
  let at = root
  for (const word of words) at = step(at, word)
  if (!at.ends.includes(concept)) at.ends.push(concept)
}

function step(at: Node, word: string): Node {
  if (word === '_') return (at.wildcard ??= node())
  const prefix = word.endsWith('*') && word.length > 1
  const place = prefix ? at.prefixes : at.next
  const key = prefix ? word.slice(0, -1) : word
  const known = place.get(key) ?? node()
  place.set(key, known)
  if (prefix) {
    at.firsts.add(key.charCodeAt(0))
    if (!at.lengths.includes(key.length)) at.lengths.push(key.length)
  }
  return known
}

let last: Omit<Reading<never>, 'marks'> | null = null

/** Several detectors read the same text, one after another: its words are taken apart once. */
function wordsIn(written: string): Omit<Reading<never>, 'marks'> {
  const text = plain(written)
  if (last?.text === text) return last
  const sentences = sentencesOf(text)
  let sentence = 0
  const tokens: Token[] = []
  for (const match of text.matchAll(tokenPattern)) {
    while (sentence + 1 < sentences.length && (sentences[sentence]?.end ?? 0) <= match.index) sentence++
    const tag = text[match.index - 1] === '#' && /[a-z][A-Z]/.test(match[0])
    for (const part of tag ? match[0].matchAll(hump) : [match]) {
      const start = match.index + (tag ? part.index : 0)
      tokens.push({ start, end: start + part[0].length, word: part[0].toLowerCase(), sentence })
    }
  }
  last = { text, tokens, sentences }
  return last
}

function gather(root: Node, tokens: readonly Token[], first: number, found: Mark[][]): void {
  const reached = new Map<number, number>()
  let open: Node[] = [root]
  for (let at = first; at < tokens.length && open.length > 0; at++) {
    const token = tokens[at]
    if (!token || token.sentence !== tokens[first]?.sentence) break
    open = open.flatMap((from) => onward(from, token.word))
    for (const { ends } of open) for (const concept of ends) reached.set(concept, at)
  }
  const from = tokens[first]
  for (const [concept, to] of reached) {
    const end = tokens[to]?.end ?? 0
    if (from) found[concept]?.push({ first, last: to, start: from.start, end, sentence: from.sentence })
  }
}

function onward(from: Node, word: string): Node[] {
  const reached: Node[] = []
  const exact = from.next.get(word)
  if (exact) reached.push(exact)
  const bare =
    word.endsWith("'s") && !shortened.has(word)
      ? word.slice(0, -2)
      : word.endsWith("'")
        ? word.slice(0, -1)
        : ''
  const owner = bare && from.next.get(bare)
  if (owner) reached.push(owner)
  if (from.wildcard) reached.push(from.wildcard)
  // Numbers that begin so are years, and those have four figures.
  if (!from.firsts.has(word.charCodeAt(0)) || /^\d{1,3}$/.test(word)) return reached
  for (const length of from.lengths) {
    const known = length <= word.length && from.prefixes.get(word.slice(0, length))
    if (known) reached.push(known)
  }
  return reached
}
