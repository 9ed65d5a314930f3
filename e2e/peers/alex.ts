/** The `alex` linter on plain text: what the benchmarks hold the checks against. Answers how much it found. */
import { text } from 'alex'

export function alexFindings(words: string): number {
  return text(words).messages.length
}
