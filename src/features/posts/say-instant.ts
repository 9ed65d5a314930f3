/** A moment as sentences of the server say it: "Sun, 22 Nov 2026, 09:00 GMT". */
export function sayInstant(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  })
}
