import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { RegisterDeps } from '../connections.ts'
import { runLeavings } from '../leaving/close-due.ts'
import { networkChanged, runNetworkChanged } from '../watch/network-change.ts'
import { runNetworkReviews } from '../watch/network-duties.ts'
import { runReviewLook } from './review-duties.ts'

/** Each morning, before the policy is asked: a control whose review is somebody's duty then asks for no second. */
export const lookAtReviews = defineJob({
  name: 'register.look-at-reviews',
  payload: z.object({}),
  cron: '10 4 * * *',
  expiresIn: 1_800,
})

export const reviewJobs = [networkChanged, lookAtReviews]

export function handleReviewJobs(deps: RegisterDeps): void {
  const { services } = deps
  services.jobs.handle(networkChanged, ({ changeId }) => runNetworkChanged(services, changeId))
  services.jobs.handle(lookAtReviews, async () => {
    await runReviewLook(services)
    await runNetworkReviews(services)
    await runLeavings(deps)
  })
}
