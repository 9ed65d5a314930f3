import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import { networkNames } from '#networks/names.ts'
import { places } from '#networks/places.ts'
import { audienceLabel } from '../contract.ts'
import {
  publicStates,
  stateWords,
  type PublicAccount,
  type PublicState,
  type PublicUnit,
} from './contract.ts'
import { pathOf, slugOf } from './slugs.ts'
import './tables.ts'

/** An account with what its own page needs beside what is open data. */
export interface ListedAccount extends PublicAccount {
  slug: string
  remoteId: string | null
  /** Empty where the institution's own hold. */
  houseRules: string
  /** The account that people are sent to, once this one is being closed. */
  successorId: string | null
}

/** All that the public may know, at one instant. */
export interface PublicRegister {
  accounts: readonly ListedAccount[]
  units: readonly PublicUnit[]
  byId: ReadonlyMap<string, ListedAccount>
  bySlug: ReadonlyMap<string, ListedAccount>
  /** The institution's house rules. */
  houseRules: string
}

/** What changes when anything does that the public sees. Cheaper than reading it all. */
export async function stampOf(db: Db): Promise<string> {
  const parts = sql<string>`concat_ws(' ',
      (select concat_ws(',', count(*), sum(hashtext(concat_ws('|', a.id, a.network, a.handle, a.display_name, a.url, a.unit_id,
        a.purpose, a.audiences, a.tags, a.state, a.successor_id, a.closed_at, a.remote_id, a.example, c.granted_at))::bigint))
        from account a left join connection c on c.account_id = a.id),
      (select concat_ws(',', count(*), sum(hashtext(concat_ws('|', id, name, kind, parent_id, affiliate))::bigint)) from unit),
      (select concat_ws(',', count(*), sum(hashtext(concat_ws('|', account_id, office_id, contact, hours, house_rules))::bigint)) from account_page),
      (select concat_ws(',', count(*), max(until)) from former_handle),
      (select sum(hashtext(concat_ws('|', id, name))::bigint) from office),
      (select name from institution), (select hashtext(house_rules) from public_register))`
  // As a plain select, which is known to change nothing.
  const { stamp } = await db.selectNoFrom(parts.as('stamp')).executeTakeFirstOrThrow()
  return stamp
}

export async function readRegister(
  db: Db,
  { publicUrl }: Pick<PublicHouse, 'publicUrl'>,
): Promise<PublicRegister> {
  const [rows, former, units, settings] = [
    await accountRows(db),
    await db
      .selectFrom('former_handle')
      .select(['account_id', 'handle', 'until'])
      .orderBy('until', 'desc')
      .execute(),
    await db.selectFrom('unit').selectAll().orderBy('name').execute(),
    await db.selectFrom('public_register').select('house_rules').executeTakeFirst(),
  ]
  const formerOf = Map.groupBy(former, ({ account_id: id }) => id)
  const unitOf = new Map(units.map((unit) => [unit.id, unit]))
  const isAffiliate = (id: string | null, depth = 0): boolean => {
    const unit = id === null || depth > 40 ? undefined : unitOf.get(id)
    return unit !== undefined && (unit.affiliate || isAffiliate(unit.parent_id, depth + 1))
  }
  const bySlug = new Map<string, ListedAccount>()
  const accounts = rows.map((row) => {
    const account = listed(row, publicUrl, isAffiliate(row.unit_id), formerOf.get(row.id) ?? [])
    // An open account comes before closed ones that had the same handle.
    if (!bySlug.has(account.slug) || account.state !== 'closed') bySlug.set(account.slug, account)
    return account
  })
  const open = Map.groupBy(
    accounts.filter(({ state }) => state !== 'closed'),
    ({ unit }) => unit.id,
  )
  return {
    accounts,
    units: units.map(({ id, name, kind, parent_id: parentId }) => ({
      id,
      name,
      kind,
      parentId,
      affiliate: isAffiliate(id),
      accounts: open.get(id)?.length ?? 0,
    })),
    byId: new Map(accounts.map((account) => [account.id, account])),
    bySlug,
    houseRules: settings?.house_rules ?? '',
  }
}

type Row = Awaited<ReturnType<typeof accountRows>>[number]

async function accountRows(db: Db) {
  const rows = await db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .leftJoin('account_page', 'account_page.account_id', 'account.id')
    .leftJoin('office', 'office.id', 'account_page.office_id')
    .select(['account.id', 'account.network', 'account.handle', 'account.display_name', 'account.url'])
    .select(['account.state', 'account.purpose', 'account.audiences', 'account.tags', 'account.remote_id'])
    .select(['account.unit_id', 'account.created_at', 'account.closed_at', 'account.example'])
    .select(['unit.name as unit_name', 'connection.granted_at', 'office.name as office_name'])
    .select('account.successor_id')
    .select(['account_page.contact', 'account_page.hours', 'account_page.house_rules'])
    .where('account.state', 'in', publicStates)
    .orderBy(sql`lower(account.display_name)`)
    .orderBy('account.id')
    .execute()
  const real = rows.filter(
    ({ network, handle, example }) => !example && handle !== '' && places[network]?.outside !== false,
  )
  // What was made up to look around with is nothing official; it is shown while there is nothing else.
  return real.length > 0 ? real : rows.filter(({ example }) => example)
}

function listed(
  row: Row,
  publicUrl: string,
  affiliate: boolean,
  former: readonly { handle: string; until: string }[],
): ListedAccount {
  const state = row.state as PublicState
  const slug = slugOf(row.network, row.handle)
  return {
    id: row.id,
    slug,
    name: row.display_name,
    network: row.network,
    networkName: networkNames[row.network] ?? row.network,
    handle: row.handle,
    // Whose page it is once we have left, nobody knows.
    address: state === 'closed' ? null : (row.url ?? places[row.network]?.addressOf(row.handle) ?? null),
    page: `${publicUrl}${pathOf({ id: row.id, slug, state })}`,
    state,
    stateName: stateWords[state],
    closedAt: state === 'closed' ? row.closed_at : null,
    since: row.created_at,
    provedAt: row.granted_at,
    unit: { id: row.unit_id, name: row.unit_name },
    affiliate,
    administratorOffice: row.office_name ?? row.unit_name,
    purpose: row.purpose,
    audiences: row.audiences.map(audienceLabel),
    tags: row.tags,
    contact: row.contact ?? '',
    hours: row.hours ?? '',
    houseRules: row.house_rules ?? '',
    successorId: state === 'closing' || state === 'closed' ? row.successor_id : null,
    remoteId: row.remote_id,
    formerHandles: former.map(({ handle, until }) => ({ handle, until })),
  }
}
