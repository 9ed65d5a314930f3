import { authorise, type Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { settleDuty } from '../hand-over/tell.ts'
import type { LeavingChange, LeavingPlan } from './contract.ts'
import { closeKey } from './end.ts'
import { leavingPlan } from './plan.ts'
import { knownAccount, leavingForChange } from './store.ts'
import { tell } from './told.ts'
import { refuseDay, setSuccessor, signpostFor } from './where-to.ts'

/** Another day, another place to send people to, other words of the last post. */
export async function changeLeaving(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
  { version, closesOn, successorId, signpost }: LeavingChange,
): Promise<LeavingPlan> {
  await knownAccount(deps, accountId)
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(deps.services)
  if (closesOn !== undefined) await refuseDay(deps, closesOn, at)
  await deps.services.db.transaction().execute(async (tx) => {
    const { account, leaving } = await leavingForChange(tx, accountId, version)
    if (successorId !== undefined) await setSuccessor(tx, accountId, successorId)
    const day = closesOn ?? leaving.closes_on
    const wordsFor = (to: string | null, until: string | null) =>
      signpostFor(tx, deps.services.config.publicUrl, account, to, until)
    // Words that nobody wrote follow the day and the place that they name.
    const untouched =
      leaving.signpost === '' ||
      leaving.signpost === (await wordsFor(account.successor_id, leaving.closes_on))
    const to = successorId === undefined ? account.successor_id : successorId
    const words = untouched ? await wordsFor(to, day) : leaving.signpost
    await tx
      .updateTable('leaving')
      .set({ closes_on: day, signpost: signpost ?? words })
      .where('id', '=', leaving.id)
      .execute()
    if (closesOn !== undefined)
      await settleDuty(tx, at, closeKey(accountId), { by: actor.personId, how: 'It has another day.' })
    await tell(tx, at, actor, accountId, 'changed', {
      ...(closesOn ? { closesOn } : {}),
      ...(successorId === undefined ? {} : { successor: successorId }),
    })
  })
  return leavingPlan(deps, actor, accountId)
}
