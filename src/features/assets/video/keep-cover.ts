import { entryActor, type Actor } from '#features/people/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Asset } from '../contract.ts'
import { takeIn } from '../intake.ts'
import { authoriseImages, cleanName, keepAsset } from '../keep-asset.ts'
import { assetById, assetsFor } from '../store.ts'

const edge = 1920

/**
 * Keeps the picture that stands for a video until it is played. One that was there before stays in the file store: a
 * post that is approved already goes out with it.
 */
export async function keepCover(
  services: Services,
  actor: Actor,
  id: string,
  file: { name: string; bytes: Uint8Array },
): Promise<Asset> {
  authoriseImages(actor)
  const video = await assetById(services.db, id)
  if (!video) throw new NotFound('video')
  if (!video.video) throw new Invalid('assets.no-video', 'Only a video has a picture that stands for it.')
  const name = cleanName(file.name)
  const master = await takeIn(file.bytes, name, { maxEdge: edge, moving: false })
  const cover = await keepAsset(services, actor, { kind: 'cover', name, master })
  return services.db.transaction().execute(async (tx) => {
    await tx.updateTable('asset').set({ cover_id: cover.id }).where('id', '=', id).execute()
    await append(tx, nowOf(services), {
      kind: 'assets.cover-kept',
      actor: entryActor(actor),
      subject: `asset:${id}`,
      summary: 'A video was given a picture that stands for it.',
      facts: { sha256: video.sha256, cover: cover.sha256 },
    })
    const [asset] = await assetsFor(tx, [id])
    if (!asset) throw new NotFound('video')
    return asset
  })
}
