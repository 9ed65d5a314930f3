import { useState } from 'react'
import { z } from 'zod'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxField, Fields, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { Done, type Office } from '../contract.ts'
import { peopleQuery } from './queries.ts'
import { useDeed } from './use-deed.ts'

interface OfficeDialogProps {
  open: boolean
  onClose: () => void
  onDone: () => Promise<void>
}

export function OfficeDialog(props: OfficeDialogProps) {
  return (
    <Dialog open={props.open} title="Add an office" onClose={props.onClose}>
      <OfficeForm {...props} />
    </Dialog>
  )
}

/** "Head of Marketing" → "head-of-marketing". */
function shortName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 60)
}

function OfficeForm({ onClose, onDone }: OfficeDialogProps) {
  const deed = useDeed()
  const [name, setName] = useState('')
  const [id, setId] = useState<string | null>(null)
  const [about, setAbout] = useState('')
  const [email, setEmail] = useState('')
  const [telephone, setTelephone] = useState('')
  const add = () =>
    deed.run(async () => {
      await api.post('/offices', { id: id ?? shortName(name), name, about, email, telephone }, Done)
      await onDone()
      onClose()
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Fields>
        <TextField label="Name of the office" value={name} onChange={setName} error={deed.field('name')} />
        <TextField
          label="Short name"
          hint="What the policy’s controls call it. It can’t be changed later."
          value={id ?? shortName(name)}
          onChange={setId}
          error={deed.field('id')}
        />
        <TextArea
          label="What it does"
          hint="A sentence for people who have to find it."
          value={about}
          onChange={setAbout}
          error={deed.field('about')}
        />
        <TextField
          label="E-mail address"
          hint="Where anybody reaches it, whoever holds it."
          value={email}
          onChange={setEmail}
          error={deed.field('email')}
        />
        <TextField
          label="Telephone"
          hint="May stay empty."
          value={telephone}
          onChange={setTelephone}
          error={deed.field('telephone')}
        />
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.busy}>
            Add the office
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

interface HoldingDialogProps {
  office: Office
  onClose: () => void
  onDone: () => Promise<void>
}

/** Gives an office to a person from now on, or names a deputy. */
export function HoldingDialog({ office, onClose, onDone }: HoldingDialogProps) {
  const deed = useDeed()
  const people = useQuery(peopleQuery)
  const [personId, setPerson] = useState<string | null>(null)
  const [deputy, setDeputy] = useState(false)
  const options = (people.data?.people ?? [])
    .filter((person) => person.state !== 'left')
    .map((person) => ({ value: person.id, label: `${person.name} (${person.email})` }))
  const give = () =>
    deed.run(async () => {
      const body = { personId: personId ?? '', deputy }
      await api.post(`/offices/${office.id}/holdings`, body, z.object({ id: z.string() }))
      await onDone()
      onClose()
    })
  return (
    <Dialog open title={office.name} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void give()
        }}
      >
        <Fields>
          <SearchSelect
            label="Person"
            hint="Somebody who is not here yet is invited under “People” first."
            data={options}
            value={personId}
            onChange={setPerson}
            error={deed.field('personId')}
          />
          <CheckboxField label="As a deputy" checked={deputy} onChange={setDeputy} />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {deputy ? 'Name as deputy' : 'Give the office'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
