import type { Db, Tx } from '#platform/db/index.ts'
import { knownTimeZone } from '../rules.ts'
import { getInstitution } from '../store.ts'
import { workingDaysOf, type WorkingDays } from './working-days.ts'

/** Before set-up: a calendar that closes at weekends only. */
const usual = { nation: 'Other', timeZone: 'Europe/London', closures: [] } as const

/** The institution's working days, as its settings say now. */
export async function workingCalendar(db: Db | Tx): Promise<WorkingDays> {
  const kept = (await getInstitution(db)) ?? usual
  // A zone that this computer does not know, from a restored backup, must not stop every time limit.
  return workingDaysOf({ ...kept, timeZone: knownTimeZone(kept.timeZone) ?? usual.timeZone })
}
