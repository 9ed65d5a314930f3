import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row } from '#ui/parts/page.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { roles } from '../permissions.ts'
import type { Person } from '../contract.ts'
import { useConfirmed } from './confirm-identity.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'
import css from './people.module.css'
import { peopleQuery } from './queries.ts'

const stateWords: Record<Person['state'], string> = {
  invited: 'Invited',
  active: 'Active',
  left: 'Left',
}
const stateLevels = { invited: 'advise', active: 'ok', left: 'neutral' } as const

function columns(onOpen: ((person: Person) => void) | null): Column<Person>[] {
  const open: Column<Person> = {
    key: 'change',
    header: 'Change',
    value: () => '',
    sortable: false,
    align: 'end',
    render: (person) => (
      <Button size="sm" variant="outline" disabled={person.state === 'left'} onClick={() => onOpen?.(person)}>
        Change<span className="visually-hidden"> {person.name}</span>
      </Button>
    ),
  }
  return [
    {
      key: 'person',
      header: 'Person',
      value: (person) => `${person.name} <${person.email}>`,
      render: (person) => (
        <span className={css.person}>
          <strong>{person.name}</strong>
          <span className={css.email}>{person.email}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: 'State',
      value: (person) => stateWords[person.state],
      render: (person) => (
        <Row>
          <Chip level={stateLevels[person.state]}>{stateWords[person.state]}</Chip>
          {person.example && <Chip>Example</Chip>}
        </Row>
      ),
    },
    {
      key: 'roles',
      header: 'Roles',
      value: (person) => person.roles.map((role) => roles[role]).join(', ') || '–',
    },
    {
      key: 'offices',
      header: 'Offices',
      value: (person) =>
        person.offices
          .map((office) => (office.deputy ? `${office.name} (deputy)` : office.name))
          .join(', ') || '–',
    },
    { key: 'accounts', header: 'Accounts', value: (person) => person.accounts.length, align: 'end' },
    ...(onOpen ? [open] : []),
  ]
}

export function PeoplePage() {
  const queries = useQueryClient()
  const people = useQuery(peopleQuery)
  const manages = useMay('people.manage')
  const { confirmed, dialog } = useConfirmed()
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<Person | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: ['people'] })
  return (
    <Page
      title="People"
      lede="Who works here with Rostrum, and what they hold. Who answers for an account stands with the account."
      actions={manages && <Button onClick={() => setInviting(true)}>Invite a person</Button>}
    >
      {people.isPending && <Skeleton lines={6} label="Loading people" />}
      <ProblemAlert error={people.error} />
      {people.data && (
        <DataTable
          caption="People"
          columns={columns(manages ? setChosen : null)}
          rows={people.data.people}
          rowKey={(person) => person.id}
          csvName="people"
          empty={<EmptyState title="Nobody yet">Invite the first person.</EmptyState>}
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
          person={chosen}
          confirmed={confirmed}
          onClose={() => setChosen(null)}
          onDone={refresh}
        />
      )}
      {dialog}
    </Page>
  )
}
