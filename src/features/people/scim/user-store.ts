import { sql } from 'kysely'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { isId } from '../people-store.ts'
import { userCondition } from './conditions.ts'
import type { Comparison } from './filter.ts'
import { base, urn, type Page } from './messages.ts'
import { attributesOf, type KeptUser } from './user-shape.ts'
import '../directory/tables.ts'

/** One directory speaks SCIM, through however many tokens. */
const service = { service_kind: 'scim', service_id: 'scim' } as const

export interface UserRow {
  id: string
  personId: string
  /** What the directory said last. */
  said: boolean
  personState: 'active' | 'left'
  leftBy: 'hand' | 'directory' | null
  resource: KeptUser
  version: number
  createdAt: string
  updatedAt: string
  groups: { value: string; display: string }[]
}

const columns = sql`i.id, i.person_id as "personId", i.active as said, p.state as "personState", p.left_by as "leftBy",
  i.resource, i.version, i.created_at as "createdAt", i.updated_at as "updatedAt"`

const groupsOf = sql`coalesce((select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name) order by g.display_name)
  from directory_member m join directory_group g on g.id = m.group_id where m.identity_id = i.id), '[]') as groups`

const users = sql`identity i join person p on p.id = i.person_id where i.service_kind = 'scim'`

export async function userById(db: Db | Tx, id: string): Promise<UserRow | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<UserRow>`
    select ${columns}, ${groupsOf} from ${users} and i.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export async function findUsers(
  db: Db | Tx,
  comparisons: readonly Comparison[],
  page: Page,
): Promise<{ total: number; rows: UserRow[] }> {
  const where = userCondition(comparisons)
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from ${users} and ${where}`.execute(db)
  const total = counted.rows[0]?.total ?? 0
  if (page.count === 0 || page.startIndex > total) return { total, rows: [] }
  // The page first: the groups of those before it are nobody's question.
  const { rows } = await sql<UserRow>`
    with page as (select i.id from ${users} and ${where}
      order by i.created_at, i.id limit ${page.count} offset ${page.startIndex - 1})
    select ${columns}, ${groupsOf} from page join identity i on i.id = page.id join person p on p.id = i.person_id
    order by i.created_at, i.id`.execute(db)
  return { total, rows }
}

/** A user as RFC 7643 writes one. Active is who has access: one who was let go by hand is not, whatever was said. */
export function userBody(row: UserRow, publicUrl: string) {
  const { emails, ...kept } = row.resource
  const extension = kept[urn.enterprise]
  const location = `${publicUrl}${base}/Users/${row.id}`
  return {
    schemas: [urn.user, ...(extension ? [urn.enterprise] : [])],
    id: row.id,
    ...kept,
    ...(emails.length > 0 ? { emails } : {}),
    active: row.said && row.personState === 'active',
    groups: row.groups.map((group) => ({ ...group, $ref: `${publicUrl}${base}/Groups/${group.value}` })),
    meta: {
      resourceType: 'User',
      created: row.createdAt,
      lastModified: row.updatedAt,
      location,
      version: etag(row.version),
    },
  }
}

export const etag = (version: number): string => `W/"${version}"`

export async function isUserNameFree(tx: Tx, userName: string, except: string | null): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`select i.id from identity i where i.service_kind = 'scim'
    and lower(i.user_name) = ${userName.toLowerCase()} and i.id is distinct from ${except}::uuid`.execute(tx)
  return rows.length === 0
}

export async function hasScimIdentity(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity')
    .select('id')
    .where('person_id', '=', personId)
    .where('service_kind', '=', 'scim')
    .executeTakeFirst()
  return row !== undefined
}

const told = (at: string, user: KeptUser) => ({
  user_name: user.userName,
  external_id: user.externalId ?? null,
  active: user.active,
  attributes: json(attributesOf(user)),
  resource: json(user as Record<string, unknown>),
  updated_at: at,
  seen_at: at,
})

export async function addUser(tx: Tx, at: string, personId: string, user: KeptUser): Promise<string> {
  const id = newId()
  await tx
    .insertInto('identity')
    .values({
      id,
      ...service,
      subject: id,
      person_id: personId,
      groups: json([]),
      created_at: at,
      ...told(at, user),
    })
    .execute()
  return id
}

export async function changeUser(tx: Tx, at: string, id: string, user: KeptUser): Promise<void> {
  await tx
    .updateTable('identity')
    .set({ ...told(at, user), version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}
