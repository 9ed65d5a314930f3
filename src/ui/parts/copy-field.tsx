import { useId, useState } from 'react'
import { Button, TextInput } from '@mantine/core'
import css from './copy-field.module.css'

export interface CopyFieldProps {
  label: string
  value: string
  /** "You see this once. Keep it in your password manager." */
  hint?: string
}

/** Something to take away: a link, a token, a recovery code. */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  const [said, setSaid] = useState('')
  const id = useId()
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setSaid('Copied.')
    } catch (refused) {
      // Without https, or with the permission refused, the browser keeps the clipboard shut: select it instead.
      document.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)?.select()
      setSaid(refused instanceof Error ? 'Selected: press Ctrl and C to copy.' : '')
    }
  }
  return (
    <div className={css.field}>
      <TextInput
        id={id}
        label={label}
        description={hint}
        value={value}
        readOnly
        classNames={{ input: css.value }}
      />
      <Button variant="outline" onClick={() => void copy()}>
        Copy<span className="visually-hidden"> {label}</span>
      </Button>
      <span role="status" className={css.said}>
        {said}
      </span>
    </div>
  )
}
