import { authorise, type Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { moveAccount } from '../life/move.ts'
import type { LeavingEnd, LeavingPlan } from './contract.ts'
import { endLeaving } from './end.ts'
import { keepHandleNoMore } from './keep-handle.ts'
import { leavingPlan } from './plan.ts'
import { knownAccount, leavingForChange } from './store.ts'
import { tell } from './told.ts'
import { setSuccessor } from './where-to.ts'

/** The account is kept after all. What was seen to counts no more: another closing begins anew. */
export async function giveUpLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version, reason }: LeavingEnd,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const { account } = await leavingForChange(tx, accountId, version)
    await endLeaving(tx, at, actor, accountId, 'given-up')
    await tx.deleteFrom('closing_step').where('account_id', '=', accountId).execute()
    await keepHandleNoMore(tx, at, actor, accountId, 'The account stays.')
    await setSuccessor(tx, accountId, null)
    if (account.state === 'closing') await moveAccount(tx, at, actor, { accountId, to: 'active', reason })
    await tell(tx, at, actor, accountId, 'given-up', {}, reason)
  })
  return leavingPlan(deps, actor, accountId)
}
