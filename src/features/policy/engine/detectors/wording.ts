import type { Hit, TextDetector } from '../detector.ts'
import type { CheckContext, WordingCheck, WordingHit } from '../post.ts'

// Both facts come from one reading of the text, which is the dearest part of a check: the last readings are kept.
const remembered = 50
const readings = new WeakMap<WordingCheck, Map<string, WordingHit[]>>()

function read(text: string, check: WordingCheck): WordingHit[] {
  const known = readings.get(check) ?? new Map<string, WordingHit[]>()
  readings.set(check, known)
  const hits = known.get(text) ?? check(text)
  known.delete(text)
  known.set(text, hits)
  const [oldest] = known.size > remembered ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
  return hits
}

const hitOf =
  (kind: WordingHit['kind']) =>
  (text: string, { wording }: CheckContext): Hit[] =>
    (wording === null ? [] : read(text, wording))
      .filter((hit) => hit.kind === kind)
      .map(({ start, end, rule, instead }) => ({
        start,
        end,
        attributes: { rule, instead: instead.slice(0, 3).join(', '), suggestion: instead[0] ?? '' },
      }))

const attributes = {
  rule: 'name of the rule that fired',
  instead: 'up to three words that may serve better, or empty',
  suggestion: 'the first of them, or empty',
}

export const profanities: TextDetector = {
  scope: 'text',
  fact: 'profanities',
  about: 'Profane words. Found by word lists, so it misses things and can be wrong.',
  attributes,
  detect: hitOf('profanity'),
}

export const insensitivities: TextDetector = {
  scope: 'text',
  fact: 'insensitivities',
  about: 'Words that many read as discriminatory. Found by word lists, so it misses things and can be wrong.',
  attributes,
  detect: hitOf('insensitive'),
}
