import type { Asset, Crop } from '../contract.ts'
import { thumbnailOf } from './queries.ts'
import css from './assets.module.css'

export interface CroppedProps {
  asset: Pick<Asset, 'id' | 'width' | 'height'>
  crop: Crop | null
  alt: string
}

const whole: Crop = { x: 0, y: 0, w: 1, h: 1 }

/** An image as it will be shown: the chosen part of it, in its own shape. */
export function Cropped({ asset, crop, alt }: CroppedProps) {
  const part = crop ?? whole
  const shape = (asset.width * part.w) / (asset.height * part.h)
  return (
    <span className={css.cropped} style={{ aspectRatio: shape, maxWidth: `calc(22rem * ${shape})` }}>
      <img
        src={thumbnailOf(asset.id)}
        alt={alt}
        style={{
          width: `${100 / part.w}%`,
          height: `${100 / part.h}%`,
          left: `${(-100 * part.x) / part.w}%`,
          top: `${(-100 * part.y) / part.h}%`,
        }}
      />
    </span>
  )
}
