import { authorise, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { moveAccount } from '../life/move.ts'
import type { LeavingPlan, LeavingTell } from './contract.ts'
import { leavingPlan } from './plan.ts'
import { knownAccount, leavingForChange } from './store.ts'

/** The register says from now on that the account is being closed, and where to go; nothing more goes out from it. */
export async function tellRegister(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version }: LeavingTell,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const { account, leaving } = await leavingForChange(tx, accountId, version)
    if (account.state === 'closing')
      throw new Conflict('register.move', 'The register says already that this account is being closed.')
    await moveAccount(tx, at, actor, { accountId, to: 'closing', reason: leaving.reason })
  })
  return leavingPlan(deps, actor, accountId)
}
