import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { Services } from '#platform/services.ts'
import { overStates } from '../life/rules.ts'
import { settleDesignation } from './designation.ts'
import { wantRenewal } from './renewals.ts'
import { administratorClause } from './rules.ts'
import { lapseReadings } from './lapse-readings.ts'
import { secretsKnownTo, wantSecretRenewal } from './secret-renewal.ts'
import { dutyKeys, settleDuty, tellPerson, wantOfAdministrator } from './tell.ts'
import { pauseUnanswered } from './unanswered.ts'

/**
 * Somebody has left: within the deed that ends their access, what they answered for is put into other hands or stopped.
 * Their parts end at this instant; whoever comes next answers first; an account left with nobody is paused and the
 * office that the policy names is asked; permissions that they gave and secrets that they knew are to be renewed.
 */
export async function accountsLeft(services: Services, tx: Tx, at: string, personId: string): Promise<void> {
  const parts = await endParts(tx, at, personId)
  const granted = await grantedBy(tx, personId)
  const secrets = await secretsKnownTo(tx, personId)
  // In one order, so that two who leave at once wait for each other instead of standing in each other's way.
  const touched = [
    ...new Set([...parts, ...granted, ...secrets.map((secret) => secret.accountId)]),
  ].toSorted()
  if (touched.length > 0)
    await tx.selectFrom('account').select('id').where('id', 'in', touched).orderBy('id').forUpdate().execute()
  for (const accountId of parts) await passOn(services, tx, at, accountId)
  await voidHandOvers(tx, at, personId)
  await lapseReadings(tx, at, { personId })
  for (const accountId of touched) {
    const waits = granted.includes(accountId) || (await renewalWaits(tx, accountId))
    if (waits) await wantRenewal(services, tx, at, accountId, 'left')
  }
  for (const { id } of secrets) await wantSecretRenewal(services, tx, at, id, 'left')
}

/** The accounts in which they had a part until now; open ones only. */
async function endParts(tx: Tx, at: string, personId: string): Promise<string[]> {
  const ended = await tx
    .updateTable('account_member')
    .set({ until: at })
    .where('person_id', '=', personId)
    // The deed may have ended them a moment ago, at this very instant.
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>=', at)]))
    .returning(['id', 'account_id', 'relation'])
    .execute()
  for (const { id, account_id: accountId, relation } of ended) {
    await settleDuty(tx, at, dutyKeys.partEnds(id), { by: null, how: 'They have left.' })
    await append(tx, at, {
      kind: 'register.member-left',
      actor: { system: 'register' },
      subject: `account:${accountId}`,
      accountId,
      summary: 'Somebody’s part in an account ended, because they have left.',
      facts: { person: personId, relation },
    })
  }
  const ids = [...new Set(ended.map((row) => row.account_id))]
  if (ids.length === 0) return []
  const open = await tx
    .selectFrom('account')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'not in', overStates)
    .execute()
  return open.map(({ id }) => id)
}

async function passOn(services: Services, tx: Tx, at: string, accountId: string): Promise<void> {
  const { first, changed } = await settleDesignation(tx, at, accountId)
  if (await pauseUnanswered(services, tx, at, accountId)) return
  const account = await tx
    .selectFrom('account')
    .select('display_name as name')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  if (first === null) return wantLasting(services, tx, at, accountId, account.name)
  if (changed)
    await tellPerson(services, tx, at, first, {
      title: `You answer first for ${account.name} now`,
      text: `Whoever answered first for ${account.name} has left. You were its deputy, so it is yours; what is due goes on as it was approved. Name another deputy if you are alone.`,
      accountId,
    })
}

/** Somebody still answers, but only until a date. */
async function wantLasting(
  services: Services,
  tx: Tx,
  at: string,
  accountId: string,
  name: string,
): Promise<void> {
  const last = await tx
    .selectFrom('account_member')
    .select((on) => on.fn.max('until').as('until'))
    .where('account_id', '=', accountId)
    .where('relation', '=', 'administrator')
    .where('until', '>', at)
    .executeTakeFirst()
  // Nobody at all, and not paused: a body that answers for itself.
  if (!last?.until) return
  await wantOfAdministrator(services, tx, at, {
    key: dutyKeys.sought(accountId),
    kind: 'account.administrator',
    title: `Find an administrator for ${name}`,
    why: 'Those who still answer for it do so only until a date. When it comes, the account is paused.',
    clause: administratorClause,
    accountId,
    link: `/accounts/${accountId}`,
    due: last.until,
  })
}

async function grantedBy(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('connection')
    .select('account_id')
    .where('granted_by', '=', personId)
    .execute()
  return rows.map((row) => row.account_id)
}

async function renewalWaits(tx: Tx, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('connection_renewal')
    .select('id')
    .where('account_id', '=', accountId)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A hand-over to somebody who has left can't be confirmed any more. */
async function voidHandOvers(tx: Tx, at: string, personId: string): Promise<void> {
  const gone = await tx
    .updateTable('hand_over')
    .set({ state: 'void', settled_at: at })
    .where('to_person', '=', personId)
    .where('state', '=', 'open')
    .returning('id')
    .execute()
  for (const { id } of gone)
    await settleDuty(tx, at, dutyKeys.takeOver(id), { by: null, how: 'Whoever was to take over has left.' })
}
