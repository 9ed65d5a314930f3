import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Institution, type Blackout } from '../contract.ts'
import { dayWords } from './periods.tsx'

const none: Blackout = { name: '', from: '', until: '', everyYear: false, goes: '' }

const yearly = (date: string): string => dayWords(date).replace(/ \d{4}$/, '')

function when({ from, until, everyYear }: Blackout): string {
  const words = everyYear ? yearly : dayWords
  const run = from === until ? words(from) : `${words(from)} to ${words(until)}`
  return everyYear ? `${run}, every year` : run
}

/** Days on which nothing goes out that can wait. Those that the policy names stand in the policy. */
export function BlackoutsCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [typed, setTyped] = useState(none)
  const { blackouts } = institution
  const set = (change: Partial<Blackout>) => setTyped((old) => ({ ...old, ...change }))
  const keep = (list: Blackout[]) =>
    deed.run(async () => {
      queries.setQueryData(['institution'], await api.patch('/institution', { blackouts: list }, Institution))
      await Promise.all(['plans', 'policy'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      setTyped(none)
      toast.done('The days kept free are kept.')
    })
  const fault = (field: keyof Blackout) => deed.field(`blackouts.${blackouts.length}.${field}`)
  return (
    <Card title="Days kept free">
      <Stack>
        <p>
          For mourning, remembrance or a grave event. A post that is planned for such a day needs a reason,
          queues and series leave it out, and the calendar shows it. The policy may name further days.
        </p>
        {blackouts.length > 0 && (
          <Items label="Days kept free">
            {blackouts.map((blackout) => (
              <Item
                key={`${blackout.name} ${blackout.from}`}
                title={blackout.name}
                note={[when(blackout), blackout.goes && `still to go: ${blackout.goes}`]
                  .filter(Boolean)
                  .join('; ')}
                end={
                  <Button
                    size="sm"
                    variant="subtle"
                    onClick={() => void keep(blackouts.filter((other) => other !== blackout))}
                  >
                    Remove<span className="visually-hidden"> {blackout.name}</span>
                  </Button>
                }
              />
            ))}
          </Items>
        )}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void keep([...blackouts, { ...typed, until: typed.until || typed.from }])
          }}
        >
          <Fields>
            <TextField
              label="What the days are for"
              value={typed.name}
              onChange={(name) => set({ name })}
              error={fault('name')}
            />
            <TextField
              label="First day"
              type="date"
              value={typed.from}
              onChange={(from) => set({ from })}
              error={fault('from')}
            />
            <TextField
              label="Last day"
              hint="May stay empty when it is one day."
              type="date"
              min={typed.from}
              value={typed.until}
              onChange={(until) => set({ until })}
              error={typed.from ? fault('until') : undefined}
            />
            <CheckboxField
              label="On the same days of every year"
              checked={typed.everyYear}
              onChange={(everyYear) => set({ everyYear })}
            />
            <TextField
              label="What still may go then"
              hint="May stay empty. Such as “Notices of closing”."
              value={typed.goes}
              onChange={(goes) => set({ goes })}
              error={fault('goes')}
            />
            <ProblemAlert error={deed.general} />
            <Row>
              <Button type="submit" variant="outline" loading={deed.busy}>
                Keep these days free
              </Button>
            </Row>
          </Fields>
        </form>
      </Stack>
    </Card>
  )
}
