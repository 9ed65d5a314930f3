import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Actor, Role } from './permissions.ts'
import './tables.ts'

export interface PersonRow {
  id: string
  name: string
  email: string
  state: 'active' | 'left'
  leftBy: 'hand' | 'directory' | null
}

const columns = ['id', 'name', 'email', 'state', 'left_by as leftBy'] as const

export function personByEmail(db: Db | Tx, email: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('person')
    .select(columns)
    .where(sql<boolean>`lower(email) = ${email.trim().toLowerCase()}`)
    .executeTakeFirst()
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Could this be an identifier of ours? The database refuses to look for anything else. */
export const isId = (text: string): boolean => uuid.test(text)

export async function personById(db: Db | Tx, id: string): Promise<PersonRow | undefined> {
  if (!isId(id)) return undefined
  return db.selectFrom('person').select(columns).where('id', '=', id).executeTakeFirst()
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
    .where(canSignIn)
    .execute()
  return rows.map((row) => row.id)
}

/** SQL: has this person a whole way of their own to sign in? */
export const isEnrolled = sql<boolean>`(
  exists (select 1 from passkey k where k.person_id = person.id)
  or (exists (select 1 from password w where w.person_id = person.id)
    and exists (select 1 from authenticator a where a.person_id = person.id and a.confirmed_at is not null)))`

/** SQL: can this person sign in, by a way of their own or through a service of the institution? */
export const canSignIn = sql<boolean>`(${isEnrolled} or exists (
  select 1 from identity i join sign_in_service s on s.id::text = i.service_id and s.enabled
  where i.person_id = person.id and i.active))`

export async function canPersonSignIn(db: Db | Tx, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select(canSignIn.as('can'))
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.can ?? false
}

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

/** The parts that a person was given in accounts themselves. */
export function membershipsOfPerson(now: string) {
  return sql<Actor['accounts']>`coalesce((
    select jsonb_agg(jsonb_build_object('accountId', m.account_id, 'relation', m.relation))
    from account_member m where ${memberNow(now)}), '[]')`
}

const memberNow = (now: string) => sql`m.person_id = person.id
  and m.since <= ${now}::timestamptz and (m.until is null or m.until > ${now}::timestamptz)`

/**
 * SQL: the units that a person coordinates and all below them. An affiliate is responsible for itself, so one who
 * coordinates what it hangs under does not coordinate it.
 */
const coordinated = sql`with recursive below (id) as (
    select u.unit_id from person_unit u where u.person_id = person.id and u.coordinator and u.until is null
    union select child.id from unit child join below on child.parent_id = below.id where not child.affiliate)`

export const unitsOfPerson = sql<string[]>`coalesce((${coordinated} select jsonb_agg(id) from below), '[]')`

/** Their accounts, by id alone: a coordinator of a faculty may have thousands. */
const coordinatedAccounts = sql<string[]>`coalesce((${coordinated}
  select jsonb_agg(a.id) from account a join below on a.unit_id = below.id), '[]')`

/** What makes a person an actor: to be selected from `person`, and read by `actorFrom`. */
export const actorColumns = (now: string) =>
  [
    rolesOfPerson.as('roles'),
    membershipsOfPerson(now).as('memberships'),
    coordinatedAccounts.as('coordinated'),
    unitsOfPerson.as('units'),
  ] as const

export interface ActorRow {
  personId: string
  name: string
  roles: Role[]
  memberships: Actor['accounts']
  coordinated: string[]
  units: string[]
}

export function actorFrom(row: ActorRow, scopes: Actor['scopes']): Actor {
  const { personId, name, roles, memberships, coordinated: ids, units } = row
  const byUnit = ids.map((accountId) => ({ accountId, relation: 'coordinator' as const }))
  return { personId, name, roles, accounts: [...memberships, ...byUnit], units, scopes }
}

/** The person as an actor, all permissions included; null when they have left. */
export async function actorById(db: Db | Tx, personId: string, now: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('person')
    .select(['id as personId', 'name'])
    .select(actorColumns(now))
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row ? actorFrom(row, null) : null
}
