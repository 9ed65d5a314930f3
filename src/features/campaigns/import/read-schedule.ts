import type { Draft } from '#features/posts/contract.ts'
import { readDay, readSuffix, readTime } from './dates.ts'
import type { Reading } from './reading.ts'

/** The time on the institution's clocks, and which of two where it comes twice. */
export function readSchedule(reading: Reading): Draft['schedule'] {
  const { zone, now, order } = reading.known
  const written = reading.cell('date')
  const time = reading.cell('time')
  if (written.trim() === '') {
    if (time.trim() !== '')
      reading.note('fault', 'date', 'There is a time and no day.', 'Give the day, or take the time out.')
    return null
  }
  const day = readDay(written, order, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!day) {
    reading.note('fault', 'date', `“${written}” is no day.`, 'Write it like 2026-09-14 or 14/09/2026.')
    return null
  }
  if (day.doubt) reading.note('warning', 'date', day.doubt, 'Make sure that this is the day.')
  // A workbook writes a day and a time in one cell as an instant without a zone.
  const rest = day.rest.replace(/(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z$/, '$1')
  const given = time.trim() !== '' ? time : rest !== '' ? rest : reading.mapping.otherwise.time
  if (given === '') {
    reading.note(
      'fault',
      'time',
      'There is a day and no time.',
      'Give the time, or say below when such posts go.',
    )
    return null
  }
  const read = readTime(given)
  if (!read) {
    reading.note('fault', 'time', `“${given}” is no time.`, 'Write it like 09:00 or 5.30 pm.')
    return null
  }
  if (read.doubt) reading.note('warning', 'time', read.doubt, 'Make sure that this is the time.')
  const local = `${day.day}T${read.time}`
  const suffix = readSuffix(local, read.suffix, zone)
  if ('fault' in suffix) {
    reading.note('fault', 'time', suffix.fault, suffix.fix)
    return null
  }
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, {
    disambiguation: suffix.offset ?? 'compatible',
  })
  if (Temporal.Instant.compare(at.toInstant(), now) < 0) {
    reading.note('fault', 'date', 'This time has passed.', 'Give a later one, or take day and time out.')
    return null
  }
  return suffix.offset ? { local, offset: suffix.offset } : { local }
}
