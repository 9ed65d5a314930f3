import { useRef, useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { api, ApiProblem } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CodeField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done } from '../contract.ts'
import { passkeysWork, showPasskey } from './passkey.ts'
import css from './people.module.css'
import { ConfirmWithService } from './sso/confirm-with-service.tsx'
import { useDeed } from './use-deed.ts'

/**
 * For deeds that the server does only shortly after a second factor. `confirmed(deed)` runs it; when the server asks,
 * a dialog lets the person confirm and the deed runs again. Draw `dialog` somewhere on the page.
 */
export function useConfirmed(): { confirmed: <T>(deed: () => Promise<T>) => Promise<T>; dialog: ReactNode } {
  const [open, setOpen] = useState(false)
  const answer = useRef<(confirmed: boolean) => void>(() => {})
  async function confirmed<T>(deed: () => Promise<T>): Promise<T> {
    try {
      return await deed()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'people.confirm-first') throw error
      const wait = new Promise<boolean>((resolve) => {
        answer.current = resolve
      })
      setOpen(true)
      if (!(await wait)) throw error
      return await deed()
    }
  }
  const settle = (result: boolean) => {
    setOpen(false)
    answer.current(result)
  }
  return { confirmed, dialog: <ConfirmIdentity open={open} onSettled={settle} /> }
}

function ConfirmIdentity({ open, onSettled }: { open: boolean; onSettled: (confirmed: boolean) => void }) {
  return (
    <Dialog open={open} title="Confirm that it is you" onClose={() => onSettled(false)}>
      <Confirmation onSettled={onSettled} />
    </Dialog>
  )
}

function Confirmation({ onSettled }: { onSettled: (confirmed: boolean) => void }) {
  const deed = useDeed()
  const [code, setCode] = useState('')
  const byCode = () =>
    deed.run(async () => {
      await api.post('/session/confirm', { code }, Done)
      onSettled(true)
    })
  const byPasskey = () =>
    deed.run(async () => {
      await api.post('/session/confirm', { passkey: await showPasskey() }, Done)
      onSettled(true)
    })
  return (
    <Stack>
      <p>What you are about to do can do harm in the wrong hands, so Rostrum asks again.</p>
      <ConfirmWithService onSaidSo={() => onSettled(true)} />
      {passkeysWork() && (
        <>
          <Button fullWidth disabled={deed.busy} onClick={() => void byPasskey()}>
            Confirm with a passkey
          </Button>
          <p className={css.or}>or</p>
        </>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void byCode()
        }}
      >
        <Stack>
          <CodeField label="The six digits of your authenticator app" value={code} onChange={setCode} />
          <ProblemAlert error={deed.fault} />
          <Row>
            <Button type="submit" variant="outline" disabled={deed.busy}>
              Confirm with the code
            </Button>
            <Button variant="subtle" onClick={() => onSettled(false)}>
              Cancel
            </Button>
          </Row>
        </Stack>
      </form>
    </Stack>
  )
}
