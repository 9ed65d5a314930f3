import { sql } from 'kysely'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import type { Role } from '../permissions.ts'
import { claimsOf, type Claims, type Grant, type Held, type Rule, type Said } from './rules.ts'
import type { Gift } from './contract.ts'
import './tables.ts'

/** A person whom some service knows: what it says of them, and what they hold. */
export interface Standing {
  personId: string
  name: string
  claims: Claims
  held: Held
}

interface HeldUnit {
  unitId: string
  coordinator: boolean
  byMapping: boolean
}
interface HeldRole {
  role: Role
  byMapping: boolean
}
interface HeldOffice {
  officeId: string
  deputy: boolean
  byMapping: boolean
}
interface Row {
  id: string
  name: string
  said: Said[]
  scim_groups: string[]
  units: HeldUnit[]
  roles: HeldRole[]
  offices: HeldOffice[]
}

const unitGrant = (row: HeldUnit): Grant => ({
  gives: row.coordinator ? 'coordinator' : 'unit',
  unitId: row.unitId,
})
const officeGrant = (row: HeldOffice): Grant => ({
  gives: row.deputy ? 'deputy' : 'office',
  officeId: row.officeId,
})

function heldOf(row: Row): Held {
  const part = (byMapping: boolean): Grant[] => [
    ...row.units.filter((each) => each.byMapping === byMapping).map(unitGrant),
    ...row.roles
      .filter((each) => each.byMapping === byMapping)
      .map(({ role }): Grant => ({ gives: 'role', role })),
    ...row.offices.filter((each) => each.byMapping === byMapping).map(officeGrant),
  ]
  return { byMapping: part(true), byHand: part(false) }
}

/** Names under which a group may be spoken of: what it is called, and what the directory calls it for itself. */
const groupNames = sql`array_remove(array[g.display_name, g.external_id, g.id::text], null)`

/** Everybody whom a service knows and who works here, or those of them who are named. */
export async function standings(db: Db | Tx, at: string, personIds?: readonly string[]): Promise<Standing[]> {
  const some =
    personIds === undefined
      ? sql``
      : sql`and p.id in (select jsonb_array_elements_text(${json([...personIds])})::uuid)`
  const { rows } = await sql<Row>`
    select p.id, p.name,
      coalesce((select jsonb_agg(jsonb_build_object('kind', i.service_kind, 'groups', i.groups, 'attributes', i.attributes)
          order by i.updated_at) from identity i where i.person_id = p.id and i.active), '[]') as said,
      coalesce((select jsonb_agg(n.name) from identity i join directory_member m on m.identity_id = i.id
          join directory_group g on g.id = m.group_id cross join lateral unnest(${groupNames}) as n (name)
          where i.person_id = p.id and i.active), '[]') as scim_groups,
      coalesce((select jsonb_agg(jsonb_build_object('unitId', u.unit_id, 'coordinator', u.coordinator, 'byMapping', u.by_mapping))
          from person_unit u where u.person_id = p.id and u.until is null), '[]') as units,
      coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'byMapping', r.by_mapping))
          from role_assignment r where r.person_id = p.id), '[]') as roles,
      coalesce((select jsonb_agg(jsonb_build_object('officeId', h.office_id, 'deputy', h.deputy, 'byMapping', h.by_mapping))
          from office_holding h where h.person_id = p.id and h.since <= ${at}::timestamptz
            and (h.until is null or h.until > ${at}::timestamptz)), '[]') as offices
    from person p
    where p.state = 'active' and exists (select 1 from identity i where i.person_id = p.id) ${some}
    order by p.id`.execute(db)
  const others = rows.some(({ said }) => said.some((each) => each.kind !== 'scim' && each.groups.length > 0))
  const kept = others ? await groupsKeptByScim(db) : []
  return rows.map((row) => ({
    personId: row.id,
    name: row.name,
    claims: claimsOf(row.said, row.scim_groups, kept),
    held: heldOf(row),
  }))
}

/** The groups of SCIM that a person is in, by every name that they have. */
export async function scimGroupsOf(db: Db | Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.name from identity i join directory_member m on m.identity_id = i.id
      join directory_group g on g.id = m.group_id cross join lateral unnest(${groupNames}) as n (name)
    where i.person_id = ${personId}::uuid and i.active`.execute(db)
  return rows.map((row) => row.name)
}

export async function groupsKeptByScim(db: Db | Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.name from directory_group g cross join lateral unnest(${groupNames}) as n (name)`.execute(db)
  return rows.map((row) => row.name)
}

export interface KeptRule extends Rule {
  id: string
}

interface GrantColumns {
  gives: Gift
  unit_id: string | null
  role: Role | null
  office_id: string | null
}

/** The grant of a row. A rule that names nothing can't be kept: the table of contracts sees to it. */
export function grantOf(row: GrantColumns): Grant {
  switch (row.gives) {
    case 'unit':
    case 'coordinator':
      return { gives: row.gives, unitId: row.unit_id ?? '' }
    case 'role':
      return { gives: 'role', role: row.role ?? 'officer' }
    case 'office':
    case 'deputy':
      return { gives: row.gives, officeId: row.office_id ?? '' }
  }
}

export async function keptRules(db: Db | Tx): Promise<KeptRule[]> {
  const rows = await db.selectFrom('directory_rule').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    attribute: row.attribute,
    value: row.value,
    grant: grantOf(row),
  }))
}
