import type { ReactNode } from 'react'
import { TextInput } from '@mantine/core'
import { useZone } from '../session.ts'
import css from './when-field.module.css'

export interface WhenFieldProps {
  label: string
  /** A wall-clock time in the institution's zone: `2026-11-28T09:00`; either half may be empty while typing. */
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: ReactNode
  /** The first and the last day that may be chosen: `2026-11-21`. */
  min?: string
  max?: string
  required?: boolean
}

/**
 * A day and a time, with the browser's own fields: they know the keyboard, the telephone and the person's habits. It
 * gives the wall-clock time only; whether that hour exists or comes twice is judged where the zone is known.
 */
export function WhenField(props: WhenFieldProps) {
  const zone = useZone()
  const [day = '', time = ''] = props.value.split('T')
  const hint = props.hint ?? `Time in ${zone.replaceAll('_', ' ')}`
  return (
    <fieldset className={css.when}>
      <legend>{props.label}</legend>
      <div className={css.halves}>
        <TextInput
          type="date"
          label="Day"
          value={day}
          min={props.min}
          max={props.max}
          required={props.required}
          error={Boolean(props.error)}
          onChange={(event) => props.onChange(`${event.currentTarget.value}T${time}`)}
        />
        <TextInput
          type="time"
          label="Time"
          value={time}
          required={props.required}
          error={Boolean(props.error)}
          onChange={(event) => props.onChange(`${day}T${event.currentTarget.value}`)}
        />
      </div>
      <p className={css.hint}>{hint}</p>
      {props.error && (
        <p className={css.error} role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
