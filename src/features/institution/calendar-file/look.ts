import { authorise, type Actor } from '#features/people/index.ts'
import { Invalid, NotFound, TooLarge } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { decodeText } from '#platform/tables/index.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import type { Institution } from '../contract.ts'
import { getInstitution } from '../store.ts'
import { calendarFileLimits as limits, type CalendarLook } from './contract.ts'
import { readInThread } from './read-in-thread.ts'
import type { Reading, ReadingFault } from './reading.ts'
import { heldAgainst, sayAside, worthLooking } from './rules.ts'

const exportAnew = 'Export the calendar again as an iCalendar file (.ics) and choose that file.'

export function calendarTooLarge(): TooLarge {
  return new TooLarge(
    'calendar-file.too-large',
    `This file is too large: a calendar may have at most ${limits.bytes / 1_000_000} MB.`,
    { fix: 'Export only the calendar with terms and closures, or fewer years of it.' },
  )
}

function faultOf(fault: ReadingFault): Invalid {
  switch (fault.fault) {
    case 'not-a-calendar':
      return new Invalid('calendar-file.not-a-calendar', 'This file is no calendar.', {
        fix: 'Choose an iCalendar file (.ics), as Outlook, Google Calendar or a website exports it.',
      })
    case 'damaged':
      return new Invalid('calendar-file.damaged', 'This calendar is broken off or damaged.', {
        fix: exportAnew,
      })
    case 'empty':
      return new Invalid('calendar-file.empty', 'There is no event in this calendar.', {
        fix: 'Look whether it is the right calendar, and whether the export left its events out.',
      })
    case 'too-many': {
      const words = [fault.count, limits.events].map((count) => count.toLocaleString('en-GB'))
      return new Invalid(
        'calendar-file.too-many',
        `There are ${words[0]} events in this calendar; at most ${words[1]} are read.`,
        { fix: 'Export only the calendar with terms and closures, or fewer years of it.' },
      )
    }
  }
}

const tooSlow = () =>
  new Invalid('calendar-file.too-slow', 'This calendar cannot be read in ten seconds, so it was left.', {
    fix: 'One of its events may repeat by a rule that has no end. Export only the calendar with terms and closures.',
  })

async function readingOf(bytes: Uint8Array, { timeZone }: Institution, services: Services): Promise<Reading> {
  if (bytes.length > limits.bytes) throw calendarTooLarge()
  if (bytes.length === 0)
    throw new Invalid('calendar-file.empty', 'There is nothing in this file.', { fix: exportAnew })
  const decoded = decodeText(bytes)
  if (!decoded) throw faultOf({ fault: 'not-a-calendar' })
  const today = services.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const reading = await readInThread(decoded.text, { zone: timeZone, today })
  if (reading === null) throw tooSlow()
  if ('fault' in reading) throw faultOf(reading)
  return reading
}

/** What a calendar file would bring: nothing is kept of it. Throws `Invalid` or `TooLarge`. */
export async function lookAtCalendar(
  services: Services,
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
): Promise<CalendarLook> {
  authorise(actor, 'institution.manage')
  const institution = await getInstitution(services.db)
  if (!institution) throw new NotFound('institution')
  const reading = await readingOf(file.bytes, institution, services)
  const { year } = services.clock.now().toZonedDateTimeISO(institution.timeZone)
  const years = Array.from({ length: limits.years + 1 }, (_, ahead) => year + ahead)
  const holidays = years.flatMap((one) => bankHolidays(institution.nation, one))
  const { shown, more } = worthLooking(reading.days.map((days) => heldAgainst(days, institution, holidays)))
  return { fileName: file.name.slice(0, 200), found: shown, aside: sayAside(reading, more) }
}
