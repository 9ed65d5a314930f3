import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Done } from '../../contract.ts'
import type { SignInServices } from '../../sso/contract.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { administratorsQuery } from './queries.ts'

interface EmergencyCardProps {
  people: SignInServices['breakGlass']
  confirmed: Confirmed
  onDone: () => Promise<void>
}

/** Who comes in when the service is down. */
export function EmergencyCard({ people, confirmed, onDone }: EmergencyCardProps) {
  const everybody = useQuery(administratorsQuery)
  const deed = useDeed()
  const [chosen, setChosen] = useState('')
  const mark = (personId: string, marked: boolean) =>
    deed.run(async () => {
      await confirmed(() => api.put('/sign-in-services/break-glass', { personId, marked }, Done))
      setChosen('')
      await onDone()
    })
  const others = (everybody.data?.people ?? []).filter(
    (person) => person.state === 'active' && !people.some(({ id }) => id === person.id),
  )
  return (
    <Card title="For emergencies">
      <Stack>
        <p>
          These people may always sign in with what Rostrum keeps of them, so that a service that is down
          locks nobody out for good. Two are better than one.
        </p>
        <Items label="People for emergencies">
          {people.map((person) => (
            <Item
              key={person.id}
              title={person.name}
              note={person.email}
              end={
                <Row align="end">
                  {!person.ready && <Chip level="advise">Can’t help yet</Chip>}
                  <Button size="sm" variant="outline" onClick={() => void mark(person.id, false)}>
                    Take off<span className="visually-hidden"> {person.name}</span>
                  </Button>
                </Row>
              }
            />
          ))}
        </Items>
        {others.length > 0 && (
          <Row align="end">
            <SelectField
              label="Add somebody who runs Rostrum"
              data={[
                { value: '', label: 'Choose a person' },
                ...others.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={chosen}
              onChange={setChosen}
            />
            <Button variant="outline" disabled={!chosen} onClick={() => void mark(chosen, true)}>
              Mark for emergencies
            </Button>
          </Row>
        )}
        <ProblemAlert error={deed.fault} />
      </Stack>
    </Card>
  )
}
