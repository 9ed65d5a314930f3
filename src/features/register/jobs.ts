import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { RegisterDeps } from './connections.ts'
import { announceExpiring } from './ending.ts'
import { runPartsWatch, watchParts } from './hand-over/jobs.ts'
import { handleImportJobs, importJobs } from './import/jobs.ts'
import { keepAlive } from './keep-alive.ts'
import { lookAtAccounts, runAccountLook } from './life/daily.ts'
import { markReconnect } from './open-session.ts'
import { handlePublicJobs, publicJobs } from './public/jobs.ts'
import { handleReviewJobs, reviewJobs } from './reviews/jobs.ts'

/** Every hour: connections are renewed, those that end soon are said in time, those that ended are shown as ended. */
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
  // First what renews itself: nobody is told of an end that does not come.
  await keepAlive(deps)
  await endExpired(services, now)
  await announceExpiring(services)
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
