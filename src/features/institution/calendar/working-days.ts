import type { Closure, Nation } from '../contract.ts'
import { bankHolidays } from './bank-holidays.ts'

/**
 * The one place where working days are counted: Mondays to Fridays in the institution's zone, without the public
 * holidays of its nation and without the days on which it is closed. Pure.
 */
export interface WorkingDays {
  zone: string
  isOpen(day: Temporal.PlainDate): boolean
}

interface Kept {
  nation: Nation
  timeZone: string
  closures: readonly Closure[]
}

const saturday = 6

export function workingDaysOf({ nation, timeZone, closures }: Kept): WorkingDays {
  const years = new Map<number, ReadonlySet<string>>()
  const holidaysIn = (year: number): ReadonlySet<string> => {
    const known = years.get(year) ?? new Set(bankHolidays(nation, year).map(({ date }) => date))
    years.set(year, known)
    return known
  }
  return {
    zone: timeZone,
    isOpen(day) {
      if (day.dayOfWeek >= saturday) return false
      const date = day.toString()
      if (holidaysIn(day.year).has(date)) return false
      return !closures.some(({ from, until }) => from <= date && date <= until)
    },
  }
}

const dayOf = (at: string, zone: string): Temporal.PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()

const endOf = (day: Temporal.PlainDate, zone: string): string =>
  day.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString({ fractionalSecondDigits: 3 })

/** A time limit runs out with the end of a day, which is the first instant of the next: this is the day that ends. */
const lastDayOf = (due: string, zone: string): Temporal.PlainDate =>
  dayOf(Temporal.Instant.from(due).subtract({ milliseconds: 1 }).toString(), zone)

function walk(from: Temporal.PlainDate, days: number, calendar: WorkingDays): Temporal.PlainDate {
  let day = from
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 })
    if (calendar.isOpen(day)) left -= 1
  }
  return day
}

/** The end of the day that is so many working days after an instant: ISO 8601 UTC. The day itself does not count. */
export function afterWorkingDays(at: string, days: number, calendar: WorkingDays): string {
  return endOf(walk(dayOf(at, calendar.zone), days, calendar), calendar.zone)
}

/** How many working days come after the day of one instant, up to and with the day of another. */
export function workingDaysBetween(from: string, until: string, calendar: WorkingDays): number {
  const last = dayOf(until, calendar.zone)
  let count = 0
  for (
    let day = dayOf(from, calendar.zone).add({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    if (calendar.isOpen(day)) count += 1
  return count
}

/** When it is due now, after its clock stood from `stoppedAt` until `at`: as many working days later as it stood. */
export function dueAfterStop(due: string, stoppedAt: string, at: string, calendar: WorkingDays): string {
  const stood = workingDaysBetween(stoppedAt, at, calendar)
  return endOf(walk(lastDayOf(due, calendar.zone), stood, calendar), calendar.zone)
}
