import sharp from 'sharp'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import { examplePictures } from './pictures.ts'
import { actorIn, type Stage } from './stage.ts'

/** Draws the pictures and uploads them, as a person would. */
export async function loadPictures(stage: Stage): Promise<void> {
  const { services } = stage.house
  const artist = actorIn(stage, 'digital')
  for (const { key, name, alt, svg } of examplePictures) {
    const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
    const { id } = await uploadAsset(services, artist, { name, bytes })
    await describeAsset(services, artist, id, {
      alt,
      rights: 'own',
      rightsNote: 'Drawn for the example',
      people: 'none',
    })
    await services.db.updateTable('asset').set({ example: true }).where('id', '=', id).execute()
    stage.pictures.set(key, { assetId: id, alt })
  }
}
