import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Account } from '../contract.ts'
import { listAccounts } from '../views.ts'
import type { AccountFilter, AccountPage, AccountQuery, AccountSort, Facets } from './contract.ts'
import { matching } from './matching.ts'

/** SQL: what each sorting compares first; the name and the id decide what is alike. */
const sortKeys: Record<AccountSort, RawBuilder<string>> = {
  name: sql`lower(a.display_name)`,
  network: sql`a.network`,
  unit: sql`lower(u.name)`,
  state: sql`a.state`,
  review: sql`coalesce(to_char(a.review_due at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS'), '9999')`,
}

const Cursor = z.tuple([z.string(), z.string(), z.uuid()])
type Cursor = z.infer<typeof Cursor>

const written = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

function cursorOf(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch (error) {
    throw new Invalid('register.page', 'There is no such page of this list.', {
      fix: 'Begin at the first page.',
      data: { fault: error instanceof Error ? error.name : 'unknown' },
    })
  }
}

interface PageRow {
  id: string
  key: string
  name: string
}

/** Built, not written out: what is plainly a read leaves the answers that are remembered alone. */
const from = (db: Db | Tx) => db.selectFrom('account as a').innerJoin('unit as u', 'u.id', 'a.unit_id')

/** The accounts that match, some at a time. `actor` is needed for “mine” only. */
export async function pageAccounts(
  db: Db | Tx,
  query: AccountQuery,
  actor: Actor | null,
  now: string,
): Promise<AccountPage> {
  const wanted = matching(query, actor, now)
  const rows = await idsOf(db, query, wanted)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const total = !query.after && !last ? rows.length : await count(db, wanted)
  return {
    accounts: await inOrder(
      db,
      shown.map(({ id }) => id),
      now,
    ),
    total,
    next: last ? written([last.key, last.name, last.id]) : null,
    ...(query.facets ? { facets: await facetsOf(db, query, actor, now) } : {}),
  }
}

function idsOf(db: Db | Tx, query: AccountQuery, wanted: RawBuilder<boolean>): Promise<PageRow[]> {
  const key = sortKeys[query.sort]
  const name = sql<string>`lower(a.display_name)`
  const way = query.order === 'descending' ? 'desc' : 'asc'
  const after = query.after ? cursorOf(query.after) : null
  const beyond = way === 'desc' ? sql`<` : sql`>`
  let page = from(db)
    .select(['a.id', key.as('key'), name.as('name')])
    .where(wanted)
  if (after)
    page = page.where(
      sql<boolean>`(${key}, ${name}, a.id) ${beyond} (${after[0]}, ${after[1]}, ${after[2]}::uuid)`,
    )
  return page
    .orderBy(key, way)
    .orderBy(name, way)
    .orderBy('a.id', way)
    .limit(query.limit + 1)
    .execute()
}

const howMany = sql<number>`count(*)::int`.as('accounts')

async function count(db: Db | Tx, wanted: RawBuilder<boolean>): Promise<number> {
  return (await from(db).select(howMany).where(wanted).executeTakeFirstOrThrow()).accounts
}

async function inOrder(db: Db | Tx, ids: string[], now: string): Promise<Account[]> {
  const found = new Map((await listAccounts(db, { ids }, now)).map((account) => [account.id, account]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** How the accounts are spread that match everything but the filter which the facet itself stands for. */
async function facetsOf(
  db: Db | Tx,
  filter: AccountFilter,
  actor: Actor | null,
  now: string,
): Promise<Facets> {
  const without = (part: Partial<AccountFilter>) => matching({ ...filter, ...part }, actor, now)
  const networks = await from(db)
    .select(['a.network as id', howMany])
    .where(without({ network: undefined }))
    .groupBy('a.network')
    .orderBy('a.network')
    .execute()
  const units = await from(db)
    .select(['u.id', 'u.name', howMany])
    .where(without({ unit: undefined }))
    .groupBy(['u.id', 'u.name'])
    .orderBy(sql`lower(u.name)`)
    .execute()
  const states = await from(db)
    .select(['a.state', howMany])
    .where(without({ state: undefined }))
    .groupBy('a.state')
    .execute()
  return { networks, units, states }
}
