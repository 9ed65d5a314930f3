import { sql, type ColumnType, type Selectable } from 'kysely'
import type { Db, JsonColumn, Tx } from '#platform/db/index.ts'
import type {
  Asset,
  AssetPage,
  AssetQuery,
  CaptionsInfo,
  People,
  Removed,
  Rights,
  Speech,
  VideoFacts,
} from './contract.ts'

export interface AssetTable {
  id: string
  kind: Asset['kind']
  name: string
  media_type: string
  bytes: ColumnType<number | string, number, number>
  sha256: string
  width: number
  height: number
  animated: boolean
  alt: string
  rights: Rights | null
  rights_note: string
  people: ColumnType<People | null, People | null | undefined>
  people_note: ColumnType<string, string | undefined>
  removed: JsonColumn<Removed[]>
  focus_x: number
  focus_y: number
  uploaded_by: string | null
  created_at: string
  example: boolean
  video: JsonColumn<VideoFacts | null>
  cover_id: ColumnType<string | null, string | null | undefined>
  speech: ColumnType<Speech | null, Speech | null | undefined>
}
export type AssetRow = Selectable<AssetTable>

export interface AssetRenditionTable {
  asset_id: string
  recipe: string
  file: string
  media_type: string
  bytes: ColumnType<number | string, number, number>
  sha256: string
  width: number
  height: number
}
export type RenditionRow = Selectable<AssetRenditionTable>

export interface AssetCaptionsTable {
  asset_id: string
  language: string
  cues: number
  vtt_sha256: string
  srt_sha256: string
  updated_by: string | null
  updated_at: string
}

declare module '#platform/db/types.ts' {
  interface Tables {
    asset: AssetTable
    asset_rendition: AssetRenditionTable
    asset_captions: AssetCaptionsTable
  }
}

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
}

export function extensionOf(type: string): string {
  return extensions[type] ?? 'bin'
}

/** Where the master of an asset lies in the file store. */
export function masterFile(asset: Pick<AssetRow, 'id' | 'media_type'>): string {
  return `assets/${asset.id}.${extensionOf(asset.media_type)}`
}

export function assetById(db: Db | Tx, id: string): Promise<AssetRow | undefined> {
  return db.selectFrom('asset').selectAll().where('id', '=', id).executeTakeFirst()
}

function withUploader(db: Db | Tx) {
  return db
    .selectFrom('asset')
    .leftJoin('person', 'person.id', 'asset.uploaded_by')
    .selectAll('asset')
    .select(['person.name as uploader', captionsOf.as('captions')])
}

const captionsOf = sql<CaptionsInfo[]>`(
  select coalesce(json_agg(json_build_object('language', c.language, 'cues', c.cues, 'updatedAt', c.updated_at)
    order by c.language), '[]')
  from asset_captions c where c.asset_id = asset.id)`

/** These images and videos by id; unknown ids are left out. */
export async function assetsFor(db: Db | Tx, ids: readonly string[]): Promise<Asset[]> {
  if (ids.length === 0) return []
  return (await withUploader(db).where('asset.id', 'in', ids).execute()).map(assetView)
}

/** The library, newest first. */
export async function listAssets(db: Db | Tx, wanted: AssetQuery): Promise<AssetPage> {
  let query = withUploader(db).where('asset.kind', '=', 'upload')
  if (wanted.q) {
    const like = `%${wanted.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('asset.name', 'ilike', like), eb('asset.alt', 'ilike', like)]))
  }
  if (wanted.rights === 'missing') query = query.where('asset.rights', 'is', null)
  else if (wanted.rights) query = query.where('asset.rights', '=', wanted.rights)
  if (wanted.alt) query = query.where('asset.alt', '=', '')
  if (wanted.kind) query = query.where('asset.video', wanted.kind === 'video' ? 'is not' : 'is', null)
  if (wanted.captions)
    query = query
      .where(sql<boolean>`asset.video ->> 'audioCodec' is not null`)
      .where('asset.speech', 'is', null)
      .where(sql<boolean>`not exists (select 1 from asset_captions c where c.asset_id = asset.id)`)
  if (wanted.before) query = query.where('asset.id', '<', wanted.before)
  const rows = await query
    .orderBy('asset.id', 'desc')
    .limit(wanted.limit + 1)
    .execute()
  return { assets: rows.slice(0, wanted.limit).map(assetView), more: rows.length > wanted.limit }
}

function assetView(row: AssetRow & { uploader: string | null; captions: CaptionsInfo[] }): Asset {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    animated: row.animated,
    alt: row.alt,
    rights: row.rights,
    rightsNote: row.rights_note,
    people: row.people,
    peopleNote: row.people_note,
    removed: row.removed,
    focus: { x: row.focus_x, y: row.focus_y },
    uploadedBy: row.uploaded_by ? { id: row.uploaded_by, name: row.uploader ?? '' } : null,
    createdAt: row.created_at,
    example: row.example,
    video: row.video,
    coverId: row.cover_id,
    speech: row.speech,
    captions: row.captions,
  }
}
