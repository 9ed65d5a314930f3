import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Item, Items } from '#ui/parts/card.tsx'
import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done, type Person } from '../contract.ts'
import { unitsQuery } from './queries.ts'
import { useDeed } from './use-deed.ts'
import type { Confirmed } from './ways-in-card.tsx'

interface PersonUnitsProps {
  person: Person
  confirmed: Confirmed
  onDone: () => Promise<void>
}

/** The units that a person belongs to, and whether they coordinate them: given here, or by the directory. */
export function PersonUnits({ person, confirmed, onDone }: PersonUnitsProps) {
  const deed = useDeed()
  const units = useQuery(unitsQuery).data?.units ?? []
  const [unitId, setUnit] = useState('')
  const [coordinator, setCoordinator] = useState(false)
  const free = units.filter(
    (unit) => !person.units.some((held) => held.unitId === unit.id && !held.byMapping),
  )
  const put = (into: { unitId: string; coordinator: boolean }) =>
    deed.run(async () => {
      await confirmed(() => api.post(`/people/${person.id}/units`, into, Done))
      setUnit('')
      setCoordinator(false)
      await onDone()
    })
  const takeOut = (id: string) =>
    deed.run(async () => {
      await api.delete(`/people/${person.id}/units/${id}`, Done)
      await onDone()
    })
  return (
    <Stack gap="tight">
      <h3>Units</h3>
      {person.units.length > 0 && (
        <Items label={`Units of ${person.name}`}>
          {person.units.map((unit) => (
            <Item
              key={`${unit.unitId} ${unit.byMapping}`}
              title={unit.name}
              note={noteOf(unit)}
              end={
                !unit.byMapping && (
                  <Row>
                    <Button
                      size="sm"
                      variant="subtle"
                      disabled={deed.busy}
                      onClick={() => void put({ unitId: unit.unitId, coordinator: !unit.coordinator })}
                    >
                      {unit.coordinator ? 'No longer coordinator' : 'Make coordinator'}
                      <span className="visually-hidden"> of {unit.name}</span>
                    </Button>
                    <Button
                      size="sm"
                      variant="subtle"
                      disabled={deed.busy}
                      onClick={() => void takeOut(unit.unitId)}
                    >
                      Take out<span className="visually-hidden"> of {unit.name}</span>
                    </Button>
                  </Row>
                )
              }
            />
          ))}
        </Items>
      )}
      {free.length > 0 && (
        <>
          <SelectField
            label="Another unit"
            data={[
              { value: '', label: 'Choose a unit' },
              ...free.map((unit) => ({ value: unit.id, label: unit.name })),
            ]}
            value={unitId}
            onChange={setUnit}
          />
          {unitId && (
            <>
              <CheckboxField
                label="As its coordinator"
                hint="Looks after every account of this unit and of the units below it: people, reviews, hand-overs."
                checked={coordinator}
                onChange={setCoordinator}
              />
              <Row>
                <Button
                  size="sm"
                  variant="outline"
                  loading={deed.busy}
                  onClick={() => void put({ unitId, coordinator })}
                >
                  Put into the unit
                </Button>
              </Row>
            </>
          )}
        </>
      )}
      <ProblemAlert error={deed.fault} />
    </Stack>
  )
}

function noteOf(unit: Person['units'][number]): string {
  if (unit.byMapping) return unit.coordinator ? 'Coordinator, by the directory' : 'By the directory'
  return unit.coordinator ? 'Coordinator' : 'Member'
}
