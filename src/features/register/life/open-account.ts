import { authorise, type Actor } from '#features/people/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Account } from '../contract.ts'
import { accountForChange } from '../store.ts'
import { accountView } from '../views.ts'
import { moveAccount } from './move.ts'

/** An approved account on a network that isn't connected is open by central communications' word. */
export async function openAccount(
  services: Services,
  actor: Actor,
  accountId: string,
  reason: string,
): Promise<Account> {
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await accountForChange(tx, accountId)
    if (!row) throw new NotFound('account')
    if (row.state !== 'approved')
      throw new Conflict('register.move', 'This account is not waiting to be opened.')
    await moveAccount(tx, at, actor, { accountId, to: 'active', reason })
    return accountView(tx, accountId, at)
  })
}
