import { useState } from 'react'
import { z } from 'zod'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxField, Fields, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useZone } from '#ui/session.ts'
import type { Office } from '../contract.ts'
import { beginningOf } from './days.ts'
import { PersonSelect } from './person-select.tsx'
import { useDeed } from './use-deed.ts'

interface HoldingDialogProps {
  office: Office
  onClose: () => void
  onDone: () => Promise<void>
}

function useGiving({ office, onClose, onDone }: HoldingDialogProps) {
  const deed = useDeed()
  const zone = useZone()
  const [personId, setPerson] = useState<string | null>(null)
  const [deputy, setDeputy] = useState(false)
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const give = () =>
    deed.run(async () => {
      const term = {
        ...(first ? { since: await beginningOf(first, zone) } : {}),
        ...(last ? { until: await beginningOf(last, zone, 1) } : {}),
      }
      const body = { personId: personId ?? '', deputy, ...term }
      await api.post(`/offices/${office.id}/holdings`, body, z.object({ id: z.string() }))
      await onDone()
      onClose()
    })
  return { deed, give, personId, setPerson, deputy, setDeputy, first, setFirst, last, setLast }
}

/** Gives an office to a person from a day to a day, or names a deputy. */
export function HoldingDialog(props: HoldingDialogProps) {
  const { deed, give, ...form } = useGiving(props)
  return (
    <Dialog open title={props.office.name} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void give()
        }}
      >
        <Fields>
          <PersonSelect
            label="Person"
            hint="Somebody who is not here yet is invited under “People” first."
            value={form.personId}
            onChange={form.setPerson}
            error={deed.field('personId')}
          />
          <CheckboxField label="As a deputy" checked={form.deputy} onChange={form.setDeputy} />
          <TextField
            type="date"
            label="First day"
            hint="Empty: from now on."
            value={form.first}
            onChange={form.setFirst}
            error={deed.field('since')}
          />
          <TextField
            type="date"
            label="Last day"
            hint="May stay empty while no end is known."
            value={form.last}
            onChange={form.setLast}
            error={deed.field('until')}
          />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {form.deputy ? 'Name as deputy' : 'Give the office'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
