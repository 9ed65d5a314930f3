import { useId, type ReactNode, type Ref } from 'react'
import { segmentsOf, type Mark } from '../check/marks.ts'
import css from './marked-text.module.css'

export interface MarkedTextProps {
  label: string
  value: string
  onChange: (value: string) => void
  marks: readonly Mark[]
  /** What the findings say, in the order of the words; read to those who listen. */
  notes: string[]
  placeholder?: string
  language: string
  ref?: Ref<HTMLTextAreaElement>
  /** Where the cursor stands now. */
  onCaret?: (at: number) => void
  /** Below the words, in the same sheet. */
  children?: ReactNode
}

/**
 * A plain text field whose words are marked. The marks lie in a copy of the words behind the field: the copy gives
 * the field its height, so the two wrap alike and neither ever scrolls.
 */
export function MarkedText(props: MarkedTextProps) {
  const { label, value, marks, notes, onCaret } = props
  const id = useId()
  const caret = (field: HTMLTextAreaElement) => onCaret?.(field.selectionStart)
  return (
    <div className={css.sheet}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <div className={css.stack}>
        <div className={css.copy} aria-hidden>
          {segmentsOf(value, marks).map((segment) =>
            segment.level ? (
              <mark key={segment.start} data-level={segment.level}>
                {segment.text}
              </mark>
            ) : (
              segment.text
            ),
          )}
          {/* A line end at the very end has no height of its own. */}
          {'\u200b'}
        </div>
        <textarea
          id={id}
          ref={props.ref}
          className={css.field}
          value={value}
          lang={props.language}
          placeholder={props.placeholder}
          spellCheck
          aria-describedby={notes.length > 0 ? `${id}notes` : undefined}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          onSelect={(event) => caret(event.currentTarget)}
        />
      </div>
      <ul id={`${id}notes`} className="visually-hidden">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {props.children}
    </div>
  )
}
