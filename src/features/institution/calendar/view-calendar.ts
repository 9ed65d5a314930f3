import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import type { InstitutionCalendar } from '../contract.ts'
import { getInstitution } from '../store.ts'
import { bankHolidays } from './bank-holidays.ts'

/** Days that don't count as working days, from today to the end of next year; weekends are not listed. */
export async function viewCalendar({
  db,
  clock,
}: Pick<Services, 'db' | 'clock'>): Promise<InstitutionCalendar> {
  const institution = await getInstitution(db)
  if (!institution) throw new NotFound('institution')
  const { nation, timeZone, closures } = institution
  const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const from = today.toString()
  const until = `${today.year + 1}-12-31`
  const holidays = [today.year, today.year + 1].flatMap((year) => bankHolidays(nation, year))
  return {
    nation,
    from,
    until,
    holidays: holidays.filter(({ date }) => date >= from),
    closures: closures
      .filter((closure) => closure.until >= from && closure.from <= until)
      .toSorted((one, other) => one.from.localeCompare(other.from)),
  }
}
