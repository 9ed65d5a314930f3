import { bankHolidays, getInstitution } from '#features/institution/index.ts'
import { institutionForCheck } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { dayIn, type DayBook } from './rules.ts'

const usualZone = 'Europe/London'
/** Years around the present whose public holidays are told. */
const around = [-1, 0, 1, 2]

const zoneIn = (institution: { timeZone: string } | null): string => institution?.timeZone ?? usualZone

/** Where days are days, for whoever needs nothing else of the book. */
export const zoneOf = async (db: Db | Tx): Promise<string> => zoneIn(await getInstitution(db))

/** What the institution's settings and the policy in force say of days. */
export async function dayBook(db: Db | Tx, now: string): Promise<DayBook> {
  const institution = await getInstitution(db)
  const { blackouts, electionPeriods } = await institutionForCheck(db, now)
  const zone = zoneIn(institution)
  const year = Number(dayIn(now, zone).slice(0, 'yyyy'.length))
  const holidays = around.flatMap((by) => bankHolidays(institution?.nation ?? 'Other', year + by))
  return {
    zone,
    blackouts,
    elections: electionPeriods,
    terms: institution?.terms ?? [],
    closures: institution?.closures ?? [],
    holidays: new Map(holidays.map(({ date, name }) => [date, name])),
  }
}
