import { authorise, entryActor, maySomewhere, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { uploadLimits, type Asset, type VideoFacts } from './contract.ts'
import { takeIn, type Master } from './intake.ts'
import { assetsFor, masterFile } from './store.ts'

/** Throws `Forbidden` unless the actor works on some account's posts. Images belong to no account. */
export function authoriseImages(actor: Actor): void {
  if (!maySomewhere(actor, 'assets.upload')) authorise(actor, 'assets.upload')
}

/** Keeps an image that somebody uploads: what is in it, never the file itself. */
export async function uploadAsset(
  services: Services,
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
): Promise<Asset> {
  authoriseImages(actor)
  const name = cleanName(file.name)
  const master = await takeIn(file.bytes, name, { maxEdge: uploadLimits.edge, moving: true })
  return keepAsset(services, actor, { kind: 'upload', name, master })
}

/** The file first, then its row: whatever fails, no row points at nothing, and no file stays without a row. */
export async function keepAsset(
  services: Services,
  actor: Actor,
  { kind, name, master }: { kind: Asset['kind']; name: string; master: Master },
): Promise<Asset> {
  const { bytes, ...rest } = master
  const kept = { ...rest, kind, name, size: bytes.byteLength, video: null }
  return keepFile(services, actor, kept, (file) => services.files.put(file, bytes, master.type))
}

/** What is known of a file that is kept. */
export interface Kept extends Omit<Master, 'bytes'> {
  kind: Asset['kind']
  name: string
  size: number
  video: VideoFacts | null
}

/** As `keepAsset`, for whatever `write` puts into the file store. `kept` is read once it has. */
export async function keepFile(
  services: Services,
  actor: Actor,
  kept: Kept,
  write: (file: string) => Promise<void>,
): Promise<Asset> {
  const id = newId()
  const file = masterFile({ id, media_type: kept.type })
  await write(file)
  try {
    return await services.db.transaction().execute((tx) => keepRow(tx, nowOf(services), actor, id, kept))
  } catch (error) {
    await services.files.remove(file)
    throw error
  }
}

async function keepRow(tx: Tx, at: string, actor: Actor, id: string, kept: Kept): Promise<Asset> {
  const { kind, name, type, size, sha256, width, height, animated, removed, video } = kept
  await tx
    .insertInto('asset')
    .values({
      id,
      kind,
      name,
      media_type: type,
      bytes: size,
      sha256,
      width,
      height,
      animated,
      alt: '',
      rights: null,
      rights_note: '',
      removed: json(removed),
      focus_x: 0.5,
      focus_y: 0.5,
      uploaded_by: actor.personId,
      created_at: at,
      example: false,
      video: video && json(video),
    })
    .execute()
  if (kind === 'upload')
    await append(tx, at, {
      kind: 'assets.uploaded',
      actor: entryActor(actor),
      subject: `asset:${id}`,
      summary: video
        ? 'A video was uploaded and freed of its hidden details.'
        : 'An image was uploaded and freed of its hidden details.',
      facts: { sha256, type, removed },
      content: { name },
    })
  const [asset] = await assetsFor(tx, [id])
  if (!asset) throw new Error('An asset was written and could not be read.')
  return asset
}

/** A name to show: without folders, without what can't be seen, not endless. */
export function cleanName(given: string, unnamed = 'image'): string {
  const base = given.split(/[\\/]/).at(-1) ?? ''
  const shown = base.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return shown === '' ? unnamed : [...shown].slice(0, 120).join('')
}
