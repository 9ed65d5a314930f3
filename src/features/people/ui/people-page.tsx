import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { PagedTable } from '#ui/parts/paged-table.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { Person } from '../contract.ts'
import { roles } from '../permissions.ts'
import { useConfirmed } from './confirm-identity.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { peopleColumns } from './people-columns.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { askedPeople, pageSize, peopleQuery, unitsQuery, type PeopleFilter } from './queries.ts'

const everybody: PeopleFilter = { search: '', state: '', role: '', unitId: '', order: 'ascending' }

const stateChoices = [
  { value: '', label: 'Everybody' },
  { value: 'here', label: 'Has access' },
  { value: 'invited', label: 'Invited, not here yet' },
  { value: 'left', label: 'Has left' },
]
const roleChoices = [
  { value: '', label: 'Any or none' },
  ...Object.entries(roles).map(([value, label]) => ({ value, label })),
]

export function PeoplePage() {
  const queries = useQueryClient()
  const [filter, setFilter] = useState(everybody)
  const [from, setFrom] = useState(0)
  const people = useQuery({
    ...peopleQuery(useDeferredValue(filter), from),
    placeholderData: keepPreviousData,
  })
  const invites = useMay('people.manage')
  const structures = useMay('units.manage')
  const { confirmed, dialog } = useConfirmed()
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<Person | null>(null)
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['people'] })
    await queries.invalidateQueries({ queryKey: ['units'] })
  }
  const change = (part: Partial<PeopleFilter>) => {
    setFrom(0)
    setFilter({ ...filter, ...part })
  }
  const total = people.data?.total ?? 0
  return (
    <Page
      title="People"
      lede="Who works here with Rostrum, and what they hold. Who answers for an account stands with the account."
      actions={invites && <Button onClick={() => setInviting(true)}>Invite a person</Button>}
    >
      {people.isPending && <Skeleton lines={6} label="Loading people" />}
      <ProblemAlert error={people.error} />
      {people.data && (
        <PagedTable
          caption="People"
          columns={peopleColumns(invites || structures ? setChosen : null)}
          rows={people.data.people}
          rowKey={(person) => person.id}
          total={total}
          from={from + 1}
          sort={{ key: 'person', direction: filter.order }}
          onSort={({ direction }) => change({ order: direction })}
          find={filter.search}
          onFind={(search) => change({ search })}
          onNext={from + pageSize < total ? () => setFrom(from + pageSize) : undefined}
          onPrevious={from > 0 ? () => setFrom(Math.max(0, from - pageSize)) : undefined}
          tools={<Filters filter={filter} onChange={change} />}
          csvHref={`/api/people.csv?${askedPeople(filter)}`}
          empty={<p>Nobody fits these filters.</p>}
        />
      )}
      <InviteDialog
        open={inviting}
        confirmed={confirmed}
        onClose={() => setInviting(false)}
        onDone={refresh}
      />
      {chosen && (
        <PersonDialog
          person={people.data?.people.find((person) => person.id === chosen.id) ?? chosen}
          confirmed={confirmed}
          onClose={() => setChosen(null)}
          onDone={refresh}
        />
      )}
      {dialog}
    </Page>
  )
}

interface FiltersProps {
  filter: PeopleFilter
  onChange: (part: Partial<PeopleFilter>) => void
}

function Filters({ filter, onChange }: FiltersProps) {
  const units = useQuery(unitsQuery).data?.units ?? []
  const unitChoices = [
    { value: '', label: 'Any' },
    ...units.map((unit) => ({ value: unit.id, label: unit.name })),
  ]
  return (
    <>
      <SelectField
        label="State"
        data={stateChoices}
        value={filter.state}
        onChange={(state) => onChange({ state })}
      />
      <SelectField
        label="Role"
        data={roleChoices}
        value={filter.role}
        onChange={(role) => onChange({ role })}
      />
      {units.length > 0 && (
        <SelectField
          label="Unit"
          data={unitChoices}
          value={filter.unitId}
          onChange={(unitId) => onChange({ unitId })}
        />
      )}
    </>
  )
}
