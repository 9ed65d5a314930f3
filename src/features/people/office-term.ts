/** A stretch in which somebody holds an office: ISO instants, the end null while there is none. */
export interface Term {
  since: string
  until: string | null
}

/**
 * Until when somebody holds an office without a gap, counted from now: null while no end is set. Undefined where nobody
 * holds it now.
 */
export function heldUntil(terms: readonly Term[], now: string): string | null | undefined {
  let end: string | undefined
  for (const { since, until } of terms.toSorted((a, b) => a.since.localeCompare(b.since))) {
    if (since > (end ?? now)) continue
    if (until === null) return null
    if (until > (end ?? now)) end = until
  }
  return end
}
