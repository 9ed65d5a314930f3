import { sql } from 'kysely'
import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import type { Db } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { handedOver, requestWanted } from '../hand-over/plan.ts'
import { maySpeak } from '../life/rules.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf } from '../reviews/rules.ts'
import type { AccountRow } from '../store.ts'
import type { LeavingPlan, LeavingView } from './contract.ts'
import { progressOf, stepsOf } from './steps.ts'
import { knownAccount, leavingOf, otherAccount, withNetworkName, type Leaving } from './store.ts'
import { signpostFor } from './where-to.ts'

/** How far the closing of an account is, and all that the next step needs to know. */
export async function leavingPlan(deps: RegisterDeps, actor: Actor, accountId: string): Promise<LeavingPlan> {
  const { db } = deps.services
  const account = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const now = nowOf(deps.services)
  const leaving = await leavingOf(db, account)
  const request = await requestWanted(db, now, await handedOver(db, accountId), 'close')
  const closes = mayFor(actor, 'accounts.close', accountId)
  const speaks = maySpeak(account.state)
  return {
    account: {
      id: account.id,
      displayName: account.display_name,
      handle: account.handle,
      network: account.network,
      networkName: networkName(account.network) ?? account.network,
      state: account.state,
      version: account.version,
    },
    successor: await otherAccount(db, account.successor_id),
    leaving: leaving && account.state !== 'closed' ? await viewOf(deps, account, leaving) : null,
    kept: await keptOf(deps, accountId, now),
    waiting: (await deps.postsOn?.(db, accountId)) ?? [],
    secrets: await secretsOf(db, accountId),
    others: await othersFor(db, accountId, account.unit_id),
    request: request && !leaving && speaks ? request : null,
    today: dayOf(now, await zoneOf(db)),
    may: {
      begin: closes && speaks && !leaving,
      step: leaving !== undefined,
      write: speaks && deps.draftPost !== undefined && mayFor(actor, 'posts.write', accountId),
      close: closes && (speaks || account.state === 'closing'),
    },
  }
}

async function viewOf(deps: RegisterDeps, account: AccountRow, leaving: Leaving): Promise<LeavingView> {
  const { db, config } = deps.services
  const { begun_at: begunAt, post_id: postId, closes_on: closesOn } = leaving
  const closing = { id: account.id, state: account.state, stateSince: account.state_since, begunAt, postId }
  const steps = (await stepsOf(deps, db, [closing])).get(account.id) ?? []
  return {
    reason: leaving.reason,
    closesOn,
    signpost:
      leaving.signpost || (await signpostFor(db, config.publicUrl, account, account.successor_id, closesOn)),
    postId,
    begunBy: leaving.begun_by_name,
    begunAt,
    version: leaving.version,
    progress: progressOf(steps),
    steps,
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

async function secretsOf(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('account_secret')
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
