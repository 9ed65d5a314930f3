import type { Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { settleDuty } from '../hand-over/tell.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayOf } from '../reviews/rules.ts'
import type { AccountRow } from '../store.ts'
import { keepHandle } from './keep-handle.ts'
import '../life/store.ts'
import '../reviews/tables.ts'

export const closeKey = (accountId: string): string => `leaving-close:${accountId}`

/** The closing of an account is over: it is closed, or kept after all. */
export async function endLeaving(
  tx: Tx,
  at: string,
  actor: Actor | null,
  accountId: string,
  state: 'closed' | 'given-up',
): Promise<void> {
  const by = actor?.personId ?? null
  await tx
    .updateTable('leaving')
    .set({ state, ended_at: at, ended_by: by })
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .execute()
  await settleDuty(tx, at, closeKey(accountId), {
    by,
    how: state === 'closed' ? 'The account is closed.' : 'The account is kept.',
  })
}

/** In the transaction in which an account is closed, whoever closes it and however far its steps had come. */
export async function endByClosing(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor | null,
  account: AccountRow,
): Promise<void> {
  await endLeaving(tx, at, actor, account.id, 'closed')
  const kept = await tx
    .selectFrom('closing_step')
    .select('step')
    .where('account_id', '=', account.id)
    .where('step', '=', 'network')
    .executeTakeFirst()
  const zone = await zoneOf(tx)
  // The year counts from the day on which it was closed in truth.
  if (kept) await keepHandle(services, tx, at, account, dayOf(at, zone), zone)
}
