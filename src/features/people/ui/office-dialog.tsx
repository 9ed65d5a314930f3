import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done, type Office } from '../contract.ts'
import { useDeed } from './use-deed.ts'

/** What the form begins with: an office that is there, one that the policy names, or nothing. */
export type OfficeToKeep =
  | { known: Office }
  | { known: null; named: Pick<Office, 'id' | 'name' | 'about'> | null }

interface OfficeDialogProps {
  office: OfficeToKeep
  onClose: () => void
  onDone: () => Promise<void>
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

function useOfficeForm({ office, onClose, onDone }: OfficeDialogProps) {
  const deed = useDeed()
  const { known } = office
  const begin = known ?? (office.known === null ? office.named : null)
  const [name, setName] = useState(begin?.name ?? '')
  const [ownId, setId] = useState<string | null>(begin?.id ?? null)
  const [about, setAbout] = useState(begin?.about ?? '')
  const [email, setEmail] = useState(known?.email ?? '')
  const [telephone, setTelephone] = useState(known?.telephone ?? '')
  const id = ownId ?? shortName(name)
  const keep = () =>
    deed.run(async () => {
      const body = { name, about, email, telephone }
      if (known) await api.patch(`/offices/${known.id}`, body, Done)
      else await api.post('/offices', { id, ...body }, Done)
      await onDone()
      onClose()
    })
  const fields = { name, setName, id, setId, about, setAbout, email, setEmail, telephone, setTelephone }
  return { deed, keep, fields }
}

/** Adds an office, or changes what is known of one. */
export function OfficeDialog(props: OfficeDialogProps) {
  const { deed, keep, fields } = useOfficeForm(props)
  const { known } = props.office
  return (
    <Dialog open title={known ? known.name : 'Add an office'} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <Fields>
          <OfficeFields fields={fields} isNew={known === null} fault={deed.field} />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {known ? 'Save' : 'Add the office'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}

interface OfficeFieldsProps {
  fields: ReturnType<typeof useOfficeForm>['fields']
  isNew: boolean
  fault: (path: string) => string | undefined
}

function OfficeFields({ fields, isNew, fault }: OfficeFieldsProps) {
  return (
    <>
      <TextField
        label="Name of the office"
        value={fields.name}
        onChange={fields.setName}
        error={fault('name')}
      />
      {isNew && (
        <TextField
          label="Short name"
          hint="What the policy’s controls call it. It can’t be changed later."
          value={fields.id}
          onChange={fields.setId}
          error={fault('id')}
        />
      )}
      <TextArea
        label="What it does"
        hint="A sentence for people who have to find it."
        value={fields.about}
        onChange={fields.setAbout}
        error={fault('about')}
      />
      <TextField
        label="E-mail address"
        hint="Where anybody reaches it, whoever holds it."
        value={fields.email}
        onChange={fields.setEmail}
        error={fault('email')}
      />
      <TextField
        label="Telephone"
        hint="May stay empty."
        value={fields.telephone}
        onChange={fields.setTelephone}
        error={fault('telephone')}
      />
    </>
  )
}
