import type { Db } from '#platform/db/index.ts'
import { moveAccount } from './move.ts'
import '../store.ts'

/**
 * Something went out from an account at this instant: it is remembered, and one that was dormant is active again. If
 * the process dies before it gets here, the daily look puts it right. Not inside a transaction.
 */
export async function accountSpoke(db: Db, accountId: string, at: string): Promise<void> {
  const account = await db
    .updateTable('account')
    .set({ last_post_at: at })
    .where('id', '=', accountId)
    .where((eb) => eb.or([eb('last_post_at', 'is', null), eb('last_post_at', '<=', at)]))
    .returning('state')
    .executeTakeFirst()
  if (account?.state === 'dormant')
    await db
      .transaction()
      .execute((tx) => moveAccount(tx, at, null, { accountId, to: 'active', reason: 'It published again.' }))
}
