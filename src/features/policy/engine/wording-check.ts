import { RegExpMatcher, englishDataset, englishRecommendedTransformers } from 'obscenity'
import retextEnglish from 'retext-english'
import retextEquality from 'retext-equality'
import retextProfanities from 'retext-profanities'
import { unified } from 'unified'
import type { WordingHit } from './post.ts'
import { everydayRules, everydayWords, innocentNames } from './wording-everyday.ts'

// Heavy by its word lists: the browser fetches this file only when somebody writes (see language.ts).
// Built once; the processors carry thousands of phrases.
const profane = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })
let said: VFileMessages = []
const english = unified()
  .use(retextEnglish)
  .use(retextEquality)
  .use(retextProfanities, { sureness: 2, ignore: everydayWords })
  .use(() => (_tree: unknown, file: { messages: VFileMessages }) => {
    said = file.messages
  })
  .freeze()

interface Place {
  offset?: number | undefined
}
type VFileMessages = {
  ruleId?: string | undefined
  source?: string | undefined
  place?: unknown
  expected?: string[] | undefined
}[]

/** Profane and discriminatory words of an English text. Pure; the caller caches. */
export function checkWording(text: string): WordingHit[] {
  // Nothing without a letter can be a word, and the parser is slow on rubbish.
  if (!/\p{L}/u.test(text)) return []
  const hits = [...obscene(text), ...considered(text)].sort((a, b) => a.start - b.start || b.end - a.end)
  return hits.filter((hit, at) => !hits.slice(0, at).some((other) => overlaps(hit, other)))
}

const overlaps = (a: WordingHit, b: WordingHit): boolean => a.start < b.end && b.start < a.end

function obscene(text: string): WordingHit[] {
  return profane.getAllMatches(text, true).flatMap((match) => {
    const { phraseMetadata, startIndex, endIndex } = englishDataset.getPayloadWithPhraseMetadata(match)
    const word = wordAround(text, startIndex, endIndex + 1)
    const whole = text.slice(word.start, word.end).toLowerCase()
    if (innocent.has(whole) || innocentNames.test(whole)) return []
    const rule = phraseMetadata?.originalWord ?? 'word list'
    return [{ kind: 'profanity' as const, start: startIndex, end: endIndex + 1, rule, instead: [] }]
  })
}

const innocent = new Set(everydayWords)

function wordAround(text: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, end]
  while (from > 0 && /[\p{L}\p{M}]/u.test(text[from - 1] ?? '')) from--
  while (to < text.length && /[\p{L}\p{M}]/u.test(text[to] ?? '')) to++
  return { start: from, end: to }
}

function considered(text: string): WordingHit[] {
  said = []
  english.runSync(english.parse(text), text)
  return said.flatMap(({ ruleId, source, place, expected }) => {
    const profanity = source === 'retext-profanities'
    if (!ruleId || !isRange(place) || (!profanity && everydayRules.has(ruleId))) return []
    const { start, end } = place
    if (start.offset === undefined || end.offset === undefined) return []
    const kind = profanity ? ('profanity' as const) : ('insensitive' as const)
    return [{ kind, start: start.offset, end: end.offset, rule: ruleId, instead: expected ?? [] }]
  })
}

function isRange(place: unknown): place is { start: Place; end: Place } {
  return typeof place === 'object' && place !== null && 'start' in place && 'end' in place
}
