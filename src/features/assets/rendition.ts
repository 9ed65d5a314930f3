import { createHash } from 'node:crypto'
import type { Sharp } from 'sharp'
import { Invalid, NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { encoders, imaging, reading, whenRoom } from './imaging.ts'
import { sha256 } from './intake.ts'
import { pixelsOf, recipeKey, type Recipe } from './rules.ts'
import { assetById, extensionOf, masterFile, type AssetRow, type RenditionRow } from './store.ts'

/** An image in the form that somebody asked for. */
export interface Rendition {
  assetId: string
  sha256: string
  bytes: number
  mediaType: string
  width: number
  height: number
  /** Its name in the file store. */
  file: string
}

type Keeping = Pick<Services, 'db' | 'files'>

interface Written {
  bytes: Uint8Array
  type: string
  width: number
  height: number
}

/**
 * An image in the form a network takes. The same image and recipe give the same bytes: they are made once and kept.
 * Never call it inside a transaction. Throws `NotFound`, or `Invalid` when no form of it can be small enough.
 */
export async function rendition(services: Keeping, assetId: string, recipe: Recipe): Promise<Rendition> {
  const key = recipeKey(recipe)
  const kept = await services.db
    .selectFrom('asset_rendition')
    .selectAll()
    .where('asset_id', '=', assetId)
    .where('recipe', '=', key)
    .executeTakeFirst()
  if (kept) return renditionView(kept)
  const asset = await assetById(services.db, assetId)
  if (!asset) throw new NotFound('image')
  const row = fitsAsItIs(asset, recipe)
    ? { ...pick(asset), file: masterFile(asset) }
    : await write(services, asset, recipe, key)
  await services.db
    .insertInto('asset_rendition')
    .values({ asset_id: assetId, recipe: key, ...row })
    .onConflict((on) => on.doNothing())
    .execute()
  const found = await services.db
    .selectFrom('asset_rendition')
    .selectAll()
    .where('asset_id', '=', assetId)
    .where('recipe', '=', key)
    .executeTakeFirst()
  if (!found) throw new NotFound('image')
  return renditionView(found)
}

/** The bytes of a form that `rendition` gave, by their digest. Throws `NotFound`, never answers other bytes. */
export async function renditionBytes(
  services: Keeping,
  assetId: string,
  digest: string,
): Promise<Uint8Array> {
  const row = await services.db
    .selectFrom('asset_rendition')
    .select('file')
    .where('asset_id', '=', assetId)
    .where('sha256', '=', digest)
    .executeTakeFirst()
  if (!row) throw new NotFound('image in this form')
  const bytes = await services.files.get(row.file)
  if (sha256(bytes) !== digest) throw new Error(`The file ${row.file} is not what was written there.`)
  return bytes
}

function pick(
  asset: AssetRow,
): Omit<RenditionRow, 'asset_id' | 'recipe' | 'file' | 'bytes'> & { bytes: number } {
  const { media_type, sha256: digest, width, height } = asset
  return { media_type, bytes: Number(asset.bytes), sha256: digest, width, height }
}

function renditionView(row: RenditionRow): Rendition {
  return {
    assetId: row.asset_id,
    sha256: row.sha256,
    bytes: Number(row.bytes),
    mediaType: row.media_type,
    width: row.width,
    height: row.height,
    file: row.file,
  }
}

/** Only a GIF is known to move wherever GIFs are taken; a WebP that moves would stand still on some networks unsaid. */
function keepsMoving(asset: AssetRow, recipe: Recipe): boolean {
  return asset.animated && asset.media_type === 'image/gif' && recipe.types.includes('image/gif')
}

function fitsAsItIs(asset: AssetRow, recipe: Recipe): boolean {
  return (
    !recipe.crop &&
    (!asset.animated || keepsMoving(asset, recipe)) &&
    recipe.types.includes(asset.media_type) &&
    Number(asset.bytes) <= recipe.maxBytes &&
    Math.max(asset.width, asset.height) <= recipe.maxEdge
  )
}

async function write(services: Keeping, asset: AssetRow, recipe: Recipe, key: string) {
  const master = await services.files.get(masterFile(asset))
  const made = await whenRoom(async () => {
    const moving = keepsMoving(asset, recipe) ? await fit(master, asset, recipe, ['image/gif']) : null
    return moving ?? (await fit(master, asset, recipe, stillTypes(asset, recipe)))
  })
  if (!made)
    throw new Invalid('assets.cannot-fit', `“${asset.name}” can’t be made small enough for this network.`, {
      fix: 'Choose a simpler picture, or crop it.',
    })
  const name = createHash('sha256').update(key).digest('hex').slice(0, 24)
  const file = `renditions/${asset.id}/${name}.${extensionOf(made.type)}`
  await services.files.put(file, made.bytes, made.type)
  return {
    file,
    media_type: made.type,
    bytes: made.bytes.byteLength,
    sha256: sha256(made.bytes),
    width: made.width,
    height: made.height,
  }
}

/** The types to try at one size, best first: drawings and transparency stay sharp where there is room for them. */
function stillTypes(asset: AssetRow, { types }: Recipe): string[] {
  const best = (...order: string[]) => order.find((type) => types.includes(type))
  const wanted =
    asset.media_type === 'image/jpeg'
      ? [best('image/jpeg', 'image/webp', 'image/png')]
      : [best('image/png'), best('image/webp', 'image/jpeg', 'image/png')]
  return [...new Set(wanted.filter((type) => type !== undefined))]
}

const qualities = [90, 80, 68, 55]
const smallest = 160

async function fit(
  master: Uint8Array,
  asset: AssetRow,
  recipe: Recipe,
  types: string[],
): Promise<Written | null> {
  const sharp = await imaging()
  const moving = types[0] === 'image/gif'
  const opened = sharp(master, { ...reading, animated: moving })
  const crop = recipe.crop ? pixelsOf(recipe.crop, asset.width, asset.height) : null
  const cropped = crop ? opened.extract(crop) : opened
  const longest = Math.max(crop?.width ?? asset.width, crop?.height ?? asset.height)
  for (let edge = Math.min(recipe.maxEdge, longest); edge >= 1;) {
    const sized = cropped
      .clone()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    let lightest = Infinity
    for (const type of types) {
      const tried = await encodeWithin(sized, type, recipe.maxBytes)
      if (typeof tried !== 'number') return tried
      lightest = Math.min(lightest, tried)
    }
    if (edge <= smallest) return null
    // Bytes go with the area: one well-judged step instead of many small ones, each of which costs a whole encoding.
    const step = Math.sqrt(recipe.maxBytes / lightest) * 0.97
    edge = Math.max(smallest, Math.floor(edge * Math.min(0.9, Math.max(0.4, step))))
  }
  return null
}

/** The image, or how many bytes the lightest try had. */
async function encodeWithin(image: Sharp, type: string, maxBytes: number): Promise<Written | number> {
  const encode = encoders[type]
  if (!encode) throw new Error(`Nothing here writes ${type}.`)
  // Quality says nothing to types that lose nothing: one try is enough.
  const tries = type === 'image/jpeg' || type === 'image/webp' ? qualities : [100]
  let lightest = Infinity
  for (const quality of tries) {
    const { data, info } = await encode(image.clone(), quality).toBuffer({ resolveWithObject: true })
    if (data.byteLength <= maxBytes)
      return { bytes: data, type, width: info.width, height: info.pageHeight ?? info.height }
    lightest = Math.min(lightest, data.byteLength)
  }
  return lightest
}
