import { nowOf } from '#platform/services.ts'
import type { CampaignDeps } from '../deps.ts'
import { checkLines } from './check-lines.ts'
import { importLimits } from './contract.ts'
import { campaignImportJob, campaignUpkeepJob } from './job.ts'
import { makeDrafts } from './make-drafts.ts'

export const campaignJobs = [campaignImportJob, campaignUpkeepJob]

export function handleCampaignJobs(deps: CampaignDeps): void {
  deps.services.jobs.handle(campaignImportJob, ({ importId }) => moveImport(deps, importId))
  deps.services.jobs.handle(campaignUpkeepJob, () => importUpkeep(deps))
}

/** Each of the two does nothing when it is not its turn. */
export async function moveImport(deps: CampaignDeps, importId: string): Promise<void> {
  await checkLines(deps, importId)
  await makeDrafts(deps, importId)
}

/** A step takes seconds at most, and two at one import do no harm: a line is made by one of them alone. */
const quietSeconds = 20

/** Minutes after which an import that fails at each try is given up. */
const patience = 10

export async function importUpkeep(deps: CampaignDeps): Promise<void> {
  const { services } = deps
  const now = services.clock.now()
  await services.db
    .deleteFrom('campaign_import')
    .where('created_at', '<', now.subtract({ hours: 24 * importLimits.keptDays }).toString())
    .where('state', '<>', 'running')
    .execute()
  const still = await services.db
    .selectFrom('campaign_import')
    .select(['id', 'moved_at'])
    .where('state', 'in', ['checking', 'running'])
    .where('moved_at', '<', now.subtract({ seconds: quietSeconds }).toString())
    .execute()
  const givenUp = now.subtract({ minutes: patience }).toString()
  for (const { id, moved_at: movedAt } of still) {
    services.log.warn({ import: id, at: nowOf(services) }, 'an import of posts that stood still goes on')
    try {
      await moveImport(deps, id)
    } catch (err) {
      // Others behind it have done nothing wrong.
      services.log.error({ err, import: id }, 'an import of posts failed')
      if (movedAt !== null && movedAt < givenUp) await giveUp(deps, id)
    }
  }
}

/** What fails again and again is said, and no longer tried. */
async function giveUp({ services }: CampaignDeps, id: string): Promise<void> {
  const fault =
    'A line of this list can’t be read, so it stopped there. Its drafts stay. Take that line out of the file and bring the rest in as another list, or ask your administrator to look into the log.'
  await services.db
    .updateTable('campaign_import')
    .set({ state: 'stopped', fault })
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'running'])
    .execute()
}
