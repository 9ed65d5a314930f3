import { useRef, useState, type ChangeEvent, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Row, Stack } from './page.tsx'
import { ProblemAlert } from './problem-alert.tsx'

interface UploadButtonProps {
  /** What is chosen, for whoever does not see the button: "List of accounts". */
  label: string
  accept: string
  /** Sends the file as a form with one part `file`. What it throws is shown, and the same file can be tried again. */
  upload: (form: FormData) => Promise<void>
  /** What stands beside the button. */
  children?: ReactNode
}

/** Chooses one file and sends it at once. */
export function UploadButton({ label, accept, upload, children }: UploadButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function send(chosen: File) {
    setBusy(true)
    setError(undefined)
    try {
      const form = new FormData()
      form.append('file', chosen)
      await upload(form)
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = event.currentTarget.files?.[0] ?? null
    // The same file, mended, can be chosen again.
    event.currentTarget.value = ''
    setFile(chosen)
    if (chosen) void send(chosen)
  }
  return (
    <Stack>
      <input
        ref={field}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={choose}
      />
      <Row>
        <Button loading={busy} onClick={() => field.current?.click()}>
          Choose a file
        </Button>
        {error !== undefined && file && (
          <Button variant="outline" disabled={busy} onClick={() => void send(file)}>
            Try {file.name} again
          </Button>
        )}
        {children}
      </Row>
      <ProblemAlert error={error} />
    </Stack>
  )
}
