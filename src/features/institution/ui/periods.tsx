import { useState } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { Item, Items } from '#ui/parts/card.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'

interface Period {
  name: string
  from: string
  until: string
}

/** "24 Dec 2026" */
export const dayWords = (date: string): string => formatInstant(new Date(`${date}T12:00:00Z`), 'UTC', 'date')

export const periodWords = ({ from, until }: Pick<Period, 'from' | 'until'>): string =>
  from === until ? dayWords(from) : `${dayWords(from)} to ${dayWords(until)}`

interface PeriodsProps {
  /** What the list is called, and where it stands in what is sent. */
  label: string
  path: string
  nameLabel: string
  nameHint?: string
  addLabel: string
  periods: readonly Period[]
  /** Throws where it could not be kept. */
  keep: (periods: Period[]) => Promise<void>
}

/** Named runs of days: those there are, and a form for one more. */
export function Periods(props: PeriodsProps) {
  const { label, path, periods, keep } = props
  const deed = useDeed()
  const [name, setName] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const fault = (field: keyof Period) => deed.field(`${path}.${periods.length}.${field}`)
  const add = () =>
    deed.run(async () => {
      await keep([...periods, { name, from, until: until || from }])
      setName('')
      setFrom('')
      setUntil('')
    })
  const remove = (period: Period) => deed.run(() => keep(periods.filter((other) => other !== period)))
  const beside = fault('name') ?? fault('from') ?? fault('until')
  return (
    <>
      {periods.length > 0 && (
        <Items label={label}>
          {periods.map((period) => (
            <Item
              key={`${period.name} ${period.from}`}
              title={period.name}
              note={periodWords(period)}
              end={
                <Button size="sm" variant="subtle" onClick={() => void remove(period)}>
                  Remove<span className="visually-hidden"> {period.name}</span>
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
          void add()
        }}
      >
        <Fields>
          <TextField
            label={props.nameLabel}
            hint={props.nameHint}
            value={name}
            onChange={setName}
            error={fault('name')}
          />
          <TextField label="First day" type="date" value={from} onChange={setFrom} error={fault('from')} />
          <TextField
            label="Last day"
            hint="May stay empty when it is one day."
            type="date"
            min={from}
            value={until}
            onChange={setUntil}
            error={from ? fault('until') : undefined}
          />
          <ProblemAlert error={beside ? undefined : deed.fault} />
          <Row>
            <Button type="submit" variant="outline" loading={deed.busy}>
              {props.addLabel}
            </Button>
          </Row>
        </Fields>
      </form>
    </>
  )
}
