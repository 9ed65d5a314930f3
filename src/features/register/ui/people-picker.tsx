import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { peopleQuery } from './queries.ts'
import css from './register.module.css'

interface PeoplePickerProps {
  label: string
  hint: string
  value: string[]
  error?: string
  onChange: (personIds: string[]) => void
}

/** Several people: chosen by typing, each taken out again by a button. */
export function PeoplePicker({ label, hint, value, error, onChange }: PeoplePickerProps) {
  const people = useQuery(peopleQuery).data?.people.filter((person) => person.state !== 'left') ?? []
  const [search, setSearch] = useState('')
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? 'Somebody'
  return (
    <div className={css.picker}>
      <SearchSelect
        label={label}
        hint={hint}
        required
        error={error}
        placeholder={value.length > 0 ? 'Add another' : undefined}
        data={people
          .filter((person) => !value.includes(person.id))
          .map((person) => ({ value: person.id, label: `${person.name} (${person.email})` }))}
        value={null}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(id) => {
          if (!id) return
          onChange([...value, id])
          setSearch('')
        }}
      />
      {value.length > 0 && (
        <ul className={css.picked} aria-label={`${label}: chosen`}>
          {value.map((id) => (
            <li key={id}>
              {nameOf(id)}
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => onChange(value.filter((each) => each !== id))}
              >
                Take out<span className="visually-hidden"> {nameOf(id)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
