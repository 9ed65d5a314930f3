import { AssetPicker, MediaEditor } from '#features/assets/ui/index.ts'
import { profileOf } from '#networks/profiles.ts'
import { useMay } from '#ui/session.ts'
import type { MediaUse } from '../../contract.ts'
import css from './compose.module.css'

export interface MediaSlotProps {
  media: MediaUse[]
  part: number
  /** How many parts the thread has. */
  parts: number
  /** The networks that get this version. */
  networks: string[]
  onChange: (change: (media: MediaUse[]) => MediaUse[]) => void
  /** Crops one of them for one network, which gets a version of its own by that. */
  onCropFor: (network: string, at: number, crop: MediaUse['crop']) => void
}

const mostKept = 20

/** The longest alternative text that all of these networks take. */
function altMax(networks: string[]): number | undefined {
  const limits = networks.flatMap((network) => profileOf(network)?.limits.alternativeText ?? [])
  return limits.length > 0 ? Math.min(...limits) : undefined
}

/** The networks that show only some shapes of images. */
function shapesOf(networks: string[]) {
  return networks.flatMap((id) => {
    const profile = profileOf(id)
    return profile?.limits.imageRatio
      ? [{ id, network: profile.name, allowed: profile.limits.imageRatio }]
      : []
  })
}

/** The images and videos of one part. */
export function MediaSlot({ media, part, parts, networks, onChange, onCropFor }: MediaSlotProps) {
  const mayUpload = useMay('assets.upload')
  return (
    <div className={css.media} data-media-part={part}>
      <MediaEditor
        media={media}
        altMax={altMax(networks)}
        shapes={shapesOf(networks)}
        alone={networks.length === 1}
        onCropFor={onCropFor}
        place={parts > 1 ? `part ${part + 1}` : undefined}
        onChange={(next) => onChange(() => next)}
      />
      {mayUpload && media.length < mostKept && (
        <AssetPicker
          onPick={(asset) =>
            onChange((now) => [...now, { assetId: asset.id, alt: asset.alt, crop: null }].slice(0, mostKept))
          }
        />
      )}
    </div>
  )
}
