import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, PasswordField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done } from '../contract.ts'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

interface PasswordDialogProps {
  open: boolean
  hasPassword: boolean
  confirmed: Confirmed
  onClose: () => void
  onDone: () => Promise<void>
}

export function PasswordDialog(props: PasswordDialogProps) {
  return (
    <Dialog
      open={props.open}
      title={props.hasPassword ? 'Change your password' : 'Set a password'}
      onClose={props.onClose}
    >
      <PasswordForm {...props} />
    </Dialog>
  )
}

function PasswordForm({ hasPassword, confirmed, onClose, onDone }: PasswordDialogProps) {
  const deed = useDeed()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = () =>
    deed.run(async () => {
      const body = hasPassword ? { current, password } : { password }
      await confirmed(() => api.put('/me/password', body, Done))
      toast.done('Your password is changed. Everywhere else you were signed out.')
      onClose()
      await onDone()
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void change()
      }}
    >
      <Fields>
        {hasPassword && (
          <PasswordField
            label="Present password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            error={deed.field('current')}
          />
        )}
        <PasswordField
          label="New password"
          hint="At least 12 characters. Three or four unrelated words do well."
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={deed.field('password')}
        />
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Keep this password
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
