import type { Hit, TextDetector } from '../detector.ts'
import type { CheckContext, WordingHit } from '../post.ts'

const hitOf =
  (kind: WordingHit['kind']) =>
  (text: string, { wording }: CheckContext): Hit[] =>
    (wording?.(text) ?? [])
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
