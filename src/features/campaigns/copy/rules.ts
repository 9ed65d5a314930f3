/** How the times of a campaign move when it is done again. Pure. */
import type { AskedCopy } from './contract.ts'

const week = 7

/** How many days later the copies are: the same for all, so that the order of the posts stays. */
export function daysBetween(from: string, to: string, move: AskedCopy['move']): number {
  const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
  // To the nearest same weekday, which is never more than three days off.
  return move === 'weekdays' ? Math.round(days / week) * week : days
}

export interface Moved {
  local: string | null
  notes: string[]
}

interface World {
  zone: string
  now: Temporal.Instant
  whyClosed(day: Temporal.PlainDate): string | null
}

const spoken = (day: Temporal.PlainDate): string =>
  day
    .toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', '')

const saturday = 6

/** Where a post comes to lie, and what is to be known of that day. Nothing is shifted in silence. */
export function movedTime(local: string | null, days: number | null, { zone, now, whyClosed }: World): Moved {
  if (local === null || days === null) return { local: null, notes: [] }
  const before = Temporal.PlainDateTime.from(local)
  const plain = before.add({ days })
  const day = plain.toPlainDate()
  const at = plain.toPlainTime().toString({ smallestUnit: 'minute' })
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(zone, { disambiguation }),
  )
  if (!earlier?.toPlainDateTime().equals(plain))
    return {
      local: null,
      notes: [
        `${at} does not exist on ${spoken(day)}, because the clocks go forward. The copy gets no time.`,
      ],
    }
  if (earlier.epochMilliseconds !== later?.epochMilliseconds)
    return {
      local: null,
      notes: [`${at} comes twice on ${spoken(day)}, because the clocks go back. The copy gets no time.`],
    }
  if (Temporal.Instant.compare(earlier.toInstant(), now) < 0)
    return { local: null, notes: [`${spoken(day)}, ${at}, has passed. The copy gets no time.`] }
  const closed = whyClosed(day)
  const weekend = day.dayOfWeek >= saturday && before.dayOfWeek < saturday
  return {
    local: plain.toString({ smallestUnit: 'minute' }),
    notes: [
      ...(closed ? [`${spoken(day)} is ${closed}: the university is closed.`] : []),
      ...(weekend ? [`${spoken(day)} is at a weekend; the first post was not.`] : []),
    ],
  }
}
