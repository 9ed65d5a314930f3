import type { MediaForCheck, VideoForCheck } from '#features/policy/engine/index.ts'
import type { MediaUse } from '../contract.ts'

/** What the checks need of an image or a video. */
export interface AssetToCheck {
  id: string
  name: string
  mediaType: string
  bytes: number
  width: number
  height: number
  animated: boolean
  rights: string | null
  people: string | null
  removed: readonly string[]
  video: Pick<VideoForCheck, 'seconds' | 'videoCodec' | 'audioCodec' | 'frames'> | null
  speech: string | null
  captions: readonly unknown[]
}

/** One image or video as the check sees it in this place. */
export function mediaForCheck(
  { alt, crop }: Pick<MediaUse, 'alt' | 'crop'>,
  asset: AssetToCheck,
): MediaForCheck {
  const { id, name, mediaType, bytes, animated, removed, rights, people, video, speech, captions } = asset
  return {
    id,
    name,
    alt,
    rights: rights ?? '',
    type: mediaType,
    width: Math.max(1, Math.round(asset.width * (crop?.w ?? 1))),
    height: Math.max(1, Math.round(asset.height * (crop?.h ?? 1))),
    bytes,
    animated,
    locationStripped: removed.includes('location'),
    people: people ?? '',
    ...(video ? { video: videoForCheck(video, speech, captions.length) } : {}),
  }
}

function videoForCheck(
  { seconds, videoCodec, audioCodec, frames }: NonNullable<AssetToCheck['video']>,
  speech: string | null,
  captions: number,
): VideoForCheck {
  return { seconds, videoCodec, audioCodec, frames, captions, speech: speech ?? '' }
}
