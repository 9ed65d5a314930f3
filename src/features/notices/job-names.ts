import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'

/** Makes letters of what is due, one for each person, and digests that have come round. */
export const deliverNotices = defineJob({
  name: 'notices.deliver',
  payload: z.object({}),
  cron: '*/5 * * * *',
})

export const sendNoticeLetter = defineJob({
  name: 'notices.send-letter',
  payload: z.object({ letterId: z.uuid() }),
  retry: { limit: 8, delaySeconds: 30 },
})

/** Tries again by itself, as the other side asks, so that the queue's own tries are only for our own faults. */
export const sendToChannel = defineJob({
  name: 'notices.send-to-channel',
  payload: z.object({ messageId: z.uuid() }),
  retry: { limit: 3, delaySeconds: 60 },
})

export const cleanUpNotices = defineJob({
  name: 'notices.clean-up',
  payload: z.object({}),
  cron: '41 3 * * *',
})

export const noticeJobs = [deliverNotices, sendNoticeLetter, sendToChannel, cleanUpNotices]
