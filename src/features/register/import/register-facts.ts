import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import type { AccountState } from '../contract.ts'
import type { Known } from './entry.ts'
import { unitNames } from './names.ts'
import { keyOf, type Existing } from './rules.ts'

/** What names in a list can mean: every unit, and the people with these addresses. */
export async function knownNames(db: Db | Tx, mails: readonly string[]): Promise<Known> {
  const units = await db.selectFrom('unit').select(['id', 'name', 'parent_id as parentId']).execute()
  const people = await peopleWith(db, mails)
  return { units: unitNames(units), people }
}

async function peopleWith(db: Db | Tx, mails: readonly string[]): Promise<Map<string, string>> {
  if (mails.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'email'])
    .where(sql<boolean>`lower(email) = any(${[...mails]}::text[])`)
    .where('state', '=', 'active')
    .execute()
  return new Map(rows.map(({ id, email }) => [email.toLowerCase(), id]))
}

interface ExistingRow {
  id: string
  network: string
  handle: string
  state: AccountState
  paused: boolean
  displayName: string
  unitId: string
  purpose: string
  audiences: string[]
  hours: string
  tags: string[]
  url: string | null
  connected: boolean
  version: number
  administrators: string[]
  designated: boolean
}

/**
 * The accounts of the register with these handles, by key: the open one where there is one, otherwise the one that was
 * closed last. `forChange` keeps others from changing them until the transaction ends.
 */
export async function existingAccounts(
  db: Db | Tx,
  wanted: readonly { network: string; handle: string }[],
  now: string,
  forChange = false,
): Promise<Map<string, Existing>> {
  if (wanted.length === 0) return new Map()
  const networks = wanted.map(({ network }) => network)
  const handles = wanted.map(({ handle }) => handle.toLowerCase())
  const asked = sql`unnest(${networks}::text[], ${handles}::text[]) as w (network, handle)`
  // Each half is asked of its own index; the planner finds neither for both at once.
  const { rows } = await sql<ExistingRow>`
    with found as (
      select a.id from ${asked} join account a on a.network = w.network and lower(a.handle) = w.handle
        where a.state not in ('closed', 'refused') and a.handle <> ''
      union all
      select a.id from ${asked} join account a on a.network = w.network and lower(a.handle) = w.handle
        where a.state = 'closed')
    select a.id, a.network, a.handle, a.state, a.paused_at is not null as paused, a.display_name as "displayName",
      a.unit_id as "unitId", a.purpose, a.audiences, a.hours_per_week as hours, a.tags, a.url, a.version,
      exists (select 1 from connection c where c.account_id = a.id) as connected,
      coalesce((select jsonb_agg(m.person_id) from account_member m where m.account_id = a.id
        and m.relation = 'administrator' and (m.until is null or m.until > ${now}::timestamptz)), '[]') as administrators,
      exists (select 1 from account_member m where m.account_id = a.id and m.designated and m.until is null) as designated
    from account a where a.id in (select id from found)
    order by a.state = 'closed' desc, a.closed_at nulls last
    ${forChange ? sql`for update of a` : sql``}`.execute(db)
  return new Map(
    rows.map(({ network, handle, hours, ...rest }) => [
      keyOf(network, handle),
      { ...rest, hoursPerWeek: Number(hours) },
    ]),
  )
}
