import { workingCalendar, type WorkingDays } from '#features/institution/index.ts'
import type { Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'

/** One deed: who does it, when, and the transaction that holds all of it. */
export interface Deed {
  services: Services
  tx: Tx
  at: string
  actor: Actor
  /** The institution's working days: every time limit of a request is counted in them. */
  calendar: WorkingDays
}

/** Does it in one transaction. */
export async function inOneDeed<T>(
  services: Services,
  actor: Actor,
  work: (deed: Deed) => Promise<T>,
): Promise<T> {
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    return work({ services, tx, at, actor, calendar: await workingCalendar(tx) })
  })
}
