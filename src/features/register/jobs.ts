import { z } from 'zod'
import { ReconnectNeeded } from '#networks/contract.ts'
import { defineJob } from '#platform/jobs/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import type { RegisterDeps } from './connections.ts'
import { runPartsWatch, watchParts } from './hand-over/jobs.ts'
import { handleImportJobs, importJobs } from './import/jobs.ts'
import { lookAtAccounts, runAccountLook } from './life/daily.ts'
import { markReconnect, openSession } from './open-session.ts'
import { handlePublicJobs, publicJobs } from './public/jobs.ts'
import { handleReviewJobs, reviewJobs } from './reviews/jobs.ts'
import { expiryNoticeDays } from './rules.ts'

/** Every hour: connections that end soon are said in time, those that ended are shown as ended. */
export const checkConnections = defineJob({
  name: 'register.check-connections',
  payload: z.object({}),
  cron: '7 * * * *',
  expiresIn: 900,
})

export const registerJobs = [
  ...reviewJobs,
  ...publicJobs,
  ...importJobs,
  checkConnections,
  watchParts,
  lookAtAccounts,
]

/** How many connections one run opens at their networks; each comes round about once a day. */
const probes = 40

export function handleRegisterJobs(deps: RegisterDeps): void {
  deps.services.jobs.handle(checkConnections, () => runConnectionCheck(deps))
  handleImportJobs(deps.services)
  deps.services.jobs.handle(lookAtAccounts, () => runAccountLook(deps))
  handlePublicJobs(deps.services)
  handleReviewJobs(deps)
  deps.services.jobs.handle(watchParts, () => runPartsWatch(deps.services))
}

export async function runConnectionCheck(deps: RegisterDeps): Promise<void> {
  const { services } = deps
  const now = nowOf(services)
  await services.db.deleteFrom('sealed_value').where('expires_at', '<', now).execute()
  await services.db.deleteFrom('connect_attempt').where('expires_at', '<', now).execute()
  await endExpired(services, now)
  await announceExpiring(services, now)
  await probe(deps, now)
}

async function endExpired(services: Services, now: string): Promise<void> {
  const ended = await services.db
    .selectFrom('connection')
    .select(['account_id', 'granted_at'])
    .where('state', '<>', 'reconnect')
    .where('expires_at', '<=', now)
    .execute()
  for (const connection of ended)
    await markReconnect(services, connection, 'The network’s permission has run out.')
}

async function announceExpiring(services: Services, now: string): Promise<void> {
  const horizon = isoOf(services.clock.now().add({ hours: 24 * expiryNoticeDays }))
  await services.db.transaction().execute(async (tx) => {
    // A grant that was renewed may leave the window again.
    await tx
      .updateTable('connection')
      .set({ state: 'ok' })
      .where('state', '=', 'expiring')
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', horizon)]))
      .execute()
    const found = await tx
      .updateTable('connection')
      .set({ state: 'expiring' })
      .where('state', '=', 'ok')
      .where('expires_at', '<=', horizon)
      .returning(['account_id', 'expires_at'])
      .execute()
    for (const { account_id: accountId, expires_at: expiresAt } of found)
      await append(tx, now, {
        kind: 'register.connection-expiring',
        actor: { system: 'register' },
        subject: `account:${accountId}`,
        accountId,
        summary: 'The connection of an account ends within fourteen days unless somebody connects it again.',
        facts: { expiresAt },
      })
  })
}

/** Opens the connections that were looked at longest ago: an access revoked at the network is found before a post needs it. */
async function probe(deps: RegisterDeps, now: string): Promise<void> {
  const { services } = deps
  const dayAgo = isoOf(services.clock.now().subtract({ hours: 23 }))
  const waiting = await services.db
    .selectFrom('connection')
    .select('account_id')
    .where('state', '<>', 'reconnect')
    .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<', dayAgo)]))
    .orderBy('checked_at')
    .limit(probes)
    .execute()
  for (const { account_id: accountId } of waiting) {
    try {
      await openSession(deps, accountId)
    } catch (error) {
      // What ended is marked by openSession; a network in trouble is tried again tomorrow.
      if (!(error instanceof ReconnectNeeded))
        services.log.warn({ err: error, account: accountId }, 'a connection could not be checked')
    }
    await services.db
      .updateTable('connection')
      .set({ checked_at: now })
      .where('account_id', '=', accountId)
      .execute()
  }
}
