import type { Db, Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { AccountSecretRow } from './tables.ts'

/** What a secret of an account is bound to. */
export function secretContext(id: string): string {
  return `account-secret:${id}`
}

/** Throws `NotFound` for one that was taken away, or that is another account’s. */
export async function secretOrThrow(
  db: Db | Tx,
  accountId: string,
  secretId: string,
): Promise<AccountSecretRow> {
  const secret = await db
    .selectFrom('account_secret')
    .selectAll()
    .where('id', '=', secretId)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!secret) throw new NotFound('secret of this account')
  return secret
}
