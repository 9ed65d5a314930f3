import { sql } from 'kysely'
import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { handedOver, requestWanted } from '../hand-over/plan.ts'
import { maySpeak } from '../life/rules.ts'
import { accountById } from '../store.ts'
import type { LeavingPlan, NetworkLeaving } from './contract.ts'
import { leavingView, openLeaving, otherAccount, stepsOf, withNetworkName } from './store.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf } from '../reviews/rules.ts'

/** How far an account is on its way off its network, and all that the next step needs to know. */
export async function leavingPlan(deps: RegisterDeps, actor: Actor, accountId: string): Promise<LeavingPlan> {
  const { db } = deps.services
  const account = await accountById(db, accountId)
  if (!account) throw new NotFound('account')
  authorise(actor, 'accounts.edit', accountId)
  const now = nowOf(deps.services)
  const waiting = (await deps.postsOn?.(db, accountId)) ?? []
  const scheduled = waiting.filter((post) => post.scheduled).length
  const leaving = await openLeaving(db, accountId)
  const steps = await stepsOf(db, accountId, {
    state: account.state,
    since: account.state_since,
    waiting: scheduled,
  })
  const request = await requestWanted(db, now, await handedOver(db, accountId), 'close')
  const closes = mayFor(actor, 'accounts.close', accountId)
  const live = maySpeak(account.state) || account.state === 'closing'
  return {
    account: {
      id: account.id,
      displayName: account.display_name,
      handle: account.handle,
      network: account.network,
      networkName: networkName(account.network) ?? account.network,
      state: account.state,
    },
    successor: await otherAccount(db, account.successor_id),
    leaving: leaving ? leavingView(leaving, steps) : null,
    kept: await keptOf(deps, accountId, now),
    waiting: waiting.map(({ id, title, publishAt, scheduled: goes }) => ({
      id,
      title,
      publishAt,
      scheduled: goes,
    })),
    secrets: await countOf(db, 'account_secret', accountId),
    others: await othersFor(db, accountId, account.unit_id),
    request: request && !leaving && account.state !== 'closing' ? request : null,
    today: dayOf(now, await zoneOf(db)),
    may: {
      begin: closes && live && !leaving,
      step: live && leaving !== undefined,
      write:
        maySpeak(account.state) && deps.draftPost !== undefined && mayFor(actor, 'posts.write', accountId),
      close: closes && leaving !== undefined,
    },
  }
}

async function keptOf(deps: RegisterDeps, accountId: string, now: string): Promise<LeavingPlan['kept']> {
  const { db } = deps.services
  const { records } = await db
    .selectFrom('ledger_entry')
    .select(sql<number>`count(*)`.as('records'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  const posts = await deps.postsOut?.(db, accountId, '2000-01-01T00:00:00.000Z', now)
  return { records: Number(records), posts: posts?.length ?? null }
}

async function countOf(db: Db, table: 'account_secret', accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(sql<number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where people may be sent: our open accounts, those of the same unit first. */
async function othersFor(db: Db, accountId: string, unitId: string): Promise<LeavingPlan['others']> {
  const rows = await db
    .selectFrom('account')
    .select(['id', 'display_name as name', 'handle', 'network'])
    .where('id', '<>', accountId)
    .where('state', 'in', ['active', 'dormant'])
    .orderBy(sql`unit_id <> ${unitId}`)
    .orderBy(sql`lower(display_name)`)
    .limit(500)
    .execute()
  return rows.map(withNetworkName)
}

/** Every account on a network, and how far each is on its way off it. */
export async function networkLeaving(
  deps: RegisterDeps,
  actor: Actor,
  network: string,
): Promise<NetworkLeaving> {
  authorise(actor, 'accounts.read')
  const name = networkName(network)
  if (name === undefined) throw new NotFound('network')
  const { db } = deps.services
  const rows = await db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('account as next', 'next.id', 'account.successor_id')
    .leftJoin('leaving', (join) =>
      join.onRef('leaving.account_id', '=', 'account.id').on('leaving.state', '=', 'open'),
    )
    .select([
      'account.id',
      'account.display_name as name',
      'account.handle',
      'unit.name as unit',
      'account.state',
    ])
    .select(['next.display_name as successor', 'leaving.closes_on as closesOn', 'leaving.id as leaving'])
    .select(
      sql<number>`(select count(*) from closing_step s where s.account_id = account.id and s.step in ('records', 'signpost', 'network'))`.as(
        'steps',
      ),
    )
    .where('account.network', '=', network)
    .where('account.state', 'not in', ['proposed', 'in-review', 'refused'])
    .orderBy(sql`account.state = 'closed'`)
    .orderBy(sql`lower(account.display_name)`)
    .limit(2_000)
    .execute()
  return {
    network,
    name,
    accounts: rows.map(({ leaving, steps, ...row }) => ({
      ...row,
      done: leaving === null ? null : Number(steps) + (row.state === 'closing' ? 1 : 0),
    })),
  }
}
