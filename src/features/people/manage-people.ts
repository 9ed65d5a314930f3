import { isUniqueViolation, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { leave, type LeaveDeps } from './directory/leave.ts'
import { assertSomebodyKeeps, lockRoles } from './last-of-role.ts'
import { authorise, entryActor } from './authorise.ts'
import type { ChangePerson } from './contract.ts'
import { personById, type PersonRow } from './people-store.ts'
import { roles as roleNames, type Actor, type Role } from './permissions.ts'

export async function changePerson(
  services: Services,
  actor: Actor,
  personId: string,
  input: ChangePerson,
): Promise<void> {
  authorise(actor, 'people.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const person = await personById(tx, personId)
    if (!person || person.state === 'left') throw new NotFound('person')
    if (input.roles !== undefined) await setRoles(tx, now, actor, person.id, input.roles)
    await setDetails(tx, now, actor, person, input)
  })
}

async function setDetails(
  tx: Tx,
  now: string,
  actor: Actor,
  person: PersonRow,
  input: ChangePerson,
): Promise<void> {
  const before = { name: person.name, email: person.email }
  const after = { name: input.name ?? person.name, email: input.email ?? person.email }
  if (after.name === before.name && after.email === before.email) return
  try {
    await tx.updateTable('person').set(after).where('id', '=', person.id).execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = 'Somebody else has this e-mail address.'
    throw new Conflict('people.known', message, { fields: [{ path: 'email', message }] })
  }
  await append(tx, now, {
    kind: 'people.details-changed',
    actor: entryActor(actor),
    subject: `person:${person.id}`,
    summary: 'A person’s name or e-mail address was changed.',
    content: { before, after },
  })
}

async function setRoles(tx: Tx, now: string, actor: Actor, personId: string, wanted: Role[]): Promise<void> {
  const rows = await tx
    .selectFrom('role_assignment')
    .select(['role', 'by_mapping'])
    .where('person_id', '=', personId)
    .execute()
  const before = rows.map((row) => row.role).toSorted()
  const after = [...new Set(wanted)].toSorted()
  const removed = before.filter((role) => !after.includes(role))
  assertByHand(rows.filter((row) => row.by_mapping && removed.includes(row.role)).map((row) => row.role))
  const added = after.filter((role) => !before.includes(role))
  if (removed.length === 0 && added.length === 0) return
  if (removed.includes('it')) await assertSomebodyKeeps(tx, 'it', personId)
  if (removed.length > 0)
    await tx
      .deleteFrom('role_assignment')
      .where('person_id', '=', personId)
      .where('role', 'in', removed)
      .execute()
  if (added.length > 0)
    await tx
      .insertInto('role_assignment')
      .values(added.map((role) => ({ person_id: personId, role, since: now })))
      .execute()
  await append(tx, now, {
    kind: 'people.roles-changed',
    actor: entryActor(actor),
    subject: `person:${personId}`,
    summary: 'A person’s roles were changed.',
    facts: { before, after },
  })
}

/** It would be back with the next sign-in. */
function assertByHand(roles: Role[]): void {
  const [role] = roles
  if (role === undefined) return
  const message = `The directory gives the role “${roleNames[role]}”, so it can’t be taken away here.`
  throw new Conflict('people.role-by-directory', message, {
    fix: 'Take the person out of the group in the directory, or change the rule on the page “Directory”.',
    fields: [{ path: 'roles', message }],
  })
}

/** Ends a person's access by hand, because they have left. What they did stays. */
export async function endAccess(deps: LeaveDeps, actor: Actor, personId: string): Promise<void> {
  authorise(actor, 'people.manage')
  const now = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const ended = await leave(deps, tx, now, personId, { why: 'Ended by hand.', by: entryActor(actor) })
    if (!ended) throw new NotFound('person')
  })
}
