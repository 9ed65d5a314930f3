import { sql } from 'kysely'
import { mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { listOf } from '#platform/tables/index.ts'
import type { CampaignDeps } from '../deps.ts'
import { openCampaigns } from '../store.ts'
import type { KnownAccount } from './accounts.ts'
import { dayOrderOf } from './dates.ts'
import type { Known, KnownAsset } from './reading.ts'
import type { ImportRow } from './store.ts'

/** A dormant account is woken by its next post. */
const speaking: readonly string[] = ['active', 'dormant']

async function accountsFor(db: Db, actor: Actor): Promise<KnownAccount[]> {
  const rows = await db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .select(['account.id', 'network', 'handle', 'display_name', 'url', 'state', 'unit.affiliate'])
    .orderBy('display_name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    network: row.network,
    handle: row.handle,
    displayName: row.display_name,
    url: row.url,
    mayWrite: mayFor(actor, 'posts.write', row.id),
    open: speaking.includes(row.state) && !row.affiliate,
  }))
}

const withoutEnding = (name: string): string => name.replace(/\.[^.]+$/, '')

async function assetsCalled(db: Db, names: readonly string[]): Promise<Known['assets']> {
  if (names.length === 0) return new Map()
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))]
  const { rows } = await sql<KnownAsset>`select id, name, alt from asset
    where kind = 'upload' and (lower(name) = any(${wanted}::text[]) or id::text = any(${wanted}::text[])
      or lower(regexp_replace(name, '\\.[^.]+$', '')) = any(${wanted}::text[]))
    order by created_at desc`.execute(db)
  const found = new Map<string, KnownAsset[]>()
  for (const asset of rows) {
    const name = asset.name.toLowerCase()
    for (const key of new Set([asset.id, name, withoutEnding(name)])) {
      const before = found.get(key) ?? []
      found.set(key, [...before, asset])
    }
  }
  return found
}

/** What the lines of a list are read by: the same for the check and for the run. */
export async function knownFor(deps: CampaignDeps, actor: Actor, row: ImportRow): Promise<Known> {
  const { db, clock } = deps.services
  const { date, images } = row.mapping.columns
  const columnOf = async (at: number | undefined): Promise<string[]> => {
    if (at === undefined) return []
    const { rows } = await sql<{ cell: string | null }>`select cells ->> ${at}::int as cell
      from campaign_import_line where import_id = ${row.id}::uuid order by line`.execute(db)
    return rows.map(({ cell }) => cell ?? '')
  }
  const names = (await columnOf(images)).flatMap((cell) => listOf(cell))
  const { timeZone } = await deps.posts.institution(db)
  return {
    accounts: await accountsFor(db, actor),
    assets: await assetsCalled(db, names),
    campaigns: await openCampaigns(db),
    zone: timeZone,
    now: clock.now(),
    order: dayOrderOf(await columnOf(date)),
  }
}
