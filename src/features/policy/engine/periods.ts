/** Runs of days that are kept free or watched. Pure; days are those of the institution's clocks. */

/** Days on which nothing is sent that can wait. */
export interface BlackoutDays {
  name: string
  /** `2026-12-24`, or `12-24` where it comes every year. Both days are in it. */
  from: string
  until: string
  /** The clause that names it, or empty. */
  clause: string
  /** What still may go, in words, or empty. */
  goes: string
}

const yearly = /^\d{2}-\d{2}$/

/** Is the day (`2026-12-24`) in the run? One that comes every year may go over its end: `12-24` to `01-02`. */
export function isWithin({ from, until }: { from: string; until: string }, day: string): boolean {
  if (!yearly.test(from)) return from <= day && day <= until
  const each = day.slice('yyyy-'.length)
  return from <= until ? from <= each && each <= until : each >= from || each <= until
}

export function blackoutOn<Blackout extends { from: string; until: string }>(
  blackouts: readonly Blackout[],
  day: string,
): Blackout | undefined {
  return blackouts.find((blackout) => isWithin(blackout, day))
}

/** The day that a post is judged at: the one it is planned for, or today. */
export const dayJudged = ({ plannedFor }: { plannedFor?: string | null }, now: string): string =>
  (plannedFor ?? now).slice(0, 'yyyy-mm-dd'.length)
