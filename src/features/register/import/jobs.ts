import { nowOf, type Services } from '#platform/services.ts'
import { keptUntil } from './check-import.ts'
import { importJob, importUpkeepJob } from './job.ts'
import { runImport } from './run-import.ts'

export const importJobs = [importJob, importUpkeepJob]

export function handleImportJobs(services: Services): void {
  services.jobs.handle(importJob, ({ importId }) => runImport(services, importId))
  services.jobs.handle(importUpkeepJob, () => importUpkeep(services))
}

/** A step takes a second at most, and two at one import do no harm: the second finds it taken and leaves. */
const quietSeconds = 10

export async function importUpkeep(services: Services): Promise<void> {
  const now = services.clock.now()
  await services.db
    .deleteFrom('account_import')
    .where('created_at', '<', keptUntil(now))
    .where('state', '<>', 'running')
    .execute()
  const still = await services.db
    .selectFrom('account_import')
    .select('id')
    .where('state', '=', 'running')
    .where('moved_at', '<', now.subtract({ seconds: quietSeconds }).toString())
    .execute()
  for (const { id } of still) {
    services.log.warn({ import: id, at: nowOf(services) }, 'an import that stood still goes on')
    await runImport(services, id)
  }
}
