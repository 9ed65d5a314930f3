import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Institution, type Watched } from '../contract.ts'
import { Periods } from './periods.tsx'

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
  const keep = async (watched: Watched, said: string) => {
    const changed = await api.patch('/institution', { watched }, Institution)
    queries.setQueryData(['institution'], changed)
    await queries.invalidateQueries({ queryKey: ['policy'] })
    toast.done(said)
  }
  return (
    <Card title="What the checks watch for">
      <Stack>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void deed.run(() =>
              keep(
                { ...institution.watched, topics: lines(topics), studentNumbers: lines(numbers), welsh },
                'What the checks watch for is kept.',
              ),
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
        <h3>Election periods</h3>
        <Periods
          label="Election periods"
          path="watched.electionPeriods"
          nameLabel="Election"
          addLabel="Add the period"
          periods={institution.watched.electionPeriods}
          keep={(electionPeriods) =>
            keep({ ...institution.watched, electionPeriods }, 'The election periods are kept.')
          }
        />
      </Stack>
    </Card>
  )
}
