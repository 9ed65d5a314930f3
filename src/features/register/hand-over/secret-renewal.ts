import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { daysAfter, renewDays, secretsClause } from './rules.ts'
import { dutyKeys, wantOfAdministrator } from './tell.ts'
import './tables.ts'

/** The secrets under seal that somebody knows: they put them there, or have read them since. */
export async function secretsKnownTo(tx: Tx, personId: string): Promise<{ id: string; accountId: string }[]> {
  return tx
    .selectFrom('account_secret')
    .select(['id', 'account_id as accountId'])
    .where('removed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('put_by', '=', personId),
        eb.exists(
          eb
            .selectFrom('secret_reading')
            .select('secret_reading.id')
            .whereRef('secret_reading.secret_id', '=', 'account_secret.id')
            .where('secret_reading.asked_by', '=', personId)
            .whereRef('secret_reading.read_at', '>', 'account_secret.put_at'),
        ),
      ]),
    )
    .execute()
}

const because = {
  left: 'Somebody who knew it has left.',
  'handed-over': 'The account was handed over, and whoever handed it over may know it.',
  read: 'Two people opened its seal, so it is known.',
} as const

/** Wants a secret changed on the network and put under seal anew. */
export async function wantSecretRenewal(
  services: Services,
  tx: Tx,
  at: string,
  secretId: string,
  why: keyof typeof because,
): Promise<void> {
  const secret = await tx
    .updateTable('account_secret')
    .set({ renew_since: sql<string>`coalesce(renew_since, ${at}::timestamptz)`, renew_why: why })
    .where('id', '=', secretId)
    .where('removed_at', 'is', null)
    .returning(['account_id', 'label', 'renew_since'])
    .executeTakeFirst()
  if (!secret) return
  const { display_name: account } = await tx
    .selectFrom('account')
    .select('display_name')
    .where('id', '=', secret.account_id)
    .executeTakeFirstOrThrow()
  await wantOfAdministrator(services, tx, at, {
    key: dutyKeys.secret(secretId),
    kind: 'account.secret',
    title: `Renew “${secret.label}” of ${account}`,
    why: `${because[why]} Change it on the network, then put the new one under seal.`,
    clause: secretsClause,
    accountId: secret.account_id,
    link: `/accounts/${secret.account_id}`,
    due: daysAfter(secret.renew_since ?? at, renewDays),
  })
}
