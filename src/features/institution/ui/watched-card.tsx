import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Institution, type ElectionPeriod, type Watched } from '../contract.ts'

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** What the policy’s checks ask of the institution: its sensitive matters, elections, student numbers, and Welsh. */
export function WatchedCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [topics, setTopics] = useState(institution.watched.topics.join('\n'))
  const [numbers, setNumbers] = useState(institution.watched.studentNumbers.join('\n'))
  const [welsh, setWelsh] = useState(institution.watched.welsh)
  const keep = (watched: Watched, said: string) =>
    deed.run(async () => {
      const changed = await api.patch('/institution', { watched }, Institution)
      queries.setQueryData(['institution'], changed)
      await queries.invalidateQueries({ queryKey: ['policy'] })
      toast.done(said)
    })
  const periods = (electionPeriods: ElectionPeriod[]) =>
    keep({ ...institution.watched, electionPeriods }, 'The election periods are kept.')
  return (
    <Card title="What the checks watch for">
      <Stack>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void keep(
              { ...institution.watched, topics: lines(topics), studentNumbers: lines(numbers), welsh },
              'What the checks watch for is kept.',
            )
          }}
        >
          <Fields>
            <TextArea
              label="Matters on which the institution speaks with one voice"
              hint="One on each line, such as “tuition fees”. A post that takes one up is pointed out; a person decides."
              value={topics}
              onChange={setTopics}
              error={deed.field('watched.topics')}
            />
            <TextArea
              label="How student numbers look"
              hint="One on each line: 9 for a figure, letters as they stand. 99999999 or E9999999."
              value={numbers}
              onChange={setNumbers}
              error={deed.field('watched.studentNumbers.0')}
            />
            <CheckboxField
              label="Welsh is owed the same treatment as English"
              checked={welsh}
              onChange={setWelsh}
            />
            <ProblemAlert error={deed.general} />
            <Row>
              <Button type="submit" loading={deed.busy}>
                Save
              </Button>
            </Row>
          </Fields>
        </form>
        <ElectionPeriods periods={institution.watched.electionPeriods} onKeep={periods} busy={deed.busy} />
      </Stack>
    </Card>
  )
}

interface ElectionPeriodsProps {
  periods: ElectionPeriod[]
  onKeep: (periods: ElectionPeriod[]) => Promise<unknown>
  busy: boolean
}

function ElectionPeriods({ periods, onKeep, busy }: ElectionPeriodsProps) {
  const [name, setName] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  return (
    <>
      <h3>Election periods</h3>
      <Items label="Election periods">
        {periods.map((period) => (
          <Item
            key={`${period.name} ${period.from}`}
            title={period.name}
            note={`${period.from} to ${period.until}`}
            end={
              <Button
                size="sm"
                variant="subtle"
                onClick={() => void onKeep(periods.filter((other) => other !== period))}
              >
                Remove<span className="visually-hidden"> {period.name}</span>
              </Button>
            }
          />
        ))}
      </Items>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void onKeep([...periods, { name, from, until }]).then(() => {
            setName('')
            setFrom('')
            setUntil('')
          })
        }}
      >
        <Fields>
          <TextField label="Election" value={name} onChange={setName} />
          <TextField label="First day" hint="As 2027-03-25." value={from} onChange={setFrom} />
          <TextField label="Last day" hint="As 2027-05-06." value={until} onChange={setUntil} />
          <Row>
            <Button type="submit" variant="outline" loading={busy}>
              Add the period
            </Button>
          </Row>
        </Fields>
      </form>
    </>
  )
}
