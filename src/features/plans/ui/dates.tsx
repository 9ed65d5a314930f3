import { DateTime } from '#ui/parts/date-time.tsx'
import type { OccurrenceView } from '../contract.ts'
import { dayWords } from './words.ts'
import css from './plans.module.css'

/** The next dates of a series, and why one is left out or on another day. */
export function Dates({ next, live }: { next: readonly OccurrenceView[]; live?: boolean }) {
  if (next.length === 0) return <p role={live ? 'status' : undefined}>No date is still to come.</p>
  return (
    <ol className={css.dates} aria-live={live ? 'polite' : undefined}>
      {next.map(({ day, at, why }) => (
        <li key={day}>
          {at ? <DateTime value={at} style="full" /> : <s>{dayWords(day)}</s>}
          {why && (at ? ` instead of ${dayWords(day)}. ${why}` : ` Left out. ${why}`)}
        </li>
      ))}
    </ol>
  )
}
