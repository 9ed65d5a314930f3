import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { SeveralSelect } from '#ui/parts/several-select.tsx'
import type { Person } from '../contract.ts'
import { foundPeopleQuery, namedPeopleQuery } from './queries.ts'

const labelOf = (person: Pick<Person, 'name' | 'email'>): string => `${person.name} (${person.email})`

/** People who work here, found by the server as one types: there may be twenty thousand. */
function useFound(typed: string, chosen: readonly string[]) {
  // A choice writes its whole label into the field; its brackets are nobody's name.
  const search = useDeferredValue(typed.replaceAll(/[()]/g, ' ').trim())
  const found = useQuery({ ...foundPeopleQuery(search), placeholderData: keepPreviousData })
  const named = useQuery({ ...namedPeopleQuery(chosen), placeholderData: keepPreviousData })
  return { found: found.data?.people ?? [], named: named.data?.people ?? [] }
}

/** The names of people who were chosen. */
export function usePeopleNames(ids: readonly string[]): (id: string) => string {
  const named = useQuery({ ...namedPeopleQuery(ids), placeholderData: keepPreviousData })
  return (id) => named.data?.people.find((person) => person.id === id)?.name ?? 'Somebody'
}

interface PersonSelectProps {
  label: string
  hint?: string
  required?: boolean
  error?: string | undefined
  /** Who can't be chosen. */
  without?: readonly string[]
  value: string | null
  onChange: (personId: string | null) => void
}

/** One person. */
export function PersonSelect({ value, without, onChange, ...rest }: PersonSelectProps) {
  const [typed, setTyped] = useState('')
  const { found, named } = useFound(typed, value ? [value] : [])
  const others = named.filter((person) => !found.some((each) => each.id === person.id))
  const people = [...others, ...found].filter((person) => !without?.includes(person.id))
  return (
    <SearchSelect
      {...rest}
      data={people.map((person) => ({ value: person.id, label: labelOf(person) }))}
      // The server has looked; what it found by an address must not be left out here.
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  )
}

interface PeopleSelectProps {
  label: string
  hint: string
  /** Nobody need be chosen. */
  optional?: boolean
  value: string[]
  error?: string | undefined
  onChange: (personIds: string[]) => void
}

/** Several people. */
export function PeopleSelect({ optional, value, onChange, ...rest }: PeopleSelectProps) {
  const [typed, setTyped] = useState('')
  const { found, named } = useFound(typed, value)
  const nameOf = (id: string) => named.find((person) => person.id === id)?.name ?? 'Somebody'
  return (
    <SeveralSelect
      {...rest}
      required={!optional}
      data={found.map((person) => ({ value: person.id, label: labelOf(person) }))}
      chosen={value.map((id) => ({ value: id, label: nameOf(id) }))}
      onType={setTyped}
      onChange={onChange}
    />
  )
}
