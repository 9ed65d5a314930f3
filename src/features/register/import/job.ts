import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'

export const importJob = defineJob({
  name: 'register.import',
  payload: z.object({ importId: z.uuid() }),
  expiresIn: 900,
})

/** Every minute: an import whose process died goes on in another; lists that were kept long enough are forgotten. */
export const importUpkeepJob = defineJob({
  name: 'register.import-upkeep',
  payload: z.object({}),
  cron: '* * * * *',
})
