import { createHash } from 'node:crypto'
import type { CalendarEntry } from '#features/notices/index.ts'
import { bandsOf } from '#features/plans/index.ts'
import { isoOf, type Services } from '#platform/services.ts'

const kinds = {
  blackout: 'Kept free',
  election: 'Election period',
  closure: 'Closed',
  holiday: 'Public holiday',
  term: 'Term',
} as const

/** Days have no ids and no history: the same run of days is the same entry, and another run another one. */
const idOf = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 20)

const noon = (day: string, zone: string): string =>
  isoOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant())

/** Terms, closures, elections and days kept free, for calendar programs. */
export async function daysAsEntries(
  services: Services,
  span: { from: string; to: string },
): Promise<CalendarEntry[]> {
  const bands = await bandsOf(services, span)
  return bands.map(({ kind, name, from, until, clause, goes, zone }) => ({
    id: `${kind}-${idOf(`${name} ${from} ${until}`)}`,
    title: `${kinds[kind]}: ${name}`,
    about: [
      kind === 'blackout' ? 'Nothing goes out that can wait.' : '',
      goes ? `Still to go: ${goes}` : '',
      clause ? `Clause ${clause}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
    link: '/calendar',
    at: noon(from, zone),
    until: noon(until, zone),
    allDay: true,
    cancelled: false,
    changedAt: noon(from, zone),
    revision: 0,
  }))
}
