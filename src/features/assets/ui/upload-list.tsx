import { Button } from '@mantine/core'
import type { Upload, Uploads } from './use-uploads.ts'
import css from './assets.module.css'

/** Files on their way and files that were refused, each with its own words. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.list.length === 0) return null
  return (
    <ul className={css.uploads} aria-label="Uploads">
      {uploads.list.map((upload) => (
        <li key={upload.key} className={css.upload}>
          <div className={css.uploadWords}>
            <strong>{upload.name}</strong>
            {upload.problem ? <Refused upload={upload} /> : <Progress upload={upload} />}
          </div>
          <Button variant="subtle" size="sm" onClick={() => uploads.drop(upload.key)}>
            {upload.problem ? 'Dismiss' : 'Cancel'}
            <span className="visually-hidden"> {upload.name}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

function Progress({ upload }: { upload: Upload }) {
  const percent = Math.round(upload.share * 100)
  return (
    <label className={css.progress}>
      <span>{percent < 100 ? `${percent} %` : 'Removing hidden details…'}</span>
      <progress value={percent < 100 ? percent : undefined} max={100} />
    </label>
  )
}

function Refused({ upload: { problem } }: { upload: Upload }) {
  if (!problem) return null
  return (
    <p role="alert" className={css.refused}>
      {problem.detail ?? problem.title} {problem.fix}
    </p>
  )
}
