import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import { Done, InvitationMade, type Person } from '../contract.ts'
import { InvitationResult } from './invite-dialog.tsx'
import { PersonUnits } from './person-units.tsx'
import { RoleChoices } from './role-choices.tsx'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

interface PersonDialogProps {
  person: Person
  confirmed: Confirmed
  onClose: () => void
  onDone: () => Promise<void>
}

/** One person: name, roles and units, a new link, the end of their access. */
export function PersonDialog(props: PersonDialogProps) {
  const { person, confirmed, onClose, onDone } = props
  const [made, setMade] = useState<InvitationMade | null>(null)
  const [leaving, setLeaving] = useState(false)
  async function leave() {
    await confirmed(() => api.post(`/people/${person.id}/end-access`, {}, Done))
    toast.done(`${person.name} has no access any more.`)
    await onDone()
    onClose()
  }
  if (leaving)
    return (
      <ConfirmDialog
        open
        title={`End the access of ${person.name}?`}
        confirmLabel="End the access"
        danger
        onConfirm={leave}
        onClose={() => setLeaving(false)}
      >
        <p>
          They are signed out at once; their tokens, roles and offices end, and they answer for no account any
          more. What they did stays in the records. Check that each of their {person.accounts.length} accounts
          still has somebody.
        </p>
      </ConfirmDialog>
    )
  return (
    <Dialog open title={person.name} onClose={onClose}>
      {made ? (
        <InvitationResult made={made} onClose={onClose} />
      ) : (
        <PersonParts {...props} onLink={setMade} onLeave={() => setLeaving(true)} />
      )}
    </Dialog>
  )
}

interface PersonPartsProps extends PersonDialogProps {
  onLink: (made: InvitationMade) => void
  onLeave: () => void
}

/** What the one who looks may change: everything, or only the units. */
function PersonParts(props: PersonPartsProps) {
  const manages = useMay('people.manage')
  const structures = useMay('units.manage')
  const { person, confirmed, onClose, onDone } = props
  const units = structures && <PersonUnits person={person} confirmed={confirmed} onDone={onDone} />
  if (manages) return <PersonForm {...props}>{units}</PersonForm>
  return (
    <Stack>
      {units}
      <Row align="end">
        <Button variant="outline" onClick={onClose}>
          Close
        </Button>
      </Row>
    </Stack>
  )
}

type PersonFormProps = PersonPartsProps & { children: ReactNode }

function PersonForm({ person, confirmed, onClose, onDone, onLink, onLeave, children }: PersonFormProps) {
  const deed = useDeed()
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email)
  const [roles, setRoles] = useState(person.roles)
  const save = () =>
    deed.run(async () => {
      // Only what was changed: a name alone needs no confirmation.
      const body = {
        name,
        ...(email === person.email ? {} : { email }),
        ...(roles.toSorted().join() === person.roles.toSorted().join() ? {} : { roles }),
      }
      await confirmed(() => api.patch(`/people/${person.id}`, body, Done))
      toast.done('The changes are kept.')
      await onDone()
      onClose()
    })
  const link = () =>
    deed.run(async () =>
      onLink(await confirmed(() => api.post(`/people/${person.id}/links`, {}, InvitationMade))),
    )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Fields>
        <TextField label="Name" value={name} onChange={setName} error={deed.field('name')} />
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          error={deed.field('email')}
        />
        <RoleChoices
          value={roles}
          fixed={person.rolesByMapping}
          onChange={setRoles}
          error={deed.field('roles')}
        />
        {children}
        <Stack gap="tight">
          <Row>
            <Button variant="outline" size="sm" onClick={() => void link()}>
              {person.state === 'invited' ? 'Make a new invitation link' : 'Make a recovery link'}
            </Button>
            <Button variant="outline" size="sm" color="danger" onClick={onLeave}>
              End access
            </Button>
          </Row>
        </Stack>
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Save
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
