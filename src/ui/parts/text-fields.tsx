/**
 * Fields for typing, apart from those for choosing: signing in needs no more than these. A label that stays, a hint
 * below it, the fault in words, all tied together for those who listen.
 */
import type { ReactNode } from 'react'
import { PasswordInput, TextInput, type PasswordInputProps, type TextInputProps } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import css from './fields.module.css'

export interface Hinted {
  hint?: ReactNode
  error?: ReactNode
}
export type Own<Props> = Omit<Props, 'description' | 'error' | 'onChange'> &
  Hinted & { onChange?: (value: string) => void }

export function TextField({ hint, onChange, ...rest }: Own<TextInputProps>) {
  return (
    <TextInput {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.value)} />
  )
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

/** Fields below one another with the right measure between them. Use inside a `<form noValidate>`. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={css.fields}>{children}</div>
}
