import type { Limits } from '#networks/profile.ts'
import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { captionsRows, isCaptionType, type CaptionType } from './captions/store.ts'
import type { Crop } from './contract.ts'
import { rendition } from './rendition.ts'
import { assetById, masterFile, type AssetRow } from './store.ts'

type Keeping = Pick<Services, 'db' | 'files'>

interface Still {
  sha256: string
  mediaType: string
  width: number
  height: number
}

/** What goes along with a video. */
export interface VideoForm {
  bytes: number
  seconds: number
  captions: { sha256: string; type: CaptionType; language: string }[]
  cover: (Still & { assetId: string }) | null
}

/** An image or a video exactly as a network gets it. */
export interface MediaForm extends Still {
  /** Of a video only. */
  video?: VideoForm
}

/**
 * An image is made for the network. A video goes as it is, since nothing here encodes any; whether it fits is a matter
 * for the checks. Never call it inside a transaction.
 */
export async function mediaForm(
  services: Keeping,
  use: { assetId: string; crop: Crop | null },
  limits: Limits,
): Promise<MediaForm> {
  const asset = await assetById(services.db, use.assetId)
  if (!asset?.video) return still(services, use, limits)
  const { sha256, media_type: mediaType, width, height } = asset
  const { seconds } = asset.video
  const [captions, cover] = [
    await captionsFor(services, asset.id, limits),
    await coverFor(services, asset, limits),
  ]
  return { sha256, mediaType, width, height, video: { bytes: Number(asset.bytes), seconds, captions, cover } }
}

async function still(
  services: Keeping,
  { assetId, crop }: { assetId: string; crop: Crop | null },
  { imageEdge: maxEdge, imageBytes: maxBytes, imageTypes: types }: Limits,
): Promise<Still> {
  const { sha256, mediaType, width, height } = await rendition(services, assetId, {
    maxEdge,
    maxBytes,
    types,
    crop,
  })
  return { sha256, mediaType, width, height }
}

/** In the form that the network names first, where it takes any. */
async function captionsFor({ db }: Keeping, assetId: string, limits: Limits): Promise<VideoForm['captions']> {
  const type = limits.video?.captions.find(isCaptionType)
  if (!type) return []
  return (await captionsRows(db, assetId)).map(({ language, vtt_sha256, srt_sha256 }) => ({
    sha256: type === 'text/vtt' ? vtt_sha256 : srt_sha256,
    type,
    language,
  }))
}

/** For networks that take a cover although they take no images. */
const usualCover = { imageEdge: 1280, imageBytes: 2_000_000, imageTypes: ['image/jpeg'] }

async function coverFor(services: Keeping, asset: AssetRow, limits: Limits): Promise<VideoForm['cover']> {
  if (asset.cover_id === null) return null
  const takes = limits.imageTypes.length > 0 && limits.imageBytes > 0 && limits.imageEdge > 0
  const use = { assetId: asset.cover_id, crop: null }
  return {
    assetId: use.assetId,
    ...(await still(services, use, takes ? limits : { ...limits, ...usualCover })),
  }
}

/** Where a video lies, by what it was when it was approved; null where the digest is that of no video. */
export async function videoFile(
  { db }: Pick<Services, 'db'>,
  assetId: string,
  digest: string,
): Promise<string | null> {
  const asset = await assetById(db, assetId)
  return asset?.video && asset.sha256 === digest ? masterFile(asset) : null
}

/** A part of a video, by its digest: from the byte `from` to the one before `to`. Throws `NotFound`. */
export async function videoSlice(
  services: Keeping,
  assetId: string,
  digest: string,
  [from, to]: readonly [number, number],
): Promise<Uint8Array> {
  const file = await videoFile(services, assetId, digest)
  if (file === null) throw new NotFound('video')
  return services.files.slice(file, from, to)
}
