import type { Tx } from '#platform/db/index.ts'
import { append, type EntryActor } from '#platform/ledger/index.ts'
import type { PeopleDeps } from '../deps.ts'
import { assertSomebodyKeeps, lockRoles } from '../last-of-role.ts'
import { personById } from '../people-store.ts'
import './tables.ts'

export type LeaveDeps = Pick<PeopleDeps, 'services' | 'left'>

/** By whom somebody was let go where no person did it. */
export const directoryActor: EntryActor = { system: 'directory' }

/**
 * Somebody has left: in this transaction all their sessions, half-way ones too, ways to sign in, tokens, links, roles,
 * offices, units and parts in accounts end, and the rooms that `deps.left` names do theirs. What they did stays.
 * Answers false when there was nobody to leave. Throws `Conflict` for the last who can administer the system; then
 * nothing is done.
 */
export async function leave(
  deps: LeaveDeps,
  tx: Tx,
  at: string,
  personId: string,
  { why, by = directoryActor }: { why: string; by?: EntryActor },
): Promise<boolean> {
  await lockRoles(tx)
  const person = await personById(tx, personId)
  if (!person || person.state === 'left') return false
  await assertSomebodyKeeps(tx, 'it', person.id)
  const byHand = 'person' in by
  await tx
    .updateTable('person')
    .set({ state: 'left', left_at: at, left_by: byHand ? 'hand' : 'directory' })
    .where('id', '=', person.id)
    .execute()
  const accountIds = await endWhatTheyHeld(tx, at, person.id)
  await removeWaysIn(tx, at, person.id)
  await append(tx, at, {
    kind: 'people.access-ended',
    actor: by,
    subject: `person:${person.id}`,
    summary: 'A person’s access was ended.',
    facts: { accounts: accountIds, by: byHand ? 'hand' : 'directory' },
    content: { why },
  })
  const left = { personId: person.id, name: person.name, accountIds, by }
  for (const hook of deps.left ?? []) await hook(deps.services, tx, at, left)
  return true
}

async function endWhatTheyHeld(tx: Tx, at: string, personId: string): Promise<string[]> {
  const ended = await tx
    .updateTable('account_member')
    .set({ until: at })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', at)]))
    .returning('account_id')
    .execute()
  await tx
    .updateTable('office_holding')
    .set({ until: at })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', at)]))
    .execute()
  await tx
    .updateTable('person_unit')
    .set({ until: at })
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .execute()
  await tx.deleteFrom('role_assignment').where('person_id', '=', personId).execute()
  return [...new Set(ended.map((row) => row.account_id))]
}

async function removeWaysIn(tx: Tx, at: string, personId: string): Promise<void> {
  for (const table of ['session', 'passkey', 'authenticator', 'password', 'recovery_code'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute()
  await tx.deleteFrom('invitation').where('person_id', '=', personId).where('used_at', 'is', null).execute()
  await tx
    .updateTable('api_token')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}
