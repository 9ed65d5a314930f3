import { Button } from '@mantine/core'
import { Chip } from '#ui/parts/chip.tsx'
import type { Column } from '#ui/parts/data-table.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { Person } from '../contract.ts'
import { roles } from '../permissions.ts'
import css from './people.module.css'

const stateWords: Record<Person['state'], string> = {
  invited: 'Invited',
  active: 'Active',
  left: 'Left',
}
const stateLevels = { invited: 'advise', active: 'ok', left: 'neutral' } as const

const rolesOf = (person: Person) => person.roles.map((role) => roles[role]).join(', ')
const officesOf = (person: Person) =>
  person.offices.map((office) => (office.deputy ? `${office.name} (deputy)` : office.name)).join(', ')

function unitsOf(person: Person): string {
  const coordinates = new Set(person.units.filter((unit) => unit.coordinator).map((unit) => unit.name))
  const all = [...new Set(person.units.map((unit) => unit.name))]
  return all.map((name) => (coordinates.has(name) ? `${name} (coordinator)` : name)).join(', ')
}

/** The columns of the page of people. `onOpen` null: for somebody who only looks. */
export function peopleColumns(onOpen: ((person: Person) => void) | null): Column<Person>[] {
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
      sortable: false,
      render: (person) => (
        <Row>
          <Chip level={stateLevels[person.state]}>{stateWords[person.state]}</Chip>
          {person.inDirectory && <Chip>Directory</Chip>}
          {person.example && <Chip>Example</Chip>}
        </Row>
      ),
    },
    { key: 'roles', header: 'Roles', value: (person) => rolesOf(person) || '–', sortable: false },
    { key: 'units', header: 'Units', value: (person) => unitsOf(person) || '–', sortable: false },
    { key: 'offices', header: 'Offices', value: (person) => officesOf(person) || '–', sortable: false },
    {
      key: 'accounts',
      header: 'Accounts',
      value: (person) => person.accounts.length,
      sortable: false,
      align: 'end',
    },
    ...(onOpen ? [open] : []),
  ]
}
