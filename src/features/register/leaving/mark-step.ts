import { authorise, type Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf } from '../reviews/rules.ts'
import type { HandStep, HandStepDone, LeavingPlan } from './contract.ts'
import { keepHandle, keepHandleNoMore } from './keep-handle.ts'
import { leavingPlan } from './plan.ts'
import { keepStep } from './steps.ts'
import { knownAccount, leavingForChange } from './store.ts'

/** Says of one step that it is done, or that it is not after all. */
export async function markLeavingStep(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  step: HandStep,
  input: HandStepDone,
): Promise<LeavingPlan> {
  const { services } = deps
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  const zone = await zoneOf(services.db)
  await services.db.transaction().execute(async (tx) => {
    const { account, leaving } = await leavingForChange(tx, accountId)
    await keepStep(tx, at, actor, accountId, step, input)
    if (step !== 'network') return
    if (input.done) await keepHandle(services, tx, at, account, leaving.closes_on ?? dayOf(at, zone), zone)
    else await keepHandleNoMore(tx, at, actor, accountId, 'The handle is not kept after all.')
  })
  return leavingPlan(deps, actor, accountId)
}
