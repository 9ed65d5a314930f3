import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { Services } from '#platform/services.ts'
import { lookAtPolicy, runPolicyLook } from '../daily/look.ts'
import { askByLetter } from './letters.ts'

// Each hour of the working day, so that an edition approved at noon is asked about at noon; nobody has a letter twice.
const ask = defineJob({ name: 'policy.ask-to-acknowledge', payload: z.object({}), cron: '25 7-18 * * *' })

export const policyJobs = [ask, lookAtPolicy]

export function handlePolicyJobs(services: Services): void {
  services.jobs.handle(ask, async () => {
    await askByLetter(services)
  })
  services.jobs.handle(lookAtPolicy, () => runPolicyLook(services))
}
