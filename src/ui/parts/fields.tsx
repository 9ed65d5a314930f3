/**
 * The fields of every form: a label that stays, a hint below it, the fault in words, all tied together for those who
 * listen. Thin over Mantine; `hint` and `error` are the only words of ours.
 */
import type { ReactNode } from 'react'
import {
  Checkbox,
  NativeSelect,
  PasswordInput,
  Radio,
  Textarea,
  TextInput,
  type CheckboxProps,
  type NativeSelectProps,
  type PasswordInputProps,
  type TextareaProps,
  type TextInputProps,
} from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import css from './fields.module.css'

interface Hinted {
  hint?: ReactNode
  error?: ReactNode
}
type Own<Props> = Omit<Props, 'description' | 'error' | 'onChange'> &
  Hinted & { onChange?: (value: string) => void }

export function TextField({ hint, onChange, ...rest }: Own<TextInputProps>) {
  return (
    <TextInput {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.value)} />
  )
}

export function TextArea({ hint, onChange, ...rest }: Own<TextareaProps>) {
  return <Textarea {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.value)} />
}

/** With a button that shows what is typed. Say which it is with `autoComplete`: current-password or new-password. */
export function PasswordField({ hint, onChange, ...rest }: Own<PasswordInputProps>) {
  return (
    <PasswordInput
      {...rest}
      description={hint}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed', tabIndex: 0 }}
    />
  )
}

/** Digits of an authenticator app: the telephone's number pad, and filled in by password managers. */
export function CodeField({ hint, onChange, ...rest }: Own<TextInputProps>) {
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={8}
      {...rest}
      description={hint}
      onChange={(event) => onChange?.(event.currentTarget.value.replaceAll(/\s/g, ''))}
    />
  )
}

export interface Choice {
  value: string
  label: string
  disabled?: boolean
}

/** The browser's own select: the best one by keyboard, by voice and on a telephone. */
export function SelectField({
  hint,
  onChange,
  ...rest
}: Own<NativeSelectProps> & { data: Choice[] | string[] }) {
  return (
    <NativeSelect {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.value)} />
  )
}

type CheckboxFieldProps = Omit<CheckboxProps, 'description' | 'onChange'> &
  Hinted & { onChange?: (checked: boolean) => void }

export function CheckboxField({ hint, onChange, ...rest }: CheckboxFieldProps) {
  return (
    <Checkbox {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.checked)} />
  )
}

interface ChoicesProps extends Hinted {
  label: string
  options: (Choice & { hint?: string })[]
  required?: boolean
}

/** Several of a few. */
export function CheckboxChoices(
  props: ChoicesProps & { value: string[]; onChange: (value: string[]) => void },
) {
  return (
    <Checkbox.Group
      label={props.label}
      description={props.hint}
      error={props.error}
      value={props.value}
      onChange={props.onChange}
      withAsterisk={props.required}
    >
      <div className={css.choices}>
        {props.options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} description={option.hint} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** One of a few, all to be seen at once. */
export function RadioChoices(props: ChoicesProps & { value: string; onChange: (value: string) => void }) {
  return (
    <Radio.Group
      label={props.label}
      description={props.hint}
      error={props.error}
      value={props.value}
      onChange={props.onChange}
      withAsterisk={props.required}
    >
      <div className={css.choices}>
        {props.options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} description={option.hint} />
        ))}
      </div>
    </Radio.Group>
  )
}

/** Fields below one another with the right measure between them. Use inside a `<form noValidate>`. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={css.fields}>{children}</div>
}
