import { useState } from 'react'
import { Button } from '@mantine/core'
import { SearchSelect } from './search-select.tsx'
import css from './several-select.module.css'

interface Choice {
  value: string
  label: string
}

interface SeveralSelectProps {
  label: string
  hint?: string
  required?: boolean
  error?: string | undefined
  placeholder?: string
  data: Choice[]
  /** What is chosen, in its order, with its names. */
  chosen: Choice[]
  onChange: (values: string[]) => void
  /** For lists that the server searches: hears what is typed, and `data` is what it found for it. */
  onType?: (typed: string) => void
}

/** Several of many: chosen by typing, each taken out again by a button. */
export function SeveralSelect(props: SeveralSelectProps) {
  const { label, placeholder, data, chosen, onChange, onType, ...rest } = props
  const [typed, setTyped] = useState('')
  const values = chosen.map(({ value }) => value)
  const type = (words: string) => {
    setTyped(words)
    onType?.(words)
  }
  return (
    <div className={css.several}>
      <SearchSelect
        {...rest}
        label={label}
        placeholder={chosen.length > 0 ? 'Add another' : placeholder}
        data={data.filter(({ value }) => !values.includes(value))}
        value={null}
        searchValue={typed}
        onSearchChange={type}
        // The server has looked; what it found by other words must not be left out here.
        {...(onType ? { filter: ({ options }) => options } : {})}
        onChange={(value) => {
          if (!value) return
          onChange([...values, value])
          type('')
        }}
      />
      {chosen.length > 0 && (
        <ul className={css.chosen} aria-label={`${label}: chosen`}>
          {chosen.map(({ value, label: name }) => (
            <li key={value}>
              {name}
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => onChange(values.filter((each) => each !== value))}
              >
                Take out<span className="visually-hidden"> {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
