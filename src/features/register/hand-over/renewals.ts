import { mayAnywhere, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { Services } from '#platform/services.ts'
import type { Renewal } from './contract.ts'
import { daysAfter, renewDays, secretsClause } from './rules.ts'
import { dutyKeys, settleDuty, wantOfAdministrator } from './tell.ts'
import './tables.ts'

/**
 * Wants an account connected again by somebody who is here, because whoever gave the network's permission is not, or
 * no longer answers for it. The connection goes on working until then, as far as the network lets it.
 */
export async function wantRenewal(
  services: Services,
  tx: Tx,
  at: string,
  accountId: string,
  why: Renewal['why'],
): Promise<boolean> {
  const row = await tx
    .selectFrom('connection')
    .innerJoin('account', 'account.id', 'connection.account_id')
    .select(['account.display_name', 'connection.granted_by', 'connection.granted_at'])
    .where('connection.account_id', '=', accountId)
    .executeTakeFirst()
  if (!row?.granted_by) return false
  const made = await tx
    .insertInto('connection_renewal')
    .values({
      id: newId(),
      account_id: accountId,
      person_id: row.granted_by,
      granted_at: row.granted_at,
      why,
      since: at,
    })
    .onConflict((on) => on.column('account_id').where('settled_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  const { since } = await tx
    .selectFrom('connection_renewal')
    .select('since')
    .where('account_id', '=', accountId)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  await wantOfAdministrator(services, tx, at, {
    key: dutyKeys.connection(accountId),
    kind: 'account.tokens',
    title: `Connect ${row.display_name} again`,
    why:
      why === 'left'
        ? 'Whoever gave Rostrum the network’s permission has left. It may end without warning, and it is theirs.'
        : 'The network’s permission was given by whoever handed the account over.',
    clause: secretsClause,
    accountId,
    link: `/accounts/${accountId}`,
    due: daysAfter(since, renewDays),
  })
  if (made)
    await append(tx, at, {
      kind: 'register.connection-renewal-wanted',
      actor: { system: 'register' },
      subject: `account:${accountId}`,
      accountId,
      summary: 'The connection of an account is to be renewed by somebody who is here.',
      facts: { grantedBy: row.granted_by, grantedAt: row.granted_at, why },
    })
  return made !== undefined
}

/** The account was connected anew, or is not connected any more: nothing is left to renew. */
export async function settleRenewal(
  tx: Tx,
  at: string,
  actor: Actor | null,
  accountId: string,
  how: 'connected' | 'disconnected',
): Promise<void> {
  const by = actor?.personId ?? null
  await tx
    .updateTable('connection_renewal')
    .set({ settled_at: at, settled_by: by, how })
    .where('account_id', '=', accountId)
    .where('settled_at', 'is', null)
    // Whoever gave the old permission may still be here until their last day: theirs again renews nothing.
    .$if(how === 'connected' && by !== null, (query) => query.where('person_id', '<>', by ?? ''))
    .execute()
  const open = await tx
    .selectFrom('connection_renewal')
    .select('id')
    .where('account_id', '=', accountId)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (open) return
  await settleDuty(tx, at, dutyKeys.connection(accountId), {
    by,
    how: how === 'connected' ? 'Connected again.' : 'Disconnected.',
  })
}

/** The connections that wait to be renewed, of the accounts that this person may connect. */
export async function openRenewals(db: Db, actor: Actor, accountId?: string): Promise<Renewal[]> {
  let query = db
    .selectFrom('connection_renewal')
    .innerJoin('account', 'account.id', 'connection_renewal.account_id')
    .innerJoin('person', 'person.id', 'connection_renewal.person_id')
    .select([
      'account.id as accountId',
      'account.display_name as account',
      'account.handle',
      'account.network',
      'person.name as grantedBy',
      'connection_renewal.granted_at as grantedAt',
      'connection_renewal.why',
      'connection_renewal.since',
    ])
    .where('connection_renewal.settled_at', 'is', null)
    .orderBy('connection_renewal.since')
  if (accountId !== undefined) query = query.where('account.id', '=', accountId)
  if (!mayAnywhere(actor, 'estate.read')) {
    const own = actor.accounts.map((held) => held.accountId)
    if (own.length === 0) return []
    query = query.where('account.id', 'in', own)
  }
  return query.execute()
}
