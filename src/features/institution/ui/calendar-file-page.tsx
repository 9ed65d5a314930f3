import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { UploadButton } from '#ui/parts/upload-button.tsx'
import {
  BroughtIn,
  calendarFileLimits as limits,
  CalendarLook,
  type DayKind,
  type DaysToBringIn,
  type FoundDays,
} from '../calendar-file/contract.ts'
import { periodWords } from './periods.tsx'

type Mark = DayKind | 'none'
const keyOf = ({ name, from, until }: FoundDays): string => `${name} ${from} ${until}`
const labels = { term: 'Term', closure: 'Closure' }

/** Terms and closures out of a calendar file: a look first, and what each event is is said before anything is kept. */
export function CalendarFilePage() {
  const [look, setLook] = useState<CalendarLook | null>(null)
  const [times, setTimes] = useState(0)
  const upload = async (form: FormData) => {
    setLook(await api.post('/institution/calendar-file', form, CalendarLook))
    setTimes((count) => count + 1)
  }
  return (
    <Page
      title="Terms and closures from a calendar file"
      lede="Every event is shown first, and nothing is kept until you say what it is."
      width="narrow"
    >
      <Stack>
        <Card title="Choose the file">
          <Stack>
            <p>
              An iCalendar file (.ics), as Outlook, Google Calendar or the university’s website exports it. At
              most {limits.bytes / 1_000_000} MB and {limits.events.toLocaleString('en-GB')} events. Days are
              those on the institution’s clocks.
            </p>
            <UploadButton label="Calendar file" accept=".ics,.ical,text/calendar" upload={upload}>
              <Link to="/institution">Terms and closures as they stand</Link>
            </UploadButton>
          </Stack>
        </Card>
        {look && <Looked key={times} look={look} onChange={setLook} />}
      </Stack>
    </Page>
  )
}

function Looked({ look, onChange }: { look: CalendarLook; onChange: (look: CalendarLook) => void }) {
  const queries = useQueryClient()
  const [marks, setMarks] = useState<Record<string, Mark>>(() =>
    Object.fromEntries(look.found.map((one) => [keyOf(one), one.suggests])),
  )
  const fresh = look.found.filter((one) => one.stands === null)
  const markOf = (one: FoundDays): Mark => marks[keyOf(one)] ?? 'none'
  const wanted = (kind: DayKind) => fresh.filter((one) => markOf(one) === kind)
  const bringIn = useMutation({
    mutationFn: () => {
      const days: DaysToBringIn['days'] = fresh.flatMap((one) => {
        const [as, { name, from, until }] = [markOf(one), one]
        return as === 'none' ? [] : [{ name, from, until, as }]
      })
      return api.post('/institution/calendar-file/days', { days }, BroughtIn)
    },
    onSuccess: async ({ terms, closures }) => {
      toast.done(`${said(terms, closures)} brought in.`)
      onChange({
        ...look,
        found: look.found.map((one) => {
          const as = markOf(one)
          return one.stands === null && as !== 'none' ? { ...one, stands: as } : one
        }),
      })
      const touched = ['institution', 'institution-calendar', 'plans']
      await Promise.all(touched.map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const count = { terms: wanted('term').length, closures: wanted('closure').length }
  const none = count.terms + count.closures === 0
  return (
    <Card title={`What is in ${look.fileName}`}>
      <Stack>
        <p role="status">{summary(look)}</p>
        {look.found.length > 0 && (
          <Items label="Events of the file">
            {look.found.map((one) => (
              <Event
                key={keyOf(one)}
                days={one}
                mark={markOf(one)}
                onMark={(mark) => setMarks((old) => ({ ...old, [keyOf(one)]: mark }))}
              />
            ))}
          </Items>
        )}
        {look.aside.length > 0 && <p>Not among them: {look.aside.join(' ')}</p>}
        <ProblemAlert error={bringIn.error} />
        {fresh.length > 0 && (
          <Row>
            <Button loading={bringIn.isPending} disabled={none} onClick={() => bringIn.mutate()}>
              {none ? 'Bring in' : `Bring in ${said(count.terms, count.closures)}`}
            </Button>
            {none && <span>Say above what is a term or a closure.</span>}
          </Row>
        )}
      </Stack>
    </Card>
  )
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${many}`]

function said(terms: number, closures: number): string {
  const all = [...counted(terms, 'term', 'terms'), ...counted(closures, 'closure', 'closures')]
  return all.length === 0 ? 'Nothing new was' : all.join(' and ')
}

function summary({ found }: CalendarLook): string {
  if (found.length === 0) return 'No event of this file is to come.'
  const there = found.filter((one) => one.stands !== null).length
  if (there === found.length) return 'Everything in this file stands in the settings already.'
  const fresh = found.length - there
  const news = fresh === 1 ? 'One event is new.' : `${fresh} events are new.`
  if (there === 0) return news
  return `${news} ${there === 1 ? 'One stands' : `${there} stand`} in the settings already.`
}

interface EventProps {
  days: FoundDays
  mark: Mark
  onMark: (mark: Mark) => void
}

function Event({ days, mark, onMark }: EventProps) {
  const when = `${periodWords(days)}${days.timed ? ', at a time of day' : ''}`
  return (
    <Item
      title={days.name}
      note={[when, ...days.notes].join('. ').replaceAll('..', '.')}
      end={
        days.stands !== null ? (
          <Chip level="ok">{labels[days.stands]}: stands already</Chip>
        ) : (
          <SelectField
            aria-label={`What “${days.name}”, ${periodWords(days)}, is`}
            value={mark}
            data={[
              { value: 'none', label: 'Leave out' },
              { value: 'term', label: 'Term' },
              { value: 'closure', label: 'Closure: queues rest' },
            ]}
            onChange={(value) => onMark(value === 'term' || value === 'closure' ? value : 'none')}
          />
        )
      }
    />
  )
}
