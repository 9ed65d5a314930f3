import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'

/** Checks the lines of a list, or makes drafts of them, whichever is its turn. */
export const campaignImportJob = defineJob({
  name: 'campaigns.import',
  payload: z.object({ importId: z.uuid() }),
  expiresIn: 900,
})

/** Every minute: what stood still because its process died goes on; lists that were kept long enough are forgotten. */
export const campaignUpkeepJob = defineJob({
  name: 'campaigns.import-upkeep',
  payload: z.object({}),
  cron: '* * * * *',
})
