import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { Account, AccountPause } from '../contract.ts'
import { accountById } from '../store.ts'
import { accountView } from '../views.ts'

/** Stops everything that would go out from an account, with a reason, until somebody lets it go on. */
export async function pauseAccount(
  services: Services,
  actor: Actor,
  accountId: string,
  input: AccountPause,
): Promise<Account> {
  await needToKnow(services, actor, accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    if (!(await pause(tx, at, actor, accountId, input.reason)))
      throw new Conflict('register.paused-already', 'This account is paused already.')
    return accountView(tx, accountId, at)
  })
}

/** Lets things go out from an account again. */
export async function resumeAccount(services: Services, actor: Actor, accountId: string): Promise<Account> {
  await needToKnow(services, actor, accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    if (!(await resume(tx, at, actor, accountId)))
      throw new Conflict('register.not-paused', 'This account is not paused.')
    return accountView(tx, accountId, at)
  })
}

async function needToKnow(services: Services, actor: Actor, accountId: string): Promise<void> {
  if (!(await accountById(services.db, accountId))) throw new NotFound('account')
  authorise(actor, 'accounts.edit', accountId)
}

/** Pauses within a deed; `actor` is null when Rostrum itself does. False when it was paused already. */
export async function pause(
  tx: Tx,
  at: string,
  actor: Actor | null,
  accountId: string,
  reason: string,
): Promise<boolean> {
  const row = await openAccountForChange(tx, accountId)
  if (row.paused_at !== null) return false
  await tx
    .updateTable('account')
    .set({
      paused_at: at,
      paused_by: actor?.personId ?? null,
      pause_reason: reason,
      version: row.version + 1,
    })
    .where('id', '=', accountId)
    .execute()
  await append(tx, at, {
    kind: 'register.account-paused',
    actor: actor ? entryActor(actor) : { system: 'register' },
    subject: `account:${accountId}`,
    accountId,
    summary: 'An official account was paused: nothing is sent from it.',
    content: { reason },
  })
  return true
}

/** Ends a pause within a deed. False when there was none. */
export async function resume(tx: Tx, at: string, actor: Actor | null, accountId: string): Promise<boolean> {
  const row = await openAccountForChange(tx, accountId)
  if (row.paused_at === null) return false
  await tx
    .updateTable('account')
    .set({ paused_at: null, paused_by: null, pause_reason: null, version: row.version + 1 })
    .where('id', '=', accountId)
    .execute()
  await append(tx, at, {
    kind: 'register.account-resumed',
    actor: actor ? entryActor(actor) : { system: 'register' },
    subject: `account:${accountId}`,
    accountId,
    summary: 'The pause of an official account ended.',
    facts: { since: row.paused_at },
  })
  return true
}
