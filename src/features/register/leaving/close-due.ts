import { ensureDuty } from '#features/duties/index.ts'
import type { Actor } from '#features/people/index.ts'
import { authorise } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { closeForGood } from '../disconnect.ts'
import { settleDuty } from '../hand-over/tell.ts'
import { accountById, type AccountRow } from '../store.ts'
import { endLeaving } from './leaving.ts'
import type { LeavingEnd, LeavingPlan } from './contract.ts'
import { leavingPlan } from './plan.ts'
import { openLeaving, stepsOf, type OpenLeaving } from './store.ts'
import { somebodyCentral } from '../reviews/review-duties.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf, endOfDay, reviewClause } from '../reviews/rules.ts'

const closeKey = (accountId: string): string => `leaving-close:${accountId}`

/** Closes an account whose leaving is done, before its day where somebody says so. */
export async function closeLeft(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version, reason }: LeavingEnd,
): Promise<LeavingPlan> {
  const { db } = deps.services
  const account = await accountById(db, accountId)
  if (!account) throw new NotFound('account')
  authorise(actor, 'accounts.close', accountId)
  const leaving = await openLeaving(db, accountId)
  if (leaving?.version !== version)
    throw new Conflict(
      'register.changed-meanwhile',
      'Somebody else went on with this while you looked at it.',
      {
        fix: 'Load the page again and go on where they are.',
      },
    )
  const left = await stepsLeft(deps, account)
  if (left > 0)
    throw new Conflict('register.leaving-steps', 'Not every step is done yet.', {
      clause: reviewClause,
      fix: 'Do what is left first, or close the account at once on its page.',
    })
  await close(deps, actor, account, leaving, reason)
  return leavingPlan(deps, actor, accountId)
}

async function close(
  deps: RegisterDeps,
  actor: Actor | null,
  account: AccountRow,
  leaving: OpenLeaving,
  reason: string,
): Promise<void> {
  await closeForGood(deps, actor, account.id, { version: account.version, reason })
  await settleLeaving(deps, actor, leaving)
}

async function settleLeaving(deps: RegisterDeps, actor: Actor | null, leaving: OpenLeaving): Promise<void> {
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    await endLeaving(tx, at, actor, leaving.id, 'closed')
    await settleDuty(tx, at, closeKey(leaving.account_id), {
      by: actor?.personId ?? null,
      how: 'The account is closed.',
    })
  })
}

async function stepsLeft(deps: RegisterDeps, account: AccountRow): Promise<number> {
  const { db } = deps.services
  const waiting = ((await deps.postsOn?.(db, account.id)) ?? []).filter((post) => post.scheduled).length
  const steps = await stepsOf(db, account.id, { state: account.state, since: account.state_since, waiting })
  return steps.filter((step) => !step.done).length
}

/** On the day that was set, an account whose steps are done is closed; where some are not, somebody is asked. */
export async function runLeavings(deps: RegisterDeps): Promise<void> {
  const { services } = deps
  const now = nowOf(services)
  const zone = await zoneOf(services.db)
  for (const accountId of await due(services.db, dayOf(now, zone))) {
    try {
      await leaveOnTheDay(deps, accountId, now, zone)
    } catch (error) {
      // A network in trouble keeps no other account from being closed; tomorrow it is tried again.
      services.log.error({ err: error, account: accountId }, 'an account could not be closed on its day')
    }
  }
}

/** Those whose day has come, and those that were closed in another way meanwhile. */
async function due(db: Db, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('leaving')
    .innerJoin('account', 'account.id', 'leaving.account_id')
    .select('leaving.account_id')
    .where('leaving.state', '=', 'open')
    .where((eb) => eb.or([eb('leaving.closes_on', '<=', today), eb('account.state', '=', 'closed')]))
    .execute()
  return rows.map((row) => row.account_id)
}

async function leaveOnTheDay(
  deps: RegisterDeps,
  accountId: string,
  now: string,
  zone: string,
): Promise<void> {
  const { db } = deps.services
  const [account, leaving] = [await accountById(db, accountId), await openLeaving(db, accountId)]
  if (!account || !leaving) return
  if (account.state === 'closed') return settleLeaving(deps, null, leaving)
  const left = await stepsLeft(deps, account)
  if (left === 0) return close(deps, null, account, leaving, leaving.reason)
  const personId = leaving.begun_by ?? (await somebodyCentral(db))
  if (personId === null) return
  await db.transaction().execute((tx) =>
    ensureDuty(tx, now, {
      key: closeKey(accountId),
      kind: 'account.close',
      title: `${account.display_name} was to be closed by now`,
      why:
        left === 1
          ? 'One step of leaving its network is not done.'
          : `${left} steps of leaving its network are not done.`,
      clause: reviewClause,
      personId,
      accountId,
      link: `/accounts/${accountId}/leave`,
      due: endOfDay(leaving.closes_on, zone),
    }),
  )
}
