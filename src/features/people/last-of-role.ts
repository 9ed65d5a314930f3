import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { holdersOf } from './people-store.ts'
import { roles, type Role } from './permissions.ts'
import { wouldLeaveNobody } from './rules.ts'

/** The one line in which roles change, so that two people can't each remove the other. */
export function lockRoles(tx: Tx): Promise<unknown> {
  return sql`select pg_advisory_xact_lock(hashtextextended('people.roles', 0))`.execute(tx)
}

/** Would the role be held by nobody who can sign in, once these people have lost it? Call `lockRoles` first. */
export async function wouldBeHeldByNobody(tx: Tx, role: Role, losing: readonly string[]): Promise<boolean> {
  return wouldLeaveNobody(await holdersOf(tx, role), losing)
}

export const lastOfRoleCode = 'people.last-of-role'

/** Throws `Conflict` rather than lock everybody out of a role. Call `lockRoles` first. */
export async function assertSomebodyKeeps(tx: Tx, role: Role, personId: string): Promise<void> {
  if (!(await wouldBeHeldByNobody(tx, role, [personId]))) return
  throw new Conflict(
    lastOfRoleCode,
    `Nobody else holds “${roles[role]}”, so this would lock everybody out of it.`,
    { fix: 'Give the role to somebody else first.' },
  )
}
