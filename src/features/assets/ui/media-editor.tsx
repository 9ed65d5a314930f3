import { useId, useState } from 'react'
import { Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCrop, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { TextArea } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { altLimit, type Asset, type Crop, type MediaItem } from '../contract.ts'
import { AssetChips } from './asset-chips.tsx'
import { CaptionsFields } from './captions-fields.tsx'
import { CropDialog } from './crop-dialog.tsx'
import { CropOffers, type CropOffersProps, type ShapesTaken } from './crop-offers.tsx'
import { Cropped } from './cropped.tsx'
import { assetQuery } from './queries.ts'
import { RightsFields } from './rights-fields.tsx'
import css from './assets.module.css'

export interface MediaEditorProps {
  media: MediaItem[]
  onChange: (media: MediaItem[]) => void
  /** The longest alternative text that every network of this post takes. */
  altMax?: number
  /** Tells the fields of one part of a thread from those of another, for those who listen: "part 2". */
  place?: string
  disabled?: boolean
  /** The networks that get this version and show only some shapes of images. */
  shapes?: readonly ShapesTaken[]
  /** Does one network alone get this version? */
  alone?: boolean
  /** Crops one of them in a version of that network’s own. */
  onCropFor?: (networkId: string, at: number, crop: Crop) => void
}

const anyShape: readonly ShapesTaken[] = []

/** The images and videos of a post: what each shows, why it may be used, which part is seen, and in what order. */
export function MediaEditor({
  media,
  onChange,
  altMax = altLimit,
  place,
  disabled,
  shapes = anyShape,
  alone = false,
  onCropFor,
}: MediaEditorProps) {
  if (media.length === 0) return null
  const set = (at: number, item: MediaItem) => onChange(media.with(at, item))
  const move = (at: number, to: number) => {
    const rest = media.toSpliced(at, 1)
    const item = media[at]
    if (item) onChange(rest.toSpliced(to, 0, item))
  }
  return (
    <ol className={css.media} aria-label={place ? `Images and videos of ${place}` : 'Images and videos'}>
      {media.map((item, at) => (
        <li
          key={`${item.assetId} ${media.slice(0, at).filter((each) => each.assetId === item.assetId).length}`}
        >
          <MediaRow
            item={item}
            altMax={altMax}
            shapes={shapes}
            onCropFor={onCropFor && ((id, crop) => onCropFor(id, at, crop))}
            alone={alone}
            disabled={disabled}
            number={media.length > 1 ? at + 1 : null}
            onChange={(changed) => set(at, changed)}
            onRemove={() => onChange(media.toSpliced(at, 1))}
            onUp={at > 0 ? () => move(at, at - 1) : null}
            onDown={at < media.length - 1 ? () => move(at, at + 1) : null}
          />
        </li>
      ))}
    </ol>
  )
}

interface MediaRowProps {
  item: MediaItem
  altMax: number
  shapes: readonly ShapesTaken[]
  alone: boolean
  disabled?: boolean
  number: number | null
  onChange: (item: MediaItem) => void
  onRemove: () => void
  onUp: (() => void) | null
  onDown: (() => void) | null
  onCropFor: CropOffersProps['onCropFor']
}

function MediaRow(props: MediaRowProps) {
  const { item } = props
  const query = useQuery(assetQuery(item.assetId))
  if (query.error)
    return (
      <ProblemAlert
        error={query.error}
        action={
          <Button variant="outline" size="sm" onClick={props.onRemove}>
            Take it out
          </Button>
        }
      />
    )
  if (!query.data) return <Skeleton lines={3} label="Loading the image" />
  return <LoadedRow {...props} asset={query.data} />
}

function LoadedRow({
  item,
  asset,
  altMax,
  shapes,
  alone,
  onCropFor,
  disabled,
  number,
  onChange,
  onRemove,
  onUp,
  onDown,
}: MediaRowProps & { asset: Asset }) {
  const [cropping, setCropping] = useState(false)
  const nameId = useId()
  const left = altMax - [...item.alt].length
  return (
    <div className={css.mediaRow} role="group" aria-labelledby={nameId}>
      <Cropped asset={asset} crop={item.crop} alt={item.alt} />
      <div className={css.mediaWords}>
        <strong id={nameId}>
          {number !== null && `${number}. `}
          {asset.name}
        </strong>
        <AssetChips asset={asset} />
        {!asset.video && (
          <CropOffers
            asset={asset}
            crop={item.crop}
            shapes={shapes}
            alone={alone}
            disabled={disabled}
            onCrop={(crop) => onChange({ ...item, crop })}
            onCropFor={onCropFor}
          />
        )}
        <TextArea
          label={asset.video ? 'What is seen' : 'Alternative text'}
          hint={`What somebody who can’t see it needs to know. ${left >= 0 ? `${left} characters left.` : ''}`}
          error={left < 0 ? `${-left} characters too many for one of the networks.` : undefined}
          value={item.alt}
          autosize
          minRows={2}
          maxRows={8}
          disabled={disabled}
          onChange={(alt) => onChange({ ...item, alt })}
        />
        {asset.video && <CaptionsFields asset={asset} />}
        <RightsFields asset={asset} />
        <MediaActions
          name={asset.name}
          disabled={disabled}
          cropped={item.crop !== null}
          onCrop={asset.video ? null : () => setCropping(true)}
          onRemove={onRemove}
          onUp={onUp}
          onDown={onDown}
        />
      </div>
      <CropDialog
        open={cropping}
        asset={asset}
        crop={item.crop}
        onClose={() => setCropping(false)}
        onSave={(crop) => {
          onChange({ ...item, crop })
          setCropping(false)
        }}
      />
    </div>
  )
}

interface MediaActionsProps extends Pick<MediaRowProps, 'onRemove' | 'onUp' | 'onDown' | 'disabled'> {
  name: string
  cropped: boolean
  /** Null of a video: nothing here cuts those. */
  onCrop: (() => void) | null
}

function MediaActions({ name, disabled, cropped, onCrop, onRemove, onUp, onDown }: MediaActionsProps) {
  const which = <span className="visually-hidden"> {name}</span>
  const shared = { variant: 'subtle', size: 'sm', disabled } as const
  return (
    <div className={css.mediaActions}>
      {onCrop && (
        <Button {...shared} leftSection={<IconCrop size={18} aria-hidden />} onClick={onCrop}>
          {cropped ? 'Change the crop' : 'Crop'}
          {which}
        </Button>
      )}
      {onUp && (
        <Button {...shared} leftSection={<IconArrowUp size={18} aria-hidden />} onClick={onUp}>
          Earlier
          {which}
        </Button>
      )}
      {onDown && (
        <Button {...shared} leftSection={<IconArrowDown size={18} aria-hidden />} onClick={onDown}>
          Later
          {which}
        </Button>
      )}
      <Button {...shared} color="danger" leftSection={<IconTrash size={18} aria-hidden />} onClick={onRemove}>
        Take out
        {which}
      </Button>
    </div>
  )
}
