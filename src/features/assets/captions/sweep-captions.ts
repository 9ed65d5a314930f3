import { sql } from 'kysely'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import type { NeededOf } from '../sweep-covers.ts'
import { captionFile, isCaptionType, captionTypes, type CaptionType } from './store.ts'

type Parts = Pick<Services, 'db' | 'files' | 'clock'>

/** Days from the moment that the captions of a video last changed. */
const grace = 30
const batch = 500

interface File {
  assetId: string
  digest: string
  type: CaptionType
}

const named = /^captions\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\/([0-9a-f]{64})\.(\w+)$/
const typeOf = new Map(
  Object.entries(captionTypes).flatMap(([type, ending]) => (isCaptionType(type) ? [[ending, type]] : [])),
) as ReadonlyMap<string, CaptionType>

/** Removes captions that a video no longer has and nothing names any more, in either form. Answers how many files. */
export async function sweepCaptions(services: Parts, neededOf: NeededOf): Promise<number> {
  let swept = 0
  let files: File[] = []
  const flush = async () => {
    swept += await sweepThese(services, files, neededOf)
    files = []
  }
  for await (const name of services.files.list()) {
    const [, assetId = '', digest = '', ending = ''] = named.exec(name) ?? []
    const type = typeOf.get(ending)
    if (type) files.push({ assetId, digest, type })
    if (files.length >= batch) await flush()
  }
  await flush()
  return swept
}

async function sweepThese(services: Parts, files: readonly File[], neededOf: NeededOf): Promise<number> {
  const old = await replaced(services, files)
  if (old.length === 0) return 0
  const needed = await neededOf(
    services.db,
    old.map(({ digest }) => digest),
  )
  let swept = 0
  for (const file of old) if (!needed.has(file.digest) && (await sweepOne(services, file))) swept++
  return swept
}

/** Those of these files that their video does not have, where its captions have been the same for long enough. */
async function replaced({ db, clock }: Parts, files: readonly File[]): Promise<File[]> {
  if (files.length === 0) return []
  const before = isoOf(clock.now().subtract({ hours: 24 * grace }))
  const { rows } = await sql<File>`
    select f.* from jsonb_to_recordset(${JSON.stringify(files)}::text::jsonb)
      as f ("assetId" text, digest text, type text)
    join asset video on video.id = f."assetId"::uuid
    where video.created_at < ${before}
      and not exists (select 1 from asset_captions c
        where c.asset_id = video.id and f.digest in (c.vtt_sha256, c.srt_sha256))
      and not exists (select 1 from ledger_entry e
        where e.subject = 'asset:' || video.id and e.at >= ${before}
          and e.kind in ('assets.captions-kept', 'assets.captions-dropped'))`.execute(db)
  return rows
}

async function stands({ db }: Pick<Services, 'db'>, { assetId, digest }: File): Promise<boolean> {
  const row = await db
    .selectFrom('asset_captions')
    .select('language')
    .where('asset_id', '=', assetId)
    .where((eb) => eb.or([eb('vtt_sha256', '=', digest), eb('srt_sha256', '=', digest)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function sweepOne(services: Parts, file: File): Promise<boolean> {
  const { db, files } = services
  const name = captionFile(file.assetId, file.digest, file.type)
  const bytes = await files.get(name).catch((error: unknown) => {
    if (error instanceof NotFound) return null
    throw error
  })
  if (bytes === null || (await stands({ db }, file))) return false
  await db.transaction().execute((tx) =>
    append(tx, nowOf(services), {
      kind: 'assets.captions-swept',
      actor: { system: 'upkeep' },
      subject: `asset:${file.assetId}`,
      summary: 'Captions that a video no longer has, and that nothing shows, were removed.',
      facts: { sha256: file.digest, type: file.type },
    }),
  )
  await files.remove(name)
  // The same words may just have been kept again: whoever did looks after us whether the file is there.
  if (!(await stands({ db }, file))) return true
  await files.put(name, bytes, file.type)
  return false
}
