/**
 * Connections that end: told of fourteen, seven and one days ahead to those who answer for the account and to whoever
 * gave the permission, and made a duty, unless they renew themselves.
 */
import { settleDuty } from '#features/duties/index.ts'
import { notify } from '#features/notices/index.ts'
import { networkName } from '#networks/known.ts'
import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { answering, wantOfAdministrator } from './hand-over/tell.ts'
import { expiryNoticeDays, noticeDue } from './rules.ts'
import './store.ts'

const key = (accountId: string): string => `connection-ends:${accountId}`

/** Tells of every connection that ends within a fortnight, at the marks that have come; each is told of once. */
export async function announceExpiring(services: Services): Promise<void> {
  const now = nowOf(services)
  const horizon = isoOf(services.clock.now().add({ hours: 24 * expiryNoticeDays }))
  await forgetRenewed(services, now, horizon)
  const ending = await services.db
    .selectFrom('connection')
    .select(['account_id as accountId', 'expires_at as expiresAt', 'told_left as told'])
    .where('state', '<>', 'reconnect')
    .where('expires_at', '>', now)
    .where('expires_at', '<=', horizon)
    .execute()
  for (const { accountId, expiresAt, told } of ending) {
    const mark = expiresAt === null ? null : noticeDue(expiresAt, told, now)
    if (expiresAt !== null && mark !== null)
      await services.db
        .transaction()
        .execute((tx) => announce(services, tx, now, { accountId, expiresAt, told, mark }))
  }
}

/** A grant that was renewed leaves the fortnight again, and nobody has to do anything. */
async function forgetRenewed(services: Services, now: string, horizon: string): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const renewed = await tx
      .updateTable('connection')
      .set((eb) => ({
        state: eb
          .case()
          .when('state', '=', 'expiring')
          .then('ok' as const)
          .else(eb.ref('state'))
          .end(),
        told_left: null,
      }))
      .where('state', '<>', 'reconnect')
      .where((eb) => eb.or([eb('state', '=', 'expiring'), eb('told_left', 'is not', null)]))
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', horizon)]))
      .returning('account_id')
      .execute()
    for (const { account_id: accountId } of renewed)
      await settleEnding(tx, now, accountId, null, 'It was renewed by itself.')
  })
}

interface Ending {
  accountId: string
  expiresAt: string
  told: number | null
  mark: number
}

async function announce(services: Services, tx: Tx, now: string, ending: Ending): Promise<void> {
  const { accountId, expiresAt, told, mark } = ending
  const marked = await tx
    .updateTable('connection')
    .set({ state: 'expiring', told_left: mark })
    .where('account_id', '=', accountId)
    .where('expires_at', '=', expiresAt)
    .where('state', '<>', 'reconnect')
    .where('told_left', 'is not distinct from', told)
    .returning('granted_by')
    .executeTakeFirst()
  if (!marked) return
  if (told === null)
    await append(tx, now, {
      kind: 'register.connection-expiring',
      actor: { system: 'register' },
      subject: `account:${accountId}`,
      accountId,
      summary: 'The connection of an account ends within fourteen days unless somebody connects it again.',
      facts: { expiresAt },
    })
  const { name, network } = await accountOf(tx, accountId)
  const title = `Connect ${name} to ${network} again`
  const why = `${network} ends the permission by itself. Connecting again keeps posts, schedule and entry as they are.`
  await wantOfAdministrator(services, tx, now, {
    key: key(accountId),
    kind: 'account.tokens',
    title,
    why,
    told: true,
    accountId,
    link: `/accounts/${accountId}`,
    due: expiresAt,
  })
  await notify(services, tx, now, {
    to: await concerned(tx, now, accountId, marked.granted_by),
    kind: 'accounts.connection',
    title: `The connection of ${name} to ${network} ends ${within[mark] ?? 'soon'}`,
    text: `${why} Doing it early loses nothing.`,
    link: `/accounts/${accountId}`,
    about: { accountId },
    urgent: mark === 1,
  })
}

const within: Readonly<Record<number, string>> = {
  14: 'within fourteen days',
  7: 'within seven days',
  1: 'within a day',
}

/** Says that a connection has ended, and makes connecting it again a duty. */
export async function tellEnded(
  services: Services,
  tx: Tx,
  at: string,
  accountId: string,
  grantedBy: string | null,
): Promise<void> {
  const { name, network } = await accountOf(tx, accountId)
  await wantOfAdministrator(services, tx, at, {
    key: key(accountId),
    kind: 'account.tokens',
    title: `Connect ${name} to ${network} again`,
    why: `${network} no longer lets Rostrum act for it, so posts wait.`,
    told: true,
    accountId,
    link: `/accounts/${accountId}`,
    due: isoOf(Temporal.Instant.from(at).add({ hours: 24 })),
  })
  await notify(services, tx, at, {
    to: await concerned(tx, at, accountId, grantedBy),
    kind: 'accounts.connection',
    title: `The connection of ${name} to ${network} has ended`,
    text: 'Posts wait until somebody connects the account again on its page. Nothing is lost by that.',
    link: `/accounts/${accountId}`,
    about: { accountId },
    urgent: true,
  })
}

/** It was connected again, disconnected, or renewed itself. */
export async function settleEnding(
  tx: Tx,
  at: string,
  accountId: string,
  by: string | null,
  how: string,
): Promise<void> {
  await settleDuty(tx, at, key(accountId), { by, how })
}

async function accountOf(tx: Tx, id: string): Promise<{ name: string; network: string }> {
  const { name, network } = await tx
    .selectFrom('account')
    .select(['display_name as name', 'network'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { name, network: networkName(network) ?? network }
}

/** Who answers for the account, and whoever gave the permission; with none of them, central communications. */
async function concerned(tx: Tx, at: string, accountId: string, grantedBy: string | null) {
  const persons = [...(await answering(tx, accountId, at)), ...(grantedBy === null ? [] : [grantedBy])]
  return persons.length > 0 ? { persons: [...new Set(persons)] } : { holdersOf: ['officer' as const] }
}
