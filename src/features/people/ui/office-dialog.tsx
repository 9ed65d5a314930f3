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

interface OfficeForm {
  id: string
  name: string
  about: string
  email: string
  telephone: string
}

function useOfficeForm({ office, onClose, onDone }: OfficeDialogProps) {
  const deed = useDeed()
  const { known } = office
  const begin = known ?? (office.known === null ? office.named : null)
  const [typed, setTyped] = useState({
    name: begin?.name ?? '',
    about: begin?.about ?? '',
    email: known?.email ?? '',
    telephone: known?.telephone ?? '',
  })
  const [ownId, setId] = useState<string | null>(begin?.id ?? null)
  const id = ownId ?? shortName(typed.name)
  const keep = () =>
    deed.run(async () => {
      if (known) await api.patch(`/offices/${known.id}`, typed, Done)
      else await api.post('/offices', { id, ...typed }, Done)
      await onDone()
      onClose()
    })
  const set = ({ id: chosen, ...part }: Partial<OfficeForm>) => {
    if (chosen !== undefined) setId(chosen)
    setTyped((before) => ({ ...before, ...part }))
  }
  return { deed, keep, set, fields: { ...typed, id } }
}

/** Adds an office, or changes what is known of one. */
export function OfficeDialog(props: OfficeDialogProps) {
  const { deed, keep, set, fields } = useOfficeForm(props)
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
          <OfficeFields fields={fields} isNew={known === null} set={set} fault={deed.field} />
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
  fields: OfficeForm
  isNew: boolean
  set: (part: Partial<OfficeForm>) => void
  fault: (path: string) => string | undefined
}

function OfficeFields({ fields, isNew, set, fault }: OfficeFieldsProps) {
  const field = (id: keyof OfficeForm) => ({
    value: fields[id],
    onChange: (value: string) => set({ [id]: value }),
    error: fault(id),
  })
  return (
    <>
      <TextField label="Name of the office" {...field('name')} />
      {isNew && (
        <TextField
          label="Short name"
          hint="What the policy’s controls call it. It can’t be changed later."
          {...field('id')}
        />
      )}
      <TextArea label="What it does" hint="A sentence for people who have to find it." {...field('about')} />
      <TextField
        label="E-mail address"
        hint="Where anybody reaches it, whoever holds it."
        {...field('email')}
      />
      <TextField label="Telephone" hint="May stay empty." {...field('telephone')} />
    </>
  )
}
