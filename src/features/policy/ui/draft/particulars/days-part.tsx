import { useRef, useState, type RefObject } from 'react'
import { Button } from '@mantine/core'
import { formatInstant } from '#ui/parts/instants.ts'
import { Row } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { Desk } from '../desk.ts'
import { DaysFields } from './days-fields.tsx'
import {
  addDays,
  changeDays,
  daysFault,
  faultsOfNew,
  isYearly,
  noDays,
  readDays,
  removeDays,
  type DayList,
  type DaysForm,
} from './days-text.ts'
import css from '../controls/controls.module.css'

const about = {
  blackouts: {
    title: 'Days kept free',
    says: 'Nothing goes out then that can wait: a post planned for such a day needs a reason, and queues and series leave it out. Days of the institution’s settings count as well.',
    add: 'Add days to keep free',
    put: 'Keep these days free',
  },
  'election-periods': {
    title: 'Election periods',
    says: 'Political balance is watched more closely then, and queues rest unless they are to go on. Periods of the institution’s settings count as well.',
    add: 'Add an election period',
    put: 'Add this period',
  },
} as const

interface DaysPartProps {
  desk: Desk
  list: DayList
}

/** Runs of days that the policy names at its head. */
export function DaysPart({ desk, list }: DaysPartProps) {
  const { title, says } = about[list]
  const policy = desk.files['policy.md']
  const days = readDays(policy, list)
  const after = useRef<HTMLElement>(null)
  const write = (make: (text: string) => string) => desk.edit(() => ({ 'policy.md': make(policy) }))
  return (
    <fieldset className={css.part}>
      <legend>{title}</legend>
      <p>{says}</p>
      {days === null && (
        <Callout level="refuse" title="These days are written in a way that no form can show">
          <p>Nothing of them is lost. Change them in the text of “Policy”, under “{list}”.</p>
          <Button variant="outline" onClick={() => desk.showText('policy.md', 1)}>
            Go to the text
          </Button>
        </Callout>
      )}
      {days?.map((one, at) => (
        // With one more or less, each is another.
        <details key={`${at} of ${days.length}`} className={css.readable}>
          <summary>{[one.name || 'Without a name', when(one)].filter(Boolean).join(', ')}</summary>
          <DaysFields
            label={`${title}: ${one.name || at + 1}`}
            policy={policy}
            list={list}
            days={one}
            faultOf={(field) => daysFault(desk.check.faults, list, at, field)}
            onChange={(change) => write((text) => changeDays(text, list, at, change))}
          />
          <Row>
            <Button
              variant="subtle"
              color="danger"
              onClick={() => {
                write((text) => removeDays(text, list, at))
                // The button is gone, and the focus would be nowhere.
                after.current?.focus()
              }}
            >
              Remove {one.name || 'these days'}
            </Button>
          </Row>
        </details>
      ))}
      {days && (
        <NewDays
          summary={after}
          policy={policy}
          list={list}
          onAdd={(added) => write((text) => addDays(text, list, added))}
        />
      )}
    </fieldset>
  )
}

function dayWords(day: string): string {
  const whole = isYearly({ from: day }) ? `2000-${day}` : day
  const date = new Date(`${whole}T12:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  const words = formatInstant(date, 'UTC', 'date')
  return whole === day ? words : words.replace(/ \d{4}$/, '')
}

/** “24 Dec to 2 Jan, every year” */
function when(days: DaysForm): string {
  if (days.from === '') return ''
  const last = days.until === '' || days.until === days.from ? '' : ` to ${dayWords(days.until)}`
  return `${dayWords(days.from)}${last}${isYearly(days) ? ', every year' : ''}`
}

function NewDays(props: {
  summary: RefObject<HTMLElement | null>
  policy: string
  list: DayList
  onAdd: (days: DaysForm) => void
}) {
  const { list, policy, onAdd } = props
  const [days, setDays] = useState(noDays)
  const [tried, setTried] = useState(false)
  // What was added leaves empty fields behind, with nothing chosen in them.
  const [round, setRound] = useState(0)
  const faults = faultsOfNew(days, list)
  const add = () => {
    setTried(true)
    if (Object.keys(faults).length > 0) return
    onAdd({ ...days, name: days.name.trim(), goes: days.goes.trim() })
    setDays(noDays)
    setTried(false)
    setRound(round + 1)
  }
  return (
    <details className={css.more}>
      <summary ref={props.summary}>{about[list].add}</summary>
      <div>
        <DaysFields
          key={round}
          label={about[list].add}
          policy={policy}
          list={list}
          days={days}
          faultOf={(field) => (tried ? faults[field] : undefined)}
          onChange={(change) => setDays({ ...days, ...change })}
        />
        <div>
          <Button variant="outline" onClick={add}>
            {about[list].put}
          </Button>
        </div>
      </div>
    </details>
  )
}
