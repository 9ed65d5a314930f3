import type { Db } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { closeForGood } from '../disconnect.ts'
import { centralRole, ensureDuty } from '../hand-over/tell.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf, endOfDay, reviewClause } from '../reviews/rules.ts'
import { accountById } from '../store.ts'
import { stepsLeft } from './close-account.ts'
import { closeKey } from './end.ts'
import { leavingOf } from './store.ts'

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

async function due(db: Db, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('leaving')
    .select('account_id')
    .where('state', '=', 'open')
    .where('closes_on', '<=', today)
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
  const account = await accountById(db, accountId)
  const leaving = account && (await leavingOf(db, account))
  if (!leaving || leaving.closes_on === null) return
  const left = (await stepsLeft(deps, account)).length
  if (left === 0) {
    await closeForGood(deps, null, accountId, { version: account.version, reason: leaving.reason })
    return
  }
  const role = await centralRole(db)
  const whose = leaving.begun_by ? { personId: leaving.begun_by } : role && { role }
  if (!whose) return
  const due = endOfDay(leaving.closes_on, zone)
  await db.transaction().execute((tx) =>
    ensureDuty(deps.services, tx, now, {
      key: closeKey(accountId),
      kind: 'account.close',
      title: `${account.display_name} was to be closed by now`,
      why: left === 1 ? 'One step of closing it is not done.' : `${left} steps of closing it are not done.`,
      clause: reviewClause,
      ...whose,
      accountId,
      link: `/accounts/${accountId}/leave`,
      due,
    }),
  )
}
