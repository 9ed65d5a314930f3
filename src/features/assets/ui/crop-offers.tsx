import { Button } from '@mantine/core'
import { IconCrop } from '@tabler/icons-react'
import { nearestShape, shapeOf } from '#networks/fitting.ts'
import type { Asset, Crop } from '../contract.ts'
import { cropToShape } from '../rules.ts'

/** A network that gets this image, and the shapes that it shows. */
export interface ShapesTaken {
  id: string
  network: string
  allowed: readonly [number, number]
}

export interface CropOffersProps {
  asset: Asset
  crop: Crop | null
  shapes: readonly ShapesTaken[]
  /** Does nobody else get this version? Then the image may be cropped here, for that network alone. */
  alone: boolean
  /** Otherwise: crops it in a version of that network’s own. */
  onCropFor?: ((networkId: string, crop: Crop) => void) | undefined
  disabled?: boolean
  onCrop: (crop: Crop) => void
}

/** Where a network would not show an image in its shape: a crop to the nearest one, around what matters most in it. */
export function CropOffers({ asset, crop, shapes, alone, disabled, onCrop, onCropFor }: CropOffersProps) {
  const ratio = (asset.width * (crop?.w ?? 1)) / (asset.height * (crop?.h ?? 1))
  return shapes.map(({ id, network, allowed }) => {
    const shape = nearestShape(ratio, allowed)
    if (shape === null || (!alone && !onCropFor)) return null
    const cut = cropToShape(shape, asset.focus, asset.width, asset.height)
    return (
      <div key={id}>
        <Button
          variant="outline"
          size="sm"
          disabled={disabled}
          leftSection={<IconCrop size={18} aria-hidden />}
          onClick={() => (alone ? onCrop(cut) : onCropFor?.(id, cut))}
        >
          Crop to {shapeOf(shape)} for {network}
          {alone ? '' : ' alone'}
          <span className="visually-hidden"> {asset.name}</span>
        </Button>
      </div>
    )
  })
}
