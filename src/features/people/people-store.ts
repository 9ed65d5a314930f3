import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Actor, Role } from './permissions.ts'
import './tables.ts'

export interface PersonRow {
  id: string
  name: string
  email: string
  state: 'active' | 'left'
}

export function personByEmail(db: Db | Tx, email: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'state'])
    .where(sql<boolean>`lower(email) = ${email.trim().toLowerCase()}`)
    .executeTakeFirst()
}

export function personById(db: Db | Tx, id: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'state'])
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirst()
}

/** Names for ids, for pages that show who did what. */
export async function namesOf(db: Db | Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The people who hold a role now and could use it. */
export async function holdersOf(db: Db | Tx, role: Role): Promise<string[]> {
  const rows = await db
    .selectFrom('role_assignment')
    .innerJoin('person', 'person.id', 'role_assignment.person_id')
    .select('person.id')
    .where('role_assignment.role', '=', role)
    .where('person.state', '=', 'active')
    .where(isEnrolled)
    .execute()
  return rows.map((row) => row.id)
}

/** SQL: has this person a whole way to sign in? */
export const isEnrolled = sql<boolean>`(
  exists (select 1 from passkey k where k.person_id = person.id)
  or (exists (select 1 from password w where w.person_id = person.id)
    and exists (select 1 from authenticator a where a.person_id = person.id and a.confirmed_at is not null)))`

export async function isPersonEnrolled(db: Db | Tx, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select(isEnrolled.as('enrolled'))
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.enrolled ?? false
}

/** Can anybody sign in at all? Until then set-up isn't over. */
export async function anyoneEnrolled(db: Db | Tx): Promise<boolean> {
  const row = await db.selectFrom('person').select('id').where(isEnrolled).limit(1).executeTakeFirst()
  return row !== undefined
}

export const rolesOfPerson = sql<Role[]>`coalesce(
  (select jsonb_agg(r.role order by r.role) from role_assignment r where r.person_id = person.id), '[]')`

export function accountsOfPerson(now: string) {
  return sql<Actor['accounts']>`coalesce((
    select jsonb_agg(jsonb_build_object('accountId', m.account_id, 'relation', m.relation))
    from account_member m where m.person_id = person.id
      and m.since <= ${now}::timestamptz and (m.until is null or m.until > ${now}::timestamptz)), '[]')`
}

/** The person as an actor, all permissions included; null when they have left. */
export async function actorById(db: Db | Tx, personId: string, now: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'name', rolesOfPerson.as('roles'), accountsOfPerson(now).as('accounts')])
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row
    ? { personId: row.id, name: row.name, roles: row.roles, accounts: row.accounts, scopes: null }
    : null
}
