import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import type { AssetCaptionsTable } from '../store.ts'

export type CaptionsRow = Selectable<AssetCaptionsTable>

/** The forms that captions are kept in, by media type. */
export const captionTypes = { 'text/vtt': 'vtt', 'application/x-subrip': 'srt' } as const
export type CaptionType = keyof typeof captionTypes

export const isCaptionType = (type: string): type is CaptionType => type in captionTypes

/** Where one form lies: by its digest, so that other words are another file. */
export function captionFile(assetId: string, digest: string, type: CaptionType): string {
  return `captions/${assetId}/${digest}.${captionTypes[type]}`
}

export function captionFiles(row: CaptionsRow): string[] {
  return [
    captionFile(row.asset_id, row.vtt_sha256, 'text/vtt'),
    captionFile(row.asset_id, row.srt_sha256, 'application/x-subrip'),
  ]
}

export function captionsRows(db: Db | Tx, assetId: string): Promise<CaptionsRow[]> {
  return db
    .selectFrom('asset_captions')
    .selectAll()
    .where('asset_id', '=', assetId)
    .orderBy('language')
    .execute()
}

/** Captions as they were at some time, by their digest. Throws `NotFound`, never answers other bytes. */
export async function captionBytes(
  { files }: Pick<Services, 'files'>,
  assetId: string,
  digest: string,
  type: string,
): Promise<Uint8Array> {
  if (!isCaptionType(type) || !/^[0-9a-f]{64}$/.test(digest)) throw new NotFound('file')
  const file = captionFile(assetId, digest, type)
  const bytes = await files.get(file)
  if (createHash('sha256').update(bytes).digest('hex') !== digest)
    throw new Error(`The file ${file} is not what was written there.`)
  return bytes
}
