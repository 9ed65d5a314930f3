import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { recordable } from './rules.ts'
import { screenshotFile } from './store.ts'
import type { ByHandScreenshot } from './tables.ts'

/** Days from the upload, or from when nothing could be recorded any more, whichever came last. */
const grace = 30
const most = 500
const day = 86_400_000

/** Every night: screenshots that became part of no record are removed. */
export const sweepScreenshots = defineJob({
  name: 'posts.sweep-screenshots',
  payload: z.object({}),
  cron: '51 2 * * *',
  expiresIn: 3600,
})

type Sweeping = Pick<Services, 'db' | 'files' | 'clock'>
type Unused = Pick<ByHandScreenshot, 'id' | 'publication_id' | 'media_type' | 'sha256'>

/** As long as somebody may still say that it was posted, with this screenshot, it is kept. */
async function unused({ db, clock }: Sweeping): Promise<Unused[]> {
  const before = isoOf(clock.now().subtract({ hours: 24 * grace }))
  const { rows } = await sql<Unused>`
    select shot.id, shot.publication_id, shot.media_type, shot.sha256 from by_hand_screenshot shot
    join publication on publication.id = shot.publication_id
    where shot.uploaded_at < ${before} and publication.updated_at < ${before}
      and publication.state not in (${sql.join(recordable)})
      and not exists (select 1 from by_hand_post where screenshot_id = shot.id)
      and not exists (
        select 1 from ledger_entry where subject = 'publication:' || shot.publication_id
        and body -> 'facts' ->> 'screenshot' = shot.sha256)
    order by shot.id limit ${most}`.execute(db)
  return rows
}

/** Answers how many went, those whose row was never written among them. */
export async function sweepUnusedScreenshots(services: Sweeping): Promise<number> {
  let swept = 0
  for (const shot of await unused(services)) {
    await services.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('by_hand_screenshot').where('id', '=', shot.id).execute()
      await append(tx, nowOf(services), {
        kind: 'publication.screenshot-swept',
        actor: { system: 'upkeep' },
        subject: `publication:${shot.publication_id}`,
        summary: 'A screenshot that became part of no record was removed.',
        facts: { sha256: shot.sha256 },
      })
    })
    await services.files.remove(screenshotFile(shot))
    swept++
  }
  return swept + (await sweepStrays(services))
}

/** The file is written before its row: whoever is killed between leaves it alone. The identifier tells when. */
async function sweepStrays({ db, files, clock }: Sweeping): Promise<number> {
  let swept = 0
  for await (const file of files.list()) {
    const id = /^by-hand\/([0-9a-f-]{36})\./.exec(file)?.[1]
    if (!id) continue
    const made = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    if (clock.now().epochMilliseconds - made < day) continue
    const row = await db.selectFrom('by_hand_screenshot').select('id').where('id', '=', id).executeTakeFirst()
    if (row) continue
    await files.remove(file)
    swept++
  }
  return swept
}
