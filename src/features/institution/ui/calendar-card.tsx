import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Institution, InstitutionCalendar } from '../contract.ts'
import { dayWords, Periods } from './periods.tsx'

export const calendarQuery = queryOptions({
  queryKey: ['institution-calendar'],
  queryFn: ({ signal }) => api.get('/institution/calendar', InstitutionCalendar, { signal }),
})

/** Which days count: the nation's public holidays are known, closures are the institution's to say. */
export function CalendarCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  const calendar = useQuery(calendarQuery)
  return (
    <Card title="Working days">
      <Stack>
        <p>
          Time limits in working days leave out weekends, public holidays, and the days on which the
          institution is closed. A limit that runs already keeps its date.
        </p>
        <ProblemAlert error={calendar.error} />
        {calendar.data && <Holidays calendar={calendar.data} />}
        <h3>Closed besides</h3>
        <Periods
          label="Closures"
          path="closures"
          nameLabel="Why it is closed"
          nameHint="Such as “Winter closure”, or a public holiday that was proclaimed for one year."
          addLabel="Add these days"
          periods={institution.closures}
          keep={async (closures) => {
            const changed = await api.patch('/institution', { closures }, Institution)
            queries.setQueryData(['institution'], changed)
            await queries.invalidateQueries({ queryKey: calendarQuery.queryKey })
            toast.done('The closures are kept.')
          }}
        />
      </Stack>
    </Card>
  )
}

function Holidays({ calendar: { nation, until, holidays } }: { calendar: InstitutionCalendar }) {
  if (nation === 'Other')
    return <p>No public holidays are known for your nation: add them below, as days that it is closed.</p>
  return (
    <details>
      <summary>
        Public holidays of {nation} until {dayWords(until)}
      </summary>
      <Items label="Public holidays">
        {holidays.map(({ date, name }) => (
          <Item key={date} title={name} note={dayWords(date)} />
        ))}
      </Items>
    </details>
  )
}
