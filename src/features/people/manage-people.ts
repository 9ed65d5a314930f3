import { sql } from 'kysely'
import { isUniqueViolation, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { ChangePerson, Person } from './contract.ts'
import {
  accountsOfPerson,
  holdersOf,
  isEnrolled,
  personById,
  rolesOfPerson,
  type PersonRow,
} from './people-store.ts'
import { roles as roleNames, type Actor, type Role } from './permissions.ts'
import { wouldLeaveNobody } from './rules.ts'

/** Everybody, those who left last. */
export async function listPeople(services: Services, actor: Actor, only?: string): Promise<Person[]> {
  authorise(actor, 'people.read')
  const now = nowOf(services)
  let query = services.db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'state', 'created_at', 'left_at', 'example'])
    .select([rolesOfPerson.as('roles'), accountsOfPerson(now).as('accounts'), isEnrolled.as('enrolled')])
    .select(
      sql<Person['offices']>`coalesce((
        select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'deputy', h.deputy) order by o.name)
        from office_holding h join office o on o.id = h.office_id
        where h.person_id = person.id and h.since <= ${now}::timestamptz
          and (h.until is null or h.until > ${now}::timestamptz)), '[]')`.as('offices'),
    )
    .orderBy('state')
    .orderBy('name')
  if (only) query = query.where('id', '=', only)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    // People of the example can't sign in; they are not waited for.
    state: row.state === 'active' && !row.enrolled && !row.example ? 'invited' : row.state,
    roles: row.roles,
    accounts: row.accounts,
    offices: row.offices,
    example: row.example,
    createdAt: row.created_at,
    leftAt: row.left_at,
  }))
}

async function assertSomebodyKeeps(tx: Tx, role: Role, personId: string): Promise<void> {
  if (!wouldLeaveNobody(await holdersOf(tx, role), personId)) return
  throw new Conflict(
    'people.last-of-role',
    `Nobody else holds “${roleNames[role]}”, so this would lock everybody out of it.`,
    {
      fix: 'Give the role to somebody else first.',
    },
  )
}

/** The one line in which roles change, so that two people can't each remove the other. */
function lockRoles(tx: Tx): Promise<unknown> {
  return sql`select pg_advisory_xact_lock(hashtextextended('people.roles', 0))`.execute(tx)
}

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
    .select('role')
    .where('person_id', '=', personId)
    .execute()
  const before = rows.map((row) => row.role).toSorted()
  const after = [...new Set(wanted)].toSorted()
  const removed = before.filter((role) => !after.includes(role))
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

/** The person has left: sessions and tokens end now, and so does what they answered for. What they did stays. */
export async function endAccess(services: Services, actor: Actor, personId: string): Promise<void> {
  authorise(actor, 'people.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await lockRoles(tx)
    const person = await personById(tx, personId)
    if (!person || person.state === 'left') throw new NotFound('person')
    await assertSomebodyKeeps(tx, 'it', person.id)
    await tx.updateTable('person').set({ state: 'left', left_at: now }).where('id', '=', person.id).execute()
    const memberships = await endWhatTheyHeld(tx, now, person.id)
    await removeWaysIn(tx, now, person.id)
    await append(tx, now, {
      kind: 'people.access-ended',
      actor: entryActor(actor),
      subject: `person:${person.id}`,
      summary: 'A person’s access was ended.',
      facts: { accounts: memberships },
    })
  })
}

async function endWhatTheyHeld(tx: Tx, now: string, personId: string): Promise<string[]> {
  const ended = await tx
    .updateTable('account_member')
    .set({ until: now })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .returning('account_id')
    .execute()
  await tx
    .updateTable('office_holding')
    .set({ until: now })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .execute()
  await tx.deleteFrom('role_assignment').where('person_id', '=', personId).execute()
  return ended.map((row) => row.account_id)
}

async function removeWaysIn(tx: Tx, now: string, personId: string): Promise<void> {
  for (const table of ['session', 'passkey', 'authenticator', 'password', 'recovery_code'] as const)
    await tx.deleteFrom(table).where('person_id', '=', personId).execute()
  await tx.deleteFrom('invitation').where('person_id', '=', personId).where('used_at', 'is', null).execute()
  await tx
    .updateTable('api_token')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}
