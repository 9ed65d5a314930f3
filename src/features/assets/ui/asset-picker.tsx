import { useId, useRef, useState, type DragEvent, type RefObject } from 'react'
import { Button } from '@mantine/core'
import { IconPhotoPlus, IconPhotoSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { uploadLimits, videoTypes, type Asset } from '../contract.ts'
import { LibraryDialog } from './library-dialog.tsx'
import { uploadLimitsQuery } from './queries.ts'
import { UploadList } from './upload-list.tsx'
import { useImagePaste } from './use-image-paste.ts'
import { useUploads } from './use-uploads.ts'
import css from './assets.module.css'

export interface AssetPickerProps {
  /** Called once for each image, in the order in which they were chosen. */
  onPick: (asset: Asset) => void
  /** Where an image may be pasted besides the picker itself. Not given: whatever stands before it on the page. */
  pasteWithin?: RefObject<HTMLElement | null>
  /** Offers the library too; on the library's own page there is no need. */
  library?: boolean
  disabled?: boolean
  /** What the button says. */
  label?: string
}

const accept = [...uploadLimits.types, ...videoTypes].map((each) => each.type).join(',')
const lists = new Intl.ListFormat('en-GB', { type: 'disjunction' })
const said = (types: readonly { name: string }[]) => lists.format(types.map(({ name }) => name))
const size = (bytes: number) => `${(bytes / 1_000_000).toLocaleString('en-GB')} MB`
const imagesSaid = `Images: ${said(uploadLimits.types)}, at most ${size(uploadLimits.bytes)} each.`

/** Images and videos by button, by dropping them here, by pasting, or out of the library. */
export function AssetPicker({ onPick, pasteWithin, library = true, disabled, label }: AssetPickerProps) {
  const uploads = useUploads(onPick)
  const [over, setOver] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const zone = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const videoBytes = useQuery(uploadLimitsQuery).data?.video.bytes
  useImagePaste(zone, pasteWithin, disabled ? null : uploads.add)

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) uploads.add(event.dataTransfer.files)
  }
  const dragOver = (event: DragEvent) => {
    if (disabled || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <div
      ref={zone}
      className={css.zone}
      data-over={over}
      onDragOver={dragOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={css.zoneRow}>
        <Button
          variant="outline"
          size="sm"
          disabled={disabled}
          leftSection={<IconPhotoPlus size={18} aria-hidden />}
          aria-describedby={hintId}
          onClick={() => input.current?.click()}
        >
          {label ?? 'Add images or videos'}
        </Button>
        {library && (
          <Button
            variant="subtle"
            size="sm"
            disabled={disabled}
            leftSection={<IconPhotoSearch size={18} aria-hidden />}
            onClick={() => setChoosing(true)}
          >
            From the library
          </Button>
        )}
        <span className={css.zoneHint} id={hintId}>
          Or drop or paste them here. {imagesSaid}
          {videoBytes !== undefined && ` Videos: ${said(videoTypes)}, at most ${size(videoBytes)}.`}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        aria-label="Image files and videos"
        onChange={(event) => {
          uploads.add(event.currentTarget.files ?? [])
          // So that the same file may be chosen again after a refusal.
          event.currentTarget.value = ''
        }}
      />
      <UploadList uploads={uploads} />
      {library && <LibraryDialog open={choosing} onClose={() => setChoosing(false)} onPick={onPick} />}
    </div>
  )
}
