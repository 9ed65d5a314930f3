import { authorise, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import type { Account } from '../contract.ts'
import { closeForGood } from '../disconnect.ts'
import { handedOver, requestWanted } from '../hand-over/plan.ts'
import { maySpeak } from '../life/rules.ts'
import { reviewClause } from '../reviews/rules.ts'
import type { AccountRow } from '../store.ts'
import type { ClosingInput, LeavingStep } from './contract.ts'
import { stepsOf } from './steps.ts'
import { knownAccount, leavingOf } from './store.ts'

/**
 * Closes an account for good: its entry stays to be read, its handle may be used by a new entry. Steps that are left
 * stand in the log, unless they are to keep it from being closed.
 */
export async function closeAccount(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { whenDone, ...input }: ClosingInput,
): Promise<Account> {
  const { services } = deps
  const account = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  await refuseWithoutRequest(services.db, nowOf(services), account)
  const left = await stepsLeft(deps, account)
  if (whenDone && left.length > 0)
    throw new Conflict('register.leaving-steps', 'Not every step is done yet.', {
      clause: reviewClause,
      fix: 'Load the page again and do what is left, or close the account all the same.',
    })
  return closeForGood(deps, actor, accountId, input, left)
}

/** An office that the policy names is asked before an account is closed. What it has agreed to is on its way already. */
export async function refuseWithoutRequest(db: Db, at: string, account: AccountRow): Promise<void> {
  // One that was never opened has no voice that could be missed.
  if (!maySpeak(account.state)) return
  const wanted = await requestWanted(db, at, await handedOver(db, account.id), 'close')
  if (!wanted) return
  throw new Conflict('register.leaving-request', wanted.say, {
    clause: wanted.clause,
    fix: 'Ask for it to be closed; once the offices that the clause names have agreed, go on here.',
    data: { href: wanted.href },
  })
}

/** What is still to be seen to before an account is closed; nothing for one that was never open. */
export async function stepsLeft(deps: RegisterDeps, account: AccountRow): Promise<LeavingStep[]> {
  if (!maySpeak(account.state) && account.state !== 'closing') return []
  const { db } = deps.services
  const leaving = await leavingOf(db, account)
  const closing = {
    id: account.id,
    state: account.state,
    stateSince: account.state_since,
    begunAt: leaving?.begun_at ?? nowOf(deps.services),
    postId: leaving?.post_id ?? null,
  }
  const steps = (await stepsOf(deps, db, [closing])).get(account.id) ?? []
  return steps.filter(({ done }) => !done).map(({ id }) => id)
}
