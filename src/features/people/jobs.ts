import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { deliverLetter, sendLetter } from './letters.ts'
import { after, signInRules } from './rules.ts'

const cleanUp = defineJob({ name: 'people.clean-up', payload: z.object({}), cron: '17 * * * *' })

export const peopleJobs = [cleanUp, sendLetter]

export function handlePeopleJobs(services: Services): void {
  services.jobs.handle(cleanUp, async () => removeWhatIsOver(services))
  services.jobs.handle(sendLetter, async ({ sealed }) => deliverLetter(services, sealed))
}

/** Sessions, links, tries and kept answers whose time is over. */
export async function removeWhatIsOver(services: Services): Promise<void> {
  const now = nowOf(services)
  const { db } = services
  const idle = after(now, { hours: -signInRules.idleHours })
  await db
    .deleteFrom('session')
    .where((where) => where.or([where('expires_at', '<=', now), where('seen_at', '<=', idle)]))
    .execute()
  await db
    .deleteFrom('sign_in_attempt')
    .where('last_at', '<', after(now, { hours: -24 }))
    .execute()
  await db
    .deleteFrom('invitation')
    .where('expires_at', '<', after(now, { hours: -30 * 24 }))
    .execute()
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', after(now, { hours: -24 }))
    .execute()
}
