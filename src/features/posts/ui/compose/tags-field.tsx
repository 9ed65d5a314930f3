import { useRef, useState, type KeyboardEvent } from 'react'
import { IconX } from '@tabler/icons-react'
import { TextField } from '#ui/parts/fields.tsx'
import { countNote } from './counts.ts'
import { tagsIn } from './tags.ts'
import css from './compose.module.css'

export interface TagsFieldProps {
  tags: readonly string[]
  /** How many the network takes. */
  most: number
  error: string | undefined
  onChange: (tags: string[]) => void
}

/** Tags, one by one: Enter or a comma ends one, and each can be taken out again by mouse or keyboard. */
export function TagsField({ tags, most, error, onChange }: TagsFieldProps) {
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const add = (text: string) => {
    const fresh = tagsIn(text, tags)
    setTyped('')
    if (fresh.length === 0) return
    onChange([...tags, ...fresh])
    setSaid(`Added: ${fresh.join(', ')}`)
  }
  const takeOut = (tag: string) => {
    onChange(tags.filter((one) => one !== tag))
    setSaid(`Taken out: ${tag}`)
    input.current?.focus()
  }
  const press = (event: KeyboardEvent) => {
    // While a word is being composed, Enter belongs to the composing.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      add(typed)
    }
    const last = tags.at(-1)
    if (event.key === 'Backspace' && !event.repeat && typed === '' && last !== undefined) takeOut(last)
  }
  const used = tags.length
  return (
    <div>
      <TextField
        ref={input}
        label="Tags"
        hint={`Enter or a comma adds one · ${countNote({ used, max: most, over: Math.max(0, used - most) })}`}
        error={error}
        value={typed}
        onChange={(text) => (text.includes(',') ? add(text) : setTyped(text))}
        onKeyDown={press}
        // What was typed and not ended is not lost.
        onBlur={() => add(typed)}
      />
      {tags.length > 0 && (
        <ul className={css.tags} aria-label="Tags so far">
          {tags.map((tag) => (
            <li key={tag}>
              <span>{tag}</span>
              <button type="button" aria-label={`Take out the tag “${tag}”`} onClick={() => takeOut(tag)}>
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  )
}
