import { Invalid } from '#platform/errors.ts'
import { isoOf } from '#platform/services.ts'
import type { RecordFilter } from './contract.ts'

/** The filter's span as instants: a day counts from its beginning to its end in the zone given, or in London's. */
export function spanOf(filter: Pick<RecordFilter, 'from' | 'to' | 'zone'>): { from?: string; to?: string } {
  const zone = filter.zone ?? 'Europe/London'
  const instant = (text: string, days: number): string => {
    if (text.includes('T')) return isoOf(Temporal.Instant.from(text))
    try {
      return isoOf(Temporal.PlainDate.from(text).add({ days }).toZonedDateTime(zone).toInstant())
    } catch {
      throw new Invalid('records.zone', `“${zone}” is not a time zone that Rostrum knows.`)
    }
  }
  return {
    ...(filter.from ? { from: instant(filter.from, 0) } : {}),
    ...(filter.to ? { to: instant(filter.to, 1) } : {}),
  }
}
