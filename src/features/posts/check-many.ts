import { sql } from 'kysely'
import type { Actor } from '#features/people/index.ts'
import { applyWaivers, waiversInForce, type Finding, type PostForCheck } from '#features/policy/index.ts'
import { nowOf } from '#platform/services.ts'
import {
  asRecent,
  assetIdsOf,
  checkable,
  countAsRecent,
  mostRecent,
  recentColumns,
  type Checked,
} from './check.ts'
import type { PostsDeps } from './deps.ts'
import { contributorsOfEach } from './store.ts'

const once = (ids: readonly string[]): string[] => [...new Set(ids)]

/** By account, the latest first: of each as many as one post is compared with, and one that may be that post's own. */
async function recentByAccount(
  deps: PostsDeps,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, PostForCheck['recent']>> {
  if (accountIds.length === 0) return new Map()
  const rows = await deps.services.db
    .selectFrom(
      countAsRecent(deps, accountIds)
        .select(recentColumns)
        .select(sql<number>`row_number() over (partition by account_id order by due_at desc)`.as('place'))
        .as('recent'),
    )
    .select(recentColumns)
    .where('place', '<=', mostRecent + 1)
    .orderBy('due_at', 'desc')
    .execute()
  return Map.groupBy(rows.map(asRecent), ({ accountId }) => accountId)
}

/** All that is needed to check these, read once for all of them. */
async function readFor(deps: PostsDeps, all: readonly Checked[]) {
  const { db } = deps.services
  const accountIds = once(all.flatMap((words) => words.accountIds))
  const accounts = new Map((await deps.accounts(db, accountIds)).map((account) => [account.id, account]))
  const limits = await Promise.all(
    [...accounts.keys()].map(async (id) => [id, await deps.serverLimits(id)] as const),
  )
  const assets = await deps.assets(db, once(all.flatMap(assetIdsOf)))
  return {
    accounts,
    limits: new Map(limits),
    assets: new Map(assets.map((asset) => [asset.id, asset])),
    recent: await recentByAccount(deps, accountIds),
    timeZone: (await deps.institution(db)).timeZone,
  }
}

type Read = Awaited<ReturnType<typeof readFor>>

function postOf(deps: PostsDeps, words: Checked, read: Read): PostForCheck {
  const recent = once(words.accountIds)
    .flatMap((id) => read.recent.get(id) ?? [])
    .filter(({ postId }) => postId !== words.id)
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, mostRecent)
  const accounts = words.accountIds.flatMap((id) => {
    const account = read.accounts.get(id)
    const limits = read.limits.get(id)
    return account && limits ? [{ account, limits }] : []
  })
  return checkable(deps, words, { accounts, assets: read.assets, recent, timeZone: read.timeZone })
}

/**
 * What `checkWords` says of each, at its place. However many they are, the database is asked the same few times, and
 * once more for each account that they go to.
 */
export async function checkManyWords(
  deps: PostsDeps,
  actor: Actor,
  all: readonly Checked[],
): Promise<Finding[][]> {
  if (all.length === 0) return []
  const { db } = deps.services
  const now = nowOf(deps.services)
  const read = await readFor(deps, all)
  const found = await deps.checkAll(all.map((words) => postOf(deps, words, read)))
  const waivers = found.every((findings) => findings.length === 0) ? [] : await waiversInForce(db, now)
  if (waivers.length === 0) return found
  const writers = await contributorsOfEach(db, once(all.flatMap(({ id }) => id ?? [])))
  return found.map((findings, at) => {
    const words = all[at]
    if (!words || findings.length === 0) return findings
    const accounts = words.accountIds.flatMap((id) => read.accounts.get(id) ?? [])
    const those = [...(writers.get(words.id ?? '') ?? []), actor.personId]
    return applyWaivers(findings, waivers, { postId: words.id ?? '', accounts, writers: those }, now)
  })
}
