import { sql } from 'kysely'
import { isUniqueViolation, json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { isId } from '../people-store.ts'
import { groupCondition } from './conditions.ts'
import type { Comparison } from './filter.ts'
import { base, ScimProblem, urn, type Page } from './messages.ts'
import { etag } from './user-store.ts'
import '../directory/tables.ts'

export interface GroupRow {
  id: string
  displayName: string
  externalId: string | null
  version: number
  createdAt: string
  updatedAt: string
}

const columns = sql`g.id, g.display_name as "displayName", g.external_id as "externalId", g.version,
  g.created_at as "createdAt", g.updated_at as "updatedAt"`

export async function groupById(db: Db | Tx, id: string): Promise<GroupRow | undefined> {
  if (!isId(id)) return undefined
  const { rows } = await sql<GroupRow>`
    select ${columns} from directory_group g where g.id = ${id}::uuid`.execute(db)
  return rows[0]
}

export async function findGroups(
  db: Db | Tx,
  comparisons: readonly Comparison[],
  page: Page,
): Promise<{ total: number; rows: GroupRow[] }> {
  const where = groupCondition(comparisons)
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from directory_group g where ${where}`.execute(db)
  const { rows } = await sql<GroupRow>`
    select ${columns} from directory_group g where ${where}
    order by g.created_at, g.id limit ${page.count} offset ${page.startIndex - 1}`.execute(db)
  return { total: counted.rows[0]?.total ?? 0, rows }
}

export interface Member {
  groupId: string
  id: string
  name: string
}

export async function membersOf(db: Db | Tx, groupIds: readonly string[]): Promise<Member[]> {
  if (groupIds.length === 0) return []
  const { rows } = await sql<Member>`
    select m.group_id as "groupId", m.identity_id as id, p.name from directory_member m
      join identity i on i.id = m.identity_id join person p on p.id = i.person_id
    where m.group_id in (select jsonb_array_elements_text(${json([...groupIds])})::uuid)
    order by m.identity_id`.execute(db)
  return rows
}

/** `members` null: they were not asked for. */
export function groupBody(row: GroupRow, members: readonly Member[] | null, publicUrl: string) {
  return {
    schemas: [urn.group],
    id: row.id,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    displayName: row.displayName,
    ...(members === null
      ? {}
      : {
          members: members
            .filter((member) => member.groupId === row.id)
            .map(({ id, name }) => ({
              value: id,
              display: name,
              type: 'User',
              $ref: `${publicUrl}${base}/Users/${id}`,
            })),
        }),
    meta: {
      resourceType: 'Group',
      created: row.createdAt,
      lastModified: row.updatedAt,
      location: `${publicUrl}${base}/Groups/${row.id}`,
      version: etag(row.version),
    },
  }
}

async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new ScimProblem(409, 'Another group has this name already.', 'uniqueness')
  }
}

export async function addGroup(
  tx: Tx,
  at: string,
  group: { displayName: string; externalId: string | null },
): Promise<string> {
  const id = newId()
  await once(() =>
    tx
      .insertInto('directory_group')
      .values({
        id,
        display_name: group.displayName,
        external_id: group.externalId,
        created_at: at,
        updated_at: at,
      })
      .execute(),
  )
  return id
}

export async function touchGroup(
  tx: Tx,
  at: string,
  id: string,
  change: { displayName?: string; externalId?: string | null },
): Promise<void> {
  await once(() =>
    tx
      .updateTable('directory_group')
      .set({
        ...(change.displayName === undefined ? {} : { display_name: change.displayName }),
        ...(change.externalId === undefined ? {} : { external_id: change.externalId }),
        updated_at: at,
        version: sql<number>`version + 1`,
      })
      .where('id', '=', id)
      .execute(),
  )
}

const listed = (ids: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${json(ids.filter(isId))})::uuid)`

/** Puts users into a group; those who are in it stay. Answers the people whom that concerns. */
export async function addMembers(tx: Tx, groupId: string, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const known = await sql<{ id: string }>`select i.id from identity i
    where i.service_kind = 'scim' and i.id in ${listed(wanted)}`.execute(tx)
  if (known.rows.length < wanted.length) {
    const found = new Set(known.rows.map((row) => row.id))
    const missing = wanted.find((id) => !found.has(id)) ?? ''
    throw new ScimProblem(400, `There is no user with the id ${missing}.`, 'invalidValue')
  }
  const { rows } = await sql<{ person_id: string }>`
    with added as (insert into directory_member (group_id, identity_id)
      select ${groupId}::uuid, i.id from identity i where i.service_kind = 'scim' and i.id in ${listed(wanted)}
      on conflict do nothing returning identity_id)
    select i.person_id from added join identity i on i.id = added.identity_id`.execute(tx)
  return rows.map((row) => row.person_id)
}

/** Takes users out of a group. Answers the people whom that concerns. */
export async function removeMembers(
  tx: Tx,
  groupId: string,
  which: { these: readonly string[] } | { allBut: readonly string[] },
): Promise<string[]> {
  const condition =
    'these' in which
      ? sql`m.identity_id in ${listed(which.these)}`
      : sql`m.identity_id not in ${listed(which.allBut)}`
  const { rows } = await sql<{ person_id: string }>`
    with gone as (delete from directory_member m where m.group_id = ${groupId}::uuid and ${condition} returning m.identity_id)
    select i.person_id from gone join identity i on i.id = gone.identity_id`.execute(tx)
  return rows.map((row) => row.person_id)
}
