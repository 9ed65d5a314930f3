import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { Services } from '#platform/services.ts'
import { sweepCovers, type NeededOf } from './sweep-covers.ts'
import { sweepCaptions } from './captions/sweep-captions.ts'
import { clearSpool } from './video/spool.ts'

/** Every night: files whose row was never written, or is gone, pictures that stand for no video and captions that no video has are removed. */
export const sweepFiles = defineJob({
  name: 'assets.sweep-files',
  payload: z.object({}),
  cron: '41 2 * * *',
  expiresIn: 3600,
})

export const assetJobs = [sweepFiles]

export function handleAssetJobs(services: Services, neededOf: NeededOf): void {
  services.jobs.handle(sweepFiles, async () => {
    const covers = await sweepCovers(services, neededOf)
    const captions = await sweepCaptions(services, neededOf)
    const removed = await sweep(services)
    const givenUp = await services.files.clearGivenUp(services.clock.now().epochMilliseconds - day)
    if (removed + covers + captions + givenUp > 0)
      services.log.info({ removed, covers, captions, givenUp }, 'files that nothing needs were removed')
    await clearSpool(services)
  })
}

const named = /^(?:assets|renditions|captions)\/([0-9a-f-]{36})[./]/
const batch = 500
const day = 86_400_000

/** Answers how many files went. */
export async function sweep(services: Pick<Services, 'db' | 'files' | 'clock'>): Promise<number> {
  let removed = 0
  let files: { file: string; id: string }[] = []
  const flush = async () => {
    if (files.length === 0) return
    const rows = await services.db
      .selectFrom('asset')
      .select('id')
      .where('id', 'in', [...new Set(files.map((each) => each.id))])
      .execute()
    const known = new Set(rows.map((row) => row.id))
    for (const { file } of files.filter((each) => !known.has(each.id))) {
      await services.files.remove(file)
      removed++
    }
    files = []
  }
  for await (const file of services.files.list()) {
    const id = named.exec(file)?.[1]
    // An upload that is being kept just now has its file before its row; the identifier tells when it began.
    if (!id || services.clock.now().epochMilliseconds - madeAt(id) < day) continue
    files.push({ file, id })
    if (files.length >= batch) await flush()
  }
  await flush()
  return removed
}

/** The milliseconds since 1970 in a UUID of version 7. */
function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
