/** "21 November 2026", where the institution is. */
export const dayOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toLocaleString('en-GB', { timeZone, dateStyle: 'long' })
