import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { NetworkTrouble, ReconnectNeeded } from '#networks/contract.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { openAccountForChange } from './change-account.ts'
import { networkOf, unsealed, type RegisterDeps } from './connections.ts'
import type { Account, AccountClosing } from './contract.ts'
import { settleEnding } from './ending.ts'
import { settleRenewal } from './hand-over/renewals.ts'
import { endByClosing } from './leaving/end.ts'
import { moveAccount } from './life/move.ts'
import { accountById, connectionOf, type AccountRow } from './store.ts'
import { accountView } from './views.ts'

export interface DisconnectResult {
  account: Account
  toldNetwork: boolean
  say: string
}

/** Ends the access at the network, as far as it lets us, and forgets the grant here in any case. */
export async function disconnectAccount(
  deps: RegisterDeps,
  actor: Actor,
  accountId: string,
): Promise<DisconnectResult> {
  const { services } = deps
  const account = await accountById(services.db, accountId)
  if (!account) throw new NotFound('account')
  authorise(actor, 'accounts.connect', accountId)
  if (!(await connectionOf(services.db, accountId)))
    throw new Conflict('register.not-connected', 'This account is not connected.')
  const toldNetwork = await endAtNetwork(deps, account)
  const at = nowOf(services)
  const shown = await services.db.transaction().execute(async (tx) => {
    await forget(tx, at, actor, accountId, toldNetwork)
    return accountView(tx, accountId, at)
  })
  return { account: shown, toldNetwork, say: sayOf(toldNetwork) }
}

/** The closing itself; `actor` is null when a day has come that somebody had set. `left` are the steps not seen to. */
export async function closeForGood(
  deps: RegisterDeps,
  actor: Actor | null,
  accountId: string,
  input: AccountClosing,
  left: readonly string[] = [],
): Promise<Account> {
  const { services } = deps
  const before = await services.db
    .transaction()
    .execute((tx) => openAccountForChange(tx, accountId, input.version))
  const connected = (await connectionOf(services.db, accountId)) !== undefined
  const toldNetwork = connected && (await endAtNetwork(deps, before))
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const account = await openAccountForChange(tx, accountId, input.version)
    if (connected) await forget(tx, at, actor, accountId, toldNetwork)
    await moveAccount(tx, at, actor, { accountId, to: 'closed', reason: input.reason, left })
    await endByClosing(services, tx, at, actor, account)
    return accountView(tx, accountId, at)
  })
}

async function endAtNetwork(deps: RegisterDeps, account: AccountRow): Promise<boolean> {
  const { services } = deps
  const connection = await connectionOf(services.db, account.id)
  const network = networkOf(deps, account)
  if (!connection || !network.disconnect) return false
  try {
    await network.disconnect(unsealed(services, account, connection))
    return true
  } catch (error) {
    // A grant that has ended already needs no ending.
    if (error instanceof ReconnectNeeded) return true
    if (!(error instanceof NetworkTrouble)) throw error
    services.log.warn({ err: error, account: account.id }, 'a network could not be told of a disconnection')
    return false
  }
}

async function forget(tx: Tx, at: string, actor: Actor | null, accountId: string, toldNetwork: boolean) {
  await tx.deleteFrom('connection').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('connect_attempt').where('account_id', '=', accountId).execute()
  await settleRenewal(tx, at, actor, accountId, 'disconnected')
  await settleEnding(tx, at, accountId, actor?.personId ?? null, 'Disconnected.')
  await append(tx, at, {
    kind: 'register.account-disconnected',
    actor: actor ? entryActor(actor) : { system: 'register' },
    subject: `account:${accountId}`,
    accountId,
    summary: 'An account was disconnected from its network.',
    facts: { toldNetwork },
  })
}

function sayOf(toldNetwork: boolean): string {
  return toldNetwork
    ? 'Disconnected. The access has ended at the network too.'
    : 'Disconnected here. The network could not be told, so end Rostrum’s access in its settings as well.'
}
