import type { Db, Tx } from '#platform/db/index.ts'
import { getInstitution } from '../store.ts'
import { bankHolidays } from './bank-holidays.ts'

/** Why the institution is closed on a day, by the name of the holiday or closure; null on other days, weekends too. */
export async function whyClosed(db: Db | Tx): Promise<(day: Temporal.PlainDate) => string | null> {
  const institution = await getInstitution(db)
  if (!institution) return () => null
  const { nation, closures } = institution
  return (day) => {
    const date = day.toString()
    const holiday = bankHolidays(nation, day.year).find((each) => each.date === date)
    return holiday?.name ?? closures.find(({ from, until }) => from <= date && date <= until)?.name ?? null
  }
}
