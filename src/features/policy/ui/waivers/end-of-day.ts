/** The instant at which a day is over in the institution's zone, ISO 8601 UTC. */
export async function endOfDay(day: string, zone: string): Promise<string> {
  // Not every browser of today counts days by itself yet.
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
}
