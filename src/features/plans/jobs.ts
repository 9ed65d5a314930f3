import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { PlansDeps } from './deps.ts'
import { tendAllSeries } from './make-occurrences.ts'
import { fillQueues } from './propose.ts'
import { tendQueues } from './tick.ts'

const once = { payload: z.object({}), expiresIn: 600, retry: { limit: 0, delaySeconds: 0 } }

/** Every minute: what has lost its slot gets the next free one. */
const tend = defineJob({ name: 'plans.tend-queues', cron: '* * * * *', ...once })

/** Every ten minutes: series make their next drafts, and empty slots are filled with proposals. */
const ahead = defineJob({ name: 'plans.look-ahead', cron: '*/10 * * * *', ...once })

export const planJobs = [tend, ahead]

export async function lookAhead(deps: PlansDeps): Promise<void> {
  await tendAllSeries(deps)
  await fillQueues(deps)
}

export function handlePlanJobs(deps: PlansDeps): void {
  deps.services.jobs.handle(tend, () => tendQueues(deps))
  deps.services.jobs.handle(ahead, () => lookAhead(deps))
}
