import { useId, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { api, asProblem } from '#ui/api.ts'
import { byHandScreenshot, type ByHandScreenshot } from '../../by-hand/contract.ts'
import { screenshotAddress, screenshotsPath } from './queries.ts'
import css from './by-hand.module.css'

interface ScreenshotFieldProps {
  publicationId: string
  value: ByHandScreenshot | null
  onChange: (screenshot: ByHandScreenshot | null) => void
  error?: string | undefined
}

/** A picture of the post where it stands, sent as soon as it is chosen. */
export function ScreenshotField({ publicationId, value, onChange, error }: ScreenshotFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>()
  const id = useId()
  async function send(file: File | undefined) {
    if (!file) return
    setBusy(true)
    setRefused(undefined)
    try {
      const form = new FormData()
      form.append('file', file)
      onChange(await api.post(screenshotsPath(publicationId), form, byHandScreenshot))
    } catch (problem) {
      setRefused(problem)
    }
    setBusy(false)
    if (input.current) input.current.value = ''
  }
  const problem = refused ? asProblem(refused) : null
  const said = problem ? [problem.detail ?? problem.title, problem.fix].filter(Boolean).join(' ') : error
  return (
    <div className={css.field} role="group" aria-labelledby={id} aria-describedby={`${id}-hint`}>
      <span id={id} className={css.label}>
        Screenshot
      </span>
      <p id={`${id}-hint`} className={css.soft}>
        Of the post where it stands. It is kept as evidence, without hidden details, and in no library.
      </p>
      {value && (
        <img
          src={screenshotAddress(publicationId, value.id)}
          alt="The screenshot that you added"
          width={value.width}
          height={value.height}
          className={css.shot}
        />
      )}
      <input
        ref={input}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Screenshot file"
        onChange={(event) => void send(event.currentTarget.files?.[0])}
      />
      <div>
        <Button variant="outline" loading={busy} onClick={() => input.current?.click()}>
          {value ? 'Choose another screenshot' : 'Add a screenshot'}
        </Button>
      </div>
      {said && (
        <p role="alert" className={css.fault}>
          {said}
        </p>
      )}
    </div>
  )
}
