import { RegExpMatcher, englishDataset, englishRecommendedTransformers } from 'obscenity'
import retextEnglish from 'retext-english'
import retextEquality from 'retext-equality'
import { unified } from 'unified'
import type { WordingHit } from './post.ts'
import { profanitiesIn } from './profanity-list.ts'
import { collecting } from './retext-messages.ts'
import type { RetextMessage } from './retext-messages.ts'
import { everydayRules, everydayWords, innocentNames } from './wording-everyday.ts'

// Heavy by its word lists: the browser fetches this file only when somebody writes (see language.ts).
// Built once; the processors carry thousands of phrases.
const profane = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })
const said = collecting()
const english = unified().use(retextEnglish).use(retextEquality).use(said.plugin).freeze()

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
  const tree = english.parse(text)
  const careless = said
    .during(() => english.runSync(tree, text))
    .filter(({ ruleId }) => ruleId === undefined || !everydayRules.has(ruleId))
  return [
    ...careless.flatMap((message) => hitOf('insensitive', message)),
    ...profanitiesIn(tree, text).flatMap((message) => hitOf('profanity', message)),
  ]
}

function hitOf(kind: WordingHit['kind'], { ruleId, place, expected }: RetextMessage): WordingHit[] {
  if (!ruleId || !isRange(place)) return []
  const { start, end } = place
  if (start.offset === undefined || end.offset === undefined) return []
  return [{ kind, start: start.offset, end: end.offset, rule: ruleId, instead: expected ?? [] }]
}

interface Place {
  offset?: number | undefined
}

function isRange(place: unknown): place is { start: Place; end: Place } {
  return typeof place === 'object' && place !== null && 'start' in place && 'end' in place
}
