import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { Services } from '#platform/services.ts'
import { remindOfDuties } from './remind.ts'

const remind = defineJob({ name: 'duties.remind', payload: z.object({}), cron: '12 * * * *' })

export const dutyJobs = [remind]

export function handleDutyJobs(services: Services): void {
  services.jobs.handle(remind, async () => {
    await remindOfDuties(services)
  })
}
