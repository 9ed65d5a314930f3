import { authorise, entryActor, maySomewhere, type Actor } from '#features/people/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { uploadLimits, type Asset } from './contract.ts'
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
  const at = nowOf(services)
  const id = newId()
  const file = masterFile({ id, media_type: master.type })
  await services.files.put(file, master.bytes, master.type)
  try {
    return await services.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('asset')
        .values({
          id,
          kind,
          name,
          media_type: master.type,
          bytes: master.bytes.byteLength,
          sha256: master.sha256,
          width: master.width,
          height: master.height,
          animated: master.animated,
          alt: '',
          rights: null,
          rights_note: '',
          removed: json(master.removed),
          focus_x: 0.5,
          focus_y: 0.5,
          uploaded_by: actor.personId,
          created_at: at,
          example: false,
        })
        .execute()
      if (kind === 'upload')
        await append(tx, at, {
          kind: 'assets.uploaded',
          actor: entryActor(actor),
          subject: `asset:${id}`,
          summary: 'An image was uploaded and freed of its hidden details.',
          facts: { sha256: master.sha256, type: master.type, removed: master.removed },
          content: { name },
        })
      const [asset] = await assetsFor(tx, [id])
      if (!asset) throw new Error('An asset was written and could not be read.')
      return asset
    })
  } catch (error) {
    await services.files.remove(file)
    throw error
  }
}

/** A name to show: without folders, without what can't be seen, not endless. */
export function cleanName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? ''
  const shown = base.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return shown === '' ? 'image' : [...shown].slice(0, 120).join('')
}
