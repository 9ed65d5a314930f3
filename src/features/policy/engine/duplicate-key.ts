import { digest } from './hash.ts'

/**
 * Two posts with the same key say the same: case, spacing, punctuation and the tail of a tracked link do not count.
 * Empty for posts too short to compare ("Thank you!" may be said often).
 */
export function duplicateKey(texts: string[]): string {
  const words = texts
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return words.length < 20 ? '' : digest(words)
}
