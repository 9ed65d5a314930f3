import { useState } from 'react'
import { Button } from '@mantine/core'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { ByHandFile } from '../../by-hand/contract.ts'
import { CopyText } from './copy-text.tsx'
import { fileAddress } from './queries.ts'
import css from './by-hand.module.css'

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
}

/** Can this browser hand files to another app? */
const sharesFiles = (type: string): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [new File([], 'file', { type })] })

interface FileCardProps {
  publicationId: string
  file: ByHandFile
  /** "Image", or "Image 2 of 3". */
  label: string
  /** Has the network a place for alternative text? */
  takesAlt: boolean
}

/** One image or video, in the form that was approved, to save or to hand to the app. */
export function FileCard({ publicationId, file, label, takesAlt }: FileCardProps) {
  const [error, setError] = useState<unknown>()
  const address = fileAddress(publicationId, file.sha256)
  const name = `${file.kind}-${file.sha256.slice(0, 8)}.${endings[file.type] ?? 'bin'}`
  async function share() {
    setError(undefined)
    try {
      const bytes = await (await fetch(address)).blob()
      await navigator.share({ files: [new File([bytes], name, { type: file.type })] })
    } catch (refused) {
      // Whoever closes the sheet has only thought better of it.
      if (!(refused instanceof DOMException && refused.name === 'AbortError')) setError(refused)
    }
  }
  return (
    <section className={css.file} aria-label={label}>
      <h3>{label}</h3>
      {file.kind === 'image' ? (
        <img src={address} alt={file.alt} width={file.width} height={file.height} className={css.picture} />
      ) : (
        <video src={address} controls width={file.width} height={file.height} className={css.picture}>
          <track kind="captions" />
        </video>
      )}
      <ProblemAlert error={error} />
      <div className={css.row}>
        <Button component="a" href={address} download={name} variant="outline">
          Save<span className="visually-hidden"> {label.toLowerCase()}</span>
        </Button>
        {sharesFiles(file.type) && (
          <Button variant="outline" onClick={() => void share()}>
            Share to an app<span className="visually-hidden">: {label.toLowerCase()}</span>
          </Button>
        )}
      </div>
      {file.alt !== '' && takesAlt && (
        <CopyText label={`Alternative text of ${label.toLowerCase()}`} text={file.alt} />
      )}
      {file.alt !== '' && !takesAlt && <p className={css.soft}>It shows: {file.alt}</p>}
    </section>
  )
}
