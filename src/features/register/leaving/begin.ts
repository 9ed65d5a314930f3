import { authorise, type Actor } from '#features/people/index.ts'
import { isUniqueViolation } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { RegisterDeps } from '../connections.ts'
import { settleDuty } from '../hand-over/tell.ts'
import { maySpeak } from '../life/rules.ts'
import { reviewKeys } from '../reviews/review-duties.ts'
import { refuseWithoutRequest } from './close-account.ts'
import type { LeavingInput, LeavingPlan } from './contract.ts'
import { leavingPlan } from './plan.ts'
import { knownAccount, writeLeaving } from './store.ts'
import { tell } from './told.ts'
import { refuseDay, setSuccessor, signpostFor } from './where-to.ts'

/** Begins to close an account step by step. Nothing happens to the account yet. */
export async function beginLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  input: LeavingInput,
): Promise<LeavingPlan> {
  const { services } = deps
  const known = await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(services)
  await refuseWithoutRequest(services.db, at, known)
  const { reason, closesOn, successorId } = input
  await refuseDay(deps, closesOn, at)
  const signpost = await signpostFor(services.db, services.config.publicUrl, known, successorId, closesOn)
  try {
    await services.db.transaction().execute(async (tx) => {
      const { state } = await openAccountForChange(tx, accountId)
      if (state === 'closing') throw begunAlready()
      if (!maySpeak(state))
        throw new Conflict(
          'register.move',
          'Only an account that is active or dormant is closed step by step.',
        )
      await setSuccessor(tx, accountId, successorId)
      await writeLeaving(tx, {
        account_id: accountId,
        reason,
        closes_on: closesOn,
        signpost,
        begun_by: actor.personId,
        begun_at: at,
      })
      await settleDuty(tx, at, reviewKeys.follow(accountId), {
        by: actor.personId,
        how: 'Its closing has begun.',
      })
      await tell(tx, at, actor, accountId, 'begun', { closesOn, successor: successorId }, reason)
    })
  } catch (error) {
    if (isUniqueViolation(error, 'leaving_open')) throw begunAlready()
    throw error
  }
  return leavingPlan(deps, actor, accountId)
}

const begunAlready = () =>
  new Conflict('register.leaving-begun', 'Somebody has begun this already.', {
    fix: 'Load the page again and go on where they are.',
  })
