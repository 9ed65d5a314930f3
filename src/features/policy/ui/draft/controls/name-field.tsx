import { useState } from 'react'
import { Button } from '@mantine/core'
import { TextField } from '#ui/parts/fields.tsx'
import css from './controls.module.css'

interface NameFieldProps {
  id: string
  taken: readonly string[]
  fault: string | undefined
  onRename: (id: string) => void
}

/** The name goes into examples and sentences too, so it is changed by a deed and not by each key. */
export function NameField({ id, taken, fault, onRename }: NameFieldProps) {
  const [typed, setTyped] = useState(id)
  const wrong = wrongName(typed, id, taken)
  const rename = () => {
    if (wrong === null && typed !== id) onRename(typed)
  }
  return (
    <div className={css.line}>
      <TextField
        label="Name"
        hint="In small letters with hyphens. Its examples and sentences follow when it changes."
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename()
        }}
        error={wrong ?? (typed === id ? fault : undefined)}
        spellCheck={false}
      />
      {typed !== id && (
        <Button variant="outline" disabled={wrong !== null} onClick={rename}>
          Rename
        </Button>
      )}
    </div>
  )
}

export function wrongName(typed: string, own: string, taken: readonly string[]): string | null {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(typed)) return 'Write it in small letters with hyphens.'
  return typed !== own && taken.includes(typed) ? 'Another control has this name.' : null
}
