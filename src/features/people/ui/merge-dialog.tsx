import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Unit } from '../contract.ts'
import { withThoseBelow } from '../rules.ts'
import { useDeed } from './use-deed.ts'

interface MergeDialogProps {
  unit: Unit
  units: Unit[]
  onClose: () => void
  onDone: () => Promise<void>
}

/** Takes a unit into another, with everything that belongs to it. */
export function MergeDialog({ unit, units, onClose, onDone }: MergeDialogProps) {
  const deed = useDeed()
  const [into, setInto] = useState('')
  const own = withThoseBelow(units, unit.id)
  const others = units.filter((other) => !own.has(other.id) && other.affiliate === unit.affiliate)
  const merge = () =>
    deed.run(async () => {
      const { name } = await api.post(`/units/${unit.id}/merge`, { into }, Unit)
      await onDone()
      toast.done(`${unit.name} is part of ${name} now.`)
      onClose()
    })
  return (
    <Dialog open title={`Merge ${unit.name} into another unit`} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void merge()
        }}
      >
        <Fields>
          <p>
            Its accounts, its people and the units below it then belong to the other one, and {unit.name} is
            gone. This can’t be undone. Exceptions to the policy for it end with it.
          </p>
          <SearchSelect
            label="Into which unit?"
            required
            data={others.map((other) => ({ value: other.id, label: other.name }))}
            value={into || null}
            error={deed.field('into')}
            onChange={(chosen) => setInto(chosen ?? '')}
          />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="danger" loading={deed.busy}>
              Merge
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
