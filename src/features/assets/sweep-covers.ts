import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { masterFile, type AssetRow } from './store.ts'

/** Days from the moment that another picture was put in its place. */
const grace = 30
/** So many a night; the next night goes on. */
const most = 500

/** Which of these, images by their identifiers and captions by their digests, something of the posts still shows or proves. The posts' room answers it; this one knows no posts. */
export type NeededOf = (db: Db, names: readonly string[]) => Promise<ReadonlySet<string>>

type Cover = Pick<AssetRow, 'id' | 'media_type' | 'sha256'>

/** Pictures that stood for a video and no longer do, the last of which was replaced before then. */
async function replaced(db: Db, before: string): Promise<Cover[]> {
  const { rows } = await sql<Cover>`
    select cover.id, cover.media_type, cover.sha256 from asset cover
    where cover.kind = 'cover' and cover.created_at < ${before}
      and not exists (select 1 from asset video where video.cover_id = cover.id)
      and not exists (
        select 1 from ledger_entry kept
        cross join lateral (
          select later.at from ledger_entry later
          where later.subject = kept.subject and later.at > kept.at
            and later.kind in ('assets.cover-kept', 'assets.deleted')
          order by later.at limit 1) next
        where kept.kind = 'assets.cover-kept' and kept.body -> 'facts' ->> 'cover' = cover.sha256
          and next.at >= ${before})
    order by cover.id limit ${most}`.execute(db)
  return rows
}

/** Removes replaced covers that nothing needs any more. Answers how many. */
export async function sweepCovers(
  services: Pick<Services, 'db' | 'files' | 'clock'>,
  neededOf: NeededOf,
): Promise<number> {
  const { db } = services
  const found = await replaced(db, isoOf(services.clock.now().subtract({ hours: 24 * grace })))
  if (found.length === 0) return 0
  const needed = await neededOf(
    db,
    found.map(({ id }) => id),
  )
  let swept = 0
  for (const cover of found.filter(({ id }) => !needed.has(id))) if (await sweepOne(services, cover)) swept++
  return swept
}

async function sweepOne(services: Pick<Services, 'db' | 'files' | 'clock'>, cover: Cover): Promise<boolean> {
  const files = await services.db.transaction().execute(async (tx) => {
    const renditions = await tx
      .deleteFrom('asset_rendition')
      .where('asset_id', '=', cover.id)
      .returning('file')
      .execute()
    const gone = await tx
      .deleteFrom('asset')
      .where('id', '=', cover.id)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('asset as video').select('video.id').where('video.cover_id', '=', cover.id))),
      )
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return null
    await append(tx, nowOf(services), {
      kind: 'assets.cover-swept',
      actor: { system: 'upkeep' },
      subject: `asset:${cover.id}`,
      summary: 'A picture that no longer stands for a video, and that nothing shows, was removed.',
      facts: { sha256: cover.sha256 },
    })
    return [masterFile(cover), ...renditions.map(({ file }) => file)]
  })
  for (const file of files ?? []) await services.files.remove(file)
  return files !== null
}
