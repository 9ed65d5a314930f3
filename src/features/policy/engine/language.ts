import type { WordingCheck } from './post.ts'

/**
 * The wording check with its word lists, fetched when first asked for. The server imports `wording-check.ts` at
 * start instead, so that its answer never depends on whether a list has arrived.
 */
export async function loadLanguage(): Promise<WordingCheck> {
  const { checkWording } = await import('./wording-check.ts')
  return checkWording
}
