import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CodeField, Fields } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { AuthenticatorStart, Enrolled } from '../contract.ts'
import { AuthenticatorSecret } from './authenticator-secret.tsx'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

interface AuthenticatorDialogProps {
  open: boolean
  confirmed: Confirmed
  onClose: () => void
  onDone: (codes: string[]) => Promise<void>
}

export function AuthenticatorDialog(props: AuthenticatorDialogProps) {
  return (
    <Dialog open={props.open} title="A new authenticator" onClose={props.onClose}>
      <AuthenticatorForm {...props} />
    </Dialog>
  )
}

function AuthenticatorForm({ confirmed, onClose, onDone }: AuthenticatorDialogProps) {
  const deed = useDeed()
  const [start, setStart] = useState<{ secret: string; uri: string } | null>(null)
  const [code, setCode] = useState('')
  const begin = () =>
    deed.run(async () =>
      setStart(await confirmed(() => api.post('/me/authenticator', {}, AuthenticatorStart))),
    )
  const confirm = () =>
    deed.run(async () => {
      const done = await confirmed(() => api.post('/me/authenticator/confirm', { code }, Enrolled))
      toast.done('The new authenticator is set; the old one shows no right codes any more.')
      onClose()
      await onDone(done.recoveryCodes)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void (start ? confirm() : begin())
      }}
    >
      <Fields>
        {start ? (
          <>
            <AuthenticatorSecret start={start} />
            <CodeField
              label="The six digits that the app shows"
              value={code}
              onChange={setCode}
              error={deed.field('code')}
            />
          </>
        ) : (
          <p>The old one, if there is one, works until the new one is confirmed.</p>
        )}
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            {start ? 'Confirm the authenticator' : 'Show the code to scan'}
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
