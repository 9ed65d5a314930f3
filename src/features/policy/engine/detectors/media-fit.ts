import { imageMisfits, videoMisfits, type Misfit } from '#networks/fitting.ts'
import type { Limits, NetworkProfile } from '#networks/profile.ts'
import type { PlacedHit, TargetDetector } from '../detector.ts'
import { isVideo, type MediaForCheck } from '../post.ts'

export const mediaFit: TargetDetector = {
  scope: 'target',
  fact: 'mediaFit',
  about:
    'Images and videos that a network would refuse or show otherwise: encoding, length, size, shape, movement. What only has to be made smaller is made so on the way.',
  attributes: {
    kind: 'no-videos, videos, type, video-codec, audio-codec, too-long, too-short, bytes, edge, frames, video-ratio, image-ratio or animation',
    network: 'the network’s name',
    name: 'the file’s name',
    advice: 'what is wrong and what to do, in a sentence or two',
  },
  detect(target, _post, { profiles }) {
    const profile = profiles[target.network]
    if (!profile) return []
    const own = target.limits ?? profile.limits
    return target.parts.flatMap(({ media }, part) =>
      media.flatMap((one, index) => {
        const before = media.slice(0, index).filter(isVideo).length
        return misfitsOf(one, profile, own, before).map(({ kind, advice }): PlacedHit => ({
          part,
          field: 'media',
          media: index,
          start: 0,
          end: 0,
          value: `${kind} ${profile.id} ${one.id}`,
          shown: one.name,
          attributes: { kind, network: profile.name, name: one.name, advice },
        }))
      }),
    )
  },
}

function misfitsOf(
  media: MediaForCheck,
  profile: NetworkProfile,
  own: Limits,
  videosBefore: number,
): Misfit[] {
  const { name, capabilities } = profile
  if (!isVideo(media)) return capabilities.images ? imageMisfits(media, name, own) : []
  if (!capabilities.videos)
    return [{ kind: 'no-videos', advice: `${name} takes no videos. Make a version for ${name} without it.` }]
  const most = Math.max(1, own.videos)
  const many: Misfit[] =
    videosBefore === most
      ? [
          {
            kind: 'videos',
            advice: `${name} takes ${most === 1 ? 'one video' : `${most} videos`} in one post. Take the others out.`,
          },
        ]
      : []
  return media.video ? [...many, ...videoMisfits({ ...media, ...media.video }, name, own)] : many
}
