import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useSession } from '#ui/session.ts'
import { Done, Institution, nations } from '../contract.ts'
import { BlackoutsCard } from './blackouts-card.tsx'
import { CalendarCard, calendarQuery } from './calendar-card.tsx'
import { ContactsCard } from './contacts-card.tsx'
import { ExampleCard } from './example-card.tsx'
import { ServicesCard } from './services-card.tsx'
import { TermsCard } from './terms-card.tsx'
import { WatchedCard } from './watched-card.tsx'
import { timeZones } from './zones.ts'

const institutionQuery = queryOptions({
  queryKey: ['institution'],
  queryFn: ({ signal }) => api.get('/institution', Institution, { signal }),
})

export function InstitutionPage() {
  const institution = useQuery(institutionQuery)
  const session = useSession()
  const unfinished = session.notices.some((notice) => notice.id === 'setup-unfinished')
  return (
    <Page title="Institution" lede="What holds for everybody here." width="narrow">
      {institution.isPending && <Skeleton lines={5} label="Loading the settings" />}
      <ProblemAlert error={institution.error} />
      {institution.data && (
        <Stack>
          {unfinished && <FinishSetup />}
          <BasicsCard institution={institution.data} />
          <ContactsCard institution={institution.data} />
          <CalendarCard institution={institution.data} />
          <TermsCard institution={institution.data} />
          <BlackoutsCard institution={institution.data} />
          <ServicesCard institution={institution.data} />
          <WatchedCard institution={institution.data} />
          <ExampleCard present={institution.data.example} />
        </Stack>
      )}
    </Page>
  )
}

/** A last step of set-up failed: run it again. */
function FinishSetup() {
  const queries = useQueryClient()
  const deed = useDeed()
  const finish = () =>
    deed.run(async () => {
      await api.post('/setup/finish', {}, Done)
      toast.done('Setting up is finished.')
      await queries.invalidateQueries()
    })
  return (
    <Callout level="advise" title="A last step of setting up did not succeed">
      <Stack gap="tight">
        <p>Nothing you gave is lost. What failed stands in the log of the server.</p>
        <ProblemAlert error={deed.fault} />
        <Row>
          <Button size="sm" loading={deed.busy} onClick={() => void finish()}>
            Run it again
          </Button>
        </Row>
      </Stack>
    </Callout>
  )
}

function BasicsCard({ institution }: { institution: Institution }) {
  const queries = useQueryClient()
  const deed = useDeed()
  const [name, setName] = useState(institution.name)
  const [nation, setNation] = useState(institution.nation)
  const [timeZone, setZone] = useState(institution.timeZone)
  const save = () =>
    deed.run(async () => {
      const changed = await api.patch('/institution', { name, nation, timeZone }, Institution)
      queries.setQueryData(institutionQuery.queryKey, changed)
      await queries.invalidateQueries({ queryKey: ['session'] })
      await queries.invalidateQueries({ queryKey: calendarQuery.queryKey })
      toast.done('The settings are kept.')
    })
  return (
    <Card title="Name and place">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          <TextField label="Name" value={name} onChange={setName} error={deed.field('name')} />
          <SelectField
            label="Nation"
            data={[...nations]}
            value={nation}
            onChange={(value) => setNation(nations.find((one) => one === value) ?? 'Other')}
            error={deed.field('nation')}
          />
          <SearchSelect
            label="Time zone"
            hint="Posts that are scheduled keep their instant; what is shown changes."
            data={timeZones()}
            value={timeZone}
            onChange={(zone) => setZone(zone ?? '')}
            error={deed.field('timeZone')}
          />
          <ProblemAlert error={deed.general} />
          <Row>
            <Button type="submit" loading={deed.busy}>
              Save
            </Button>
          </Row>
        </Fields>
      </form>
    </Card>
  )
}
