import { useRef, useState, type PointerEvent } from 'react'
import { Button } from '@mantine/core'
import { Dialog } from '#ui/parts/dialog.tsx'
import { RadioChoices } from '#ui/parts/fields.tsx'
import type { Asset, Crop, Focus } from '../contract.ts'
import { cropToShape } from '../rules.ts'
import { imageOf } from './queries.ts'
import { Slider } from './slider.tsx'
import css from './assets.module.css'

export interface CropDialogProps {
  open: boolean
  asset: Asset
  crop: Crop | null
  onClose: () => void
  onSave: (crop: Crop | null) => void
}

/** Width ÷ height; null keeps the whole image. */
const shapes = [
  { value: 'whole', label: 'The whole image', shape: null },
  { value: 'square', label: 'Square', shape: 1 },
  { value: 'portrait', label: 'Portrait, 4 : 5', shape: 4 / 5 },
  { value: 'landscape', label: 'Landscape, 3 : 2', shape: 3 / 2 },
  { value: 'wide', label: 'Wide, 16 : 9', shape: 16 / 9 },
] as const
type Shape = (typeof shapes)[number]['value']

interface Cut {
  shape: Shape
  /** 1 takes as much as the shape allows; smaller takes a smaller part. */
  size: number
  middle: Focus
}

function cutOf(asset: Asset, crop: Crop | null): Cut {
  if (!crop) return { shape: 'whole', size: 1, middle: asset.focus }
  const ratio = (crop.w * asset.width) / (crop.h * asset.height)
  const known = shapes.find((each) => each.shape !== null && Math.abs(each.shape / ratio - 1) < 0.02)
  const fullest = known ? cropToShape(known.shape ?? 1, asset.focus, asset.width, asset.height) : crop
  return {
    shape: known?.value ?? 'square',
    size: Math.min(1, crop.w / fullest.w),
    middle: { x: crop.x + crop.w / 2, y: crop.y + crop.h / 2 },
  }
}

function cropOf(asset: Asset, { shape, size, middle }: Cut): Crop | null {
  const wanted = shapes.find((each) => each.value === shape)?.shape ?? null
  if (wanted === null) return null
  const fullest = cropToShape(wanted, middle, asset.width, asset.height)
  const [w, h] = [fullest.w * size, fullest.h * size]
  const within = (at: number, length: number) => Math.min(1 - length, Math.max(0, at - length / 2))
  return { x: within(middle.x, w), y: within(middle.y, h), w, h }
}

/** Which part of an image is shown: by sliders for the keyboard, or by dragging. */
export function CropDialog({ open, asset, crop, onClose, onSave }: CropDialogProps) {
  return (
    <Dialog open={open} title={`Crop ${asset.name}`} onClose={onClose}>
      <CropForm asset={asset} crop={crop} onClose={onClose} onSave={onSave} />
    </Dialog>
  )
}

function CropForm({ asset, crop, onClose, onSave }: Omit<CropDialogProps, 'open'>) {
  const [cut, setCut] = useState(() => cutOf(asset, crop))
  const part = cropOf(asset, cut)
  const set = (change: Partial<Cut>) => setCut((before) => ({ ...before, ...change }))
  return (
    <div className={css.cropForm}>
      <Stage asset={asset} part={part} middle={cut.middle} onMove={(middle) => set({ middle })} />
      <RadioChoices
        label="Shape"
        value={cut.shape}
        onChange={(value) => set({ shape: shapes.find((each) => each.value === value)?.value ?? 'whole' })}
        options={shapes.map(({ value, label }) => ({ value, label }))}
      />
      {part && (
        <fieldset className={css.sliders}>
          <legend>Which part</legend>
          <Slider label="Size" value={cut.size} min={0.2} onChange={(size) => set({ size })} />
          <Slider
            label="From left to right"
            value={cut.middle.x}
            onChange={(x) => set({ middle: { ...cut.middle, x } })}
          />
          <Slider
            label="From top to bottom"
            value={cut.middle.y}
            onChange={(y) => set({ middle: { ...cut.middle, y } })}
          />
        </fieldset>
      )}
      <div className={css.dialogActions}>
        <Button variant="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={() => onSave(part)}>{part ? 'Use this part' : 'Use the whole image'}</Button>
      </div>
    </div>
  )
}

interface StageProps {
  asset: Asset
  part: Crop | null
  middle: Focus
  onMove: (middle: Focus) => void
}

const per = (share: number) => `${share * 100}%`

function Stage({ asset, part, middle, onMove }: StageProps) {
  const from = useRef<{ at: Focus; middle: Focus } | null>(null)
  const place = (event: PointerEvent<HTMLElement>): Focus => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const start = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { at: place(event), middle }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!from.current || !part) return
    const { at, middle: began } = from.current
    const now = place(event)
    const within = (value: number) => Math.min(1, Math.max(0, value))
    onMove({ x: within(began.x + now.x - at.x), y: within(began.y + now.y - at.y) })
  }
  return (
    <div
      className={css.stage}
      style={{
        aspectRatio: asset.width / asset.height,
        maxWidth: `calc(50vh * ${asset.width / asset.height})`,
      }}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = null
      }}
    >
      <img src={imageOf(asset.id)} alt={asset.alt || `${asset.name}, to be cropped`} draggable={false} />
      {part && (
        <span
          className={css.cut}
          style={{ left: per(part.x), top: per(part.y), width: per(part.w), height: per(part.h) }}
        />
      )}
    </div>
  )
}
