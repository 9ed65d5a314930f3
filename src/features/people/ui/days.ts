/** The instant at which a day begins in the institution's zone, `daysOn` days later; ISO 8601 UTC. */
export async function beginningOf(day: string, zone: string, daysOn = 0): Promise<string> {
  // Not every browser of today counts days by itself yet.
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  return Temporal.PlainDate.from(day).add({ days: daysOn }).toZonedDateTime(zone).toInstant().toString()
}
