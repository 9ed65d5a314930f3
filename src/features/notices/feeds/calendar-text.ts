import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { CalendarEntry } from '../deps.ts'

const shown = { minutes: 15 }
/** How often programs are asked to come back. */
const everySeconds = 15 * 60

/**
 * A calendar as programs subscribe to it (RFC 5545). Moments stand in UTC, which every program turns into its own
 * clocks, so that no table of summer times can be wrong; days stand as days. Nobody is reminded by it: notices do that.
 * The same entries give the same text, byte for byte. Pure.
 */
export function calendarText(
  entries: readonly CalendarEntry[],
  { name, publicUrl, zone }: { name: string; publicUrl: string; zone: string },
): string {
  const calendar = ical({
    name,
    prodId: { company: 'Rostrum', product: 'Rostrum', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: everySeconds,
  })
  const host = new URL(publicUrl).hostname
  for (const entry of entries) {
    const at = Temporal.Instant.from(entry.at)
    const dayOf = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate()
    const day = dayOf(entry.at)
    const last = dayOf(entry.until ?? entry.at)
    const changed = new Date(entry.changedAt)
    calendar.createEvent({
      id: `${entry.id}@${host}`,
      ...(entry.allDay
        ? { start: day, end: last.add({ days: 1 }), allDay: true }
        : { start: new Date(entry.at), end: new Date(at.add(shown).epochMilliseconds) }),
      summary: entry.title,
      description: entry.about,
      url: `${publicUrl}${entry.link}`,
      status: entry.cancelled
        ? ICalEventStatus.CANCELLED
        : entry.tentative
          ? ICalEventStatus.TENTATIVE
          : ICalEventStatus.CONFIRMED,
      // Something that goes out by itself keeps nobody busy.
      transparency: ICalEventTransparency.TRANSPARENT,
      sequence: entry.revision,
      // Not the present: the same calendar would read as a new one at each visit.
      stamp: changed,
      lastModified: changed,
    })
  }
  return calendar.toString()
}
