import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { InvitationMade } from '../contract.ts'
import type { Role } from '../permissions.ts'
import { RoleChoices } from './role-choices.tsx'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

interface InviteDialogProps {
  open: boolean
  confirmed: Confirmed
  onClose: () => void
  onDone: () => Promise<void>
}

export function InviteDialog(props: InviteDialogProps) {
  return (
    <Dialog open={props.open} title="Invite a person" onClose={props.onClose}>
      <InviteForm {...props} />
    </Dialog>
  )
}

/** Where the link went, or the link itself, once. */
export function InvitationResult({ made, onClose }: { made: InvitationMade; onClose: () => void }) {
  return (
    <Stack>
      {made.link ? (
        <CopyField
          label="Link for this person"
          value={made.link}
          hint="No mail server is set, so hand it over yourself. You see it this once."
        />
      ) : (
        <p>
          The link was sent to <strong>{made.sentTo}</strong>.
        </p>
      )}
      <p>
        It works until <DateTime value={made.expiresAt} style="short" />.
      </p>
      <Row align="end">
        <Button onClick={onClose}>Done</Button>
      </Row>
    </Stack>
  )
}

function InviteForm({ confirmed, onClose, onDone }: InviteDialogProps) {
  const deed = useDeed()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<Role[]>([])
  const [made, setMade] = useState<InvitationMade | null>(null)
  const invite = () =>
    deed.run(async () => {
      setMade(await confirmed(() => api.post('/people', { name, email, roles }, InvitationMade)))
      await onDone()
    })
  if (made) return <InvitationResult made={made} onClose={onClose} />
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void invite()
      }}
    >
      <Fields>
        <TextField
          label="Name"
          autoComplete="off"
          value={name}
          onChange={setName}
          error={deed.field('name')}
        />
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          error={deed.field('email')}
        />
        <RoleChoices value={roles} onChange={setRoles} error={deed.field('roles')} />
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Invite
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
