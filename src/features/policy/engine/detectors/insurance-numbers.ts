import { masked, matches } from '../detector.ts'
import type { TextDetector } from '../detector.ts'

const shape =
  /(?<![\w-])([a-ceghj-pr-tw-z][a-ceghj-npr-tw-z])[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d](?![\w-])/gi
const neverGivenOut = new Set(['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'])
const context = /\b(?:national insurance|ni number|nino|\bni\b)[^.!?\n]{0,40}$/i

export const insuranceNumbers: TextDetector = {
  scope: 'text',
  fact: 'insuranceNumbers',
  about: 'National Insurance numbers.',
  attributes: { named: 'true when the words before say that it is one' },
  detect(text) {
    return matches(shape, text).flatMap(({ match, start, end }) => {
      const named = context.test(text.slice(Math.max(0, start - 80), start))
      const written = match[0]
      if (neverGivenOut.has((match[1] ?? '').toUpperCase())) return []
      if (!named && written !== written.toUpperCase()) return []
      const value = written.replace(/[ -]/g, '').toUpperCase()
      return [{ start, end, value, shown: masked(value), attributes: { named } }]
    })
  },
}
