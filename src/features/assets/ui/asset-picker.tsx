import { useEffect, useId, useRef, useState, type DragEvent, type RefObject } from 'react'
import { Button } from '@mantine/core'
import { IconPhotoPlus, IconPhotoSearch } from '@tabler/icons-react'
import { uploadLimits, type Asset } from '../contract.ts'
import { LibraryDialog } from './library-dialog.tsx'
import { UploadList } from './upload-list.tsx'
import { useUploads } from './use-uploads.ts'
import css from './assets.module.css'

export interface AssetPickerProps {
  /** Called once for each image, in the order in which they were chosen. */
  onPick: (asset: Asset) => void
  /** Where an image may be pasted besides the picker itself: the field that the post is written in. */
  pasteWithin?: RefObject<HTMLElement | null>
  /** Offers the library too; on the library's own page there is no need. */
  library?: boolean
  disabled?: boolean
  /** What the button says. */
  label?: string
}

const accept = uploadLimits.types.map((each) => each.type).join(',')
const names = uploadLimits.types.map((each) => each.name)
const most = `${uploadLimits.bytes / 1_000_000} MB`
const typesSaid = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}, at most ${most} each.`

function imagesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])]
}

/** Images by button, by dropping them here, by pasting, or out of the library. */
export function AssetPicker({ onPick, pasteWithin, library = true, disabled, label }: AssetPickerProps) {
  const uploads = useUploads(onPick)
  const [over, setOver] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const zone = useRef<HTMLDivElement>(null)
  const hintId = useId()
  usePaste([zone, pasteWithin], disabled ? null : uploads.add)

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) uploads.add(imagesIn(event.dataTransfer))
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
          {label ?? 'Add images'}
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
          Or drop or paste them here. {typesSaid}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        aria-label="Image files"
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

type Place = RefObject<HTMLElement | null> | undefined

/** Takes image files out of a paste in any of these places; text is left to whoever it was meant for. */
function usePaste(places: Place[], add: ((files: File[]) => void) | null): void {
  const latest = useRef({ places, add })
  latest.current = { places, add }
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { places: within, add: take } = latest.current
      const files = imagesIn(event.clipboardData)
      const here =
        event.target instanceof Node && within.some((place) => place?.current?.contains(event.target as Node))
      if (!take || files.length === 0 || !here) return
      event.preventDefault()
      take(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}
