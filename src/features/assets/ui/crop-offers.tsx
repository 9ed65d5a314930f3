import { Button } from '@mantine/core'
import { IconCrop } from '@tabler/icons-react'
import { nearestShape, shapeOf } from '#networks/fitting.ts'
import type { Asset, Crop } from '../contract.ts'
import { cropToShape } from '../rules.ts'
import css from './assets.module.css'

/** A network that gets this image, and the shapes that it shows. */
export interface ShapesTaken {
  network: string
  allowed: readonly [number, number]
}

export interface CropOffersProps {
  asset: Asset
  crop: Crop | null
  shapes: readonly ShapesTaken[]
  /** Does nobody else get this version? Then the image may be cropped here, for that network alone. */
  alone: boolean
  disabled?: boolean
  onCrop: (crop: Crop) => void
}

/** Where a network would not show an image in its shape: a crop to the nearest one, around what matters most in it. */
export function CropOffers({ asset, crop, shapes, alone, disabled, onCrop }: CropOffersProps) {
  const ratio = (asset.width * (crop?.w ?? 1)) / (asset.height * (crop?.h ?? 1))
  return shapes.map(({ network, allowed }) => {
    const shape = nearestShape(ratio, allowed)
    if (shape === null) return null
    if (!alone)
      return (
        <p key={network} className={css.quiet}>
          {network} does not show this shape. Make a version for {network}, and crop the image there.
        </p>
      )
    return (
      <div key={network}>
        <Button
          variant="outline"
          size="sm"
          disabled={disabled}
          leftSection={<IconCrop size={18} aria-hidden />}
          onClick={() => onCrop(cropToShape(shape, asset.focus, asset.width, asset.height))}
        >
          Crop to {shapeOf(shape)} for {network}
          <span className="visually-hidden"> {asset.name}</span>
        </Button>
      </div>
    )
  })
}
