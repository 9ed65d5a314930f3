import { useState } from 'react'
import { Button } from '@mantine/core'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import type { Option } from '../../requests/contract.ts'
import css from './requests.module.css'

interface PickSeveralProps {
  label: string
  hint: string
  required: boolean
  error: string | undefined
  options: Option[]
  value: string[]
  onChange: (value: string[]) => void
}

/** Several of many: chosen by typing, each taken out again by a button. */
export function PickSeveral({ label, hint, required, error, options, value, onChange }: PickSeveralProps) {
  const [typed, setTyped] = useState('')
  return (
    <div className={css.picker}>
      <SearchSelect
        label={label}
        hint={hint}
        required={required}
        error={error}
        placeholder={value.length > 0 ? 'Add another' : 'Type to find one'}
        data={options
          .filter(({ id }) => !value.includes(id))
          .map((option) => ({ value: option.id, label: option.label }))}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(id) => {
          if (!id) return
          onChange([...value, id])
          setTyped('')
        }}
      />
      {value.length > 0 && (
        <ul className={css.picked} aria-label={`${label}: chosen`}>
          {options
            .filter(({ id }) => value.includes(id))
            .map(({ id, label: name }) => (
              <li key={id}>
                {name}
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => onChange(value.filter((one) => one !== id))}
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
