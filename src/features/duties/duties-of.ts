import { officesOf, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { DutyForMe } from './contract.ts'
import { forPerson, inOrder, waits } from './rules.ts'
import { openDuties } from './store.ts'

/** What waits for this person: their own, what they took, and what is for an office or a role that they hold. */
export async function dutiesOf(
  db: Db | Tx,
  actor: Pick<Actor, 'personId' | 'roles'>,
  now: string,
): Promise<DutyForMe[]> {
  const offices = await officesOf(db, actor.personId, now)
  const me = { personId: actor.personId, offices, roles: actor.roles }
  const open = await openDuties(db, { of: me })
  return inOrder(open.map((duty) => forPerson(duty, me, now)))
}

/** How many duties wait for this person: theirs, and those of their offices and roles that nobody has taken. */
export async function dutiesWaiting(services: Services, actor: Actor): Promise<number> {
  const duties = await dutiesOf(services.db, actor, nowOf(services))
  return duties.filter(waits).length
}
