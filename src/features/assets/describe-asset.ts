import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Asset, AssetChange } from './contract.ts'
import { authoriseImages } from './keep-asset.ts'
import { captionFiles } from './captions/store.ts'
import { assetById, assetsFor, masterFile, type AssetRow } from './store.ts'

/** Says what an image shows, why we may use it, and where its middle is. A declaration of rights is recorded. */
export async function describeAsset(
  services: Services,
  actor: Actor,
  id: string,
  change: AssetChange,
): Promise<Asset> {
  authoriseImages(actor)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const before = await assetById(tx, id)
    if (!before) throw new NotFound('image')
    const after = {
      name: change.name ?? before.name,
      alt: change.alt ?? before.alt,
      rights: change.rights === undefined ? before.rights : change.rights,
      rights_note: change.rightsNote ?? before.rights_note,
      people: change.people === undefined ? before.people : change.people,
      people_note: change.peopleNote ?? before.people_note,
      focus_x: change.focus?.x ?? before.focus_x,
      focus_y: change.focus?.y ?? before.focus_y,
      speech: change.speech === undefined ? before.speech : change.speech,
    }
    await tx.updateTable('asset').set(after).where('id', '=', id).execute()
    if (after.rights !== before.rights || after.rights_note !== before.rights_note)
      await append(tx, at, {
        kind: 'assets.rights-declared',
        actor: entryActor(actor),
        subject: `asset:${id}`,
        summary: 'Somebody declared why an image may be used.',
        facts: { sha256: before.sha256, rights: after.rights, before: before.rights },
        content: { note: after.rights_note },
      })
    if (after.people !== before.people || after.people_note !== before.people_note)
      await append(tx, at, {
        kind: 'assets.people-declared',
        actor: entryActor(actor),
        subject: `asset:${id}`,
        summary: 'Somebody declared who can be made out in an image.',
        facts: { sha256: before.sha256, people: after.people, before: before.people },
        content: { note: after.people_note },
      })
    if (after.speech !== before.speech)
      await append(tx, at, {
        kind: 'assets.speech-declared',
        actor: entryActor(actor),
        subject: `asset:${id}`,
        summary: 'Somebody declared whether a video needs captions.',
        facts: { sha256: before.sha256, speech: after.speech, before: before.speech },
      })
    const [asset] = await assetsFor(tx, [id])
    if (!asset) throw new NotFound('image')
    return asset
  })
}

/** How many posts use an image. The posts' room answers it; this one knows no posts. */
export type UsesOf = (db: Db, assetId: string) => Promise<number>

/** Deletes an image that no post uses. Whoever uploaded it may, and central communications. */
export async function deleteAsset(
  services: Services,
  actor: Actor,
  id: string,
  usesOf: UsesOf,
): Promise<void> {
  authoriseImages(actor)
  const asset = await assetById(services.db, id)
  if (!asset) throw new NotFound('image')
  if (asset.uploaded_by !== actor.personId) authorise(actor, 'assets.upload')
  const uses = await usesOf(services.db, id)
  if (uses > 0)
    throw new Conflict(
      'assets.in-use',
      `This image is used in ${uses === 1 ? 'one post' : `${uses} posts`}.`,
      {
        fix: 'Take it out of the posts that are not out yet. What was published stays as proof.',
      },
    )
  const at = nowOf(services)
  const files = await services.db.transaction().execute(async (tx) => {
    const gone = await deleteRows(tx, asset)
    await append(tx, at, {
      kind: 'assets.deleted',
      actor: entryActor(actor),
      subject: `asset:${id}`,
      summary: asset.video
        ? 'A video that no post used was deleted.'
        : 'An image that no post used was deleted.',
      facts: { sha256: asset.sha256 },
    })
    return gone
  })
  for (const file of files) await services.files.remove(file)
}

/** Answers the files of what was deleted: of a video its captions and the picture that stands for it too. */
async function deleteRows(tx: Tx, asset: AssetRow): Promise<Set<string>> {
  const cover = asset.cover_id === null ? undefined : await assetById(tx, asset.cover_id)
  const rows = cover ? [asset, cover] : [asset]
  const ids = rows.map((row) => row.id)
  const renditions = await tx
    .deleteFrom('asset_rendition')
    .where('asset_id', 'in', ids)
    .returning('file')
    .execute()
  const captions = await tx
    .deleteFrom('asset_captions')
    .where('asset_id', '=', asset.id)
    .returningAll()
    .execute()
  await tx.deleteFrom('asset').where('id', 'in', ids).execute()
  return new Set([
    ...rows.map(masterFile),
    ...renditions.map((row) => row.file),
    ...captions.flatMap(captionFiles),
  ])
}
