import { useState } from 'react'
import type { QueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { CheckboxField, Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done, Unit, unitKinds } from '../contract.ts'
import { answersForItself, makesRing } from '../rules.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { useDeed } from './use-deed.ts'

type UnitKind = (typeof unitKinds)[number]

const kindWords: Record<UnitKind, string> = {
  faculty: 'Faculty',
  department: 'Department',
  service: 'Service',
  'research-group': 'Research group',
  college: 'College',
  affiliate: 'Affiliate',
  other: 'Other',
}

export function unitKindWords(kind: string): string {
  return kindWords[kind as UnitKind] ?? kind
}

/** Everything that shows units by name is read again. */
export async function queriesOfUnits(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['units'] })
  await queries.invalidateQueries({ queryKey: ['accounts'] })
}

interface UnitDialogProps {
  /** Null: a new one. */
  unit: Unit | null
  units: Unit[]
  onClose: () => void
  onDone: () => Promise<void>
}

export function UnitDialog({ unit, units, onClose, onDone }: UnitDialogProps) {
  const deed = useDeed()
  const [name, setName] = useState(unit?.name ?? '')
  const [kind, setKind] = useState(unit?.kind ?? 'department')
  const [parentId, setParent] = useState(unit?.parentId ?? '')
  const [affiliate, setAffiliate] = useState(unit?.affiliate ?? false)
  const [merging, setMerging] = useState(false)
  const implied = answersForItself(units, { kind, affiliate: false, parentId: parentId || null })
  const parents = units.filter((other) => !unit || !makesRing(units, unit.id, other.id))
  const body = { name, kind, parentId: parentId || null, affiliate: affiliate || implied }
  async function finish(change: () => Promise<unknown>) {
    await deed.run(async () => {
      await change()
      await onDone()
      onClose()
    })
  }
  const save = () =>
    finish(() => (unit ? api.patch(`/units/${unit.id}`, body, Unit) : api.post('/units', body, Unit)))
  if (unit && merging) return <MergeDialog unit={unit} units={units} onClose={onClose} onDone={onDone} />
  return (
    <Dialog open title={unit ? unit.name : 'Add a unit'} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          <TextField label="Name" value={name} onChange={setName} error={deed.field('name')} />
          <SelectField
            label="Kind"
            data={unitKinds.map((value) => ({ value, label: kindWords[value] }))}
            value={kind}
            onChange={setKind}
            error={deed.field('kind')}
          />
          <SelectField
            label="Belongs to"
            data={[
              { value: '', label: 'The institution itself' },
              ...parents.map((other) => ({ value: other.id, label: other.name })),
            ]}
            value={parentId}
            onChange={setParent}
            error={deed.field('parentId')}
          />
          <CheckboxField
            label="Answers for itself"
            hint={
              implied && kind !== 'affiliate'
                ? 'It stands below a body that answers for itself, so it does so too.'
                : 'Such as the students’ union. Its accounts are listed as its own: nothing is approved or published for them here.'
            }
            checked={affiliate || implied}
            disabled={implied}
            error={deed.field('affiliate')}
            onChange={setAffiliate}
          />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            {unit && (
              <Button variant="subtle" onClick={() => setMerging(true)}>
                Merge…
              </Button>
            )}
            {unit && (
              <Button
                variant="subtle"
                color="danger"
                onClick={() => void finish(() => api.delete(`/units/${unit.id}`, Done))}
              >
                Remove
              </Button>
            )}
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {unit ? 'Save' : 'Add the unit'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
