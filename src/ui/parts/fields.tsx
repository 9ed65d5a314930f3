/**
 * The fields of every form: a label that stays, a hint below it, the fault in words, all tied together for those who
 * listen. Thin over Mantine; `hint` and `error` are the only words of ours.
 */
import {
  Checkbox,
  NativeSelect,
  Radio,
  Textarea,
  type CheckboxProps,
  type NativeSelectProps,
  type TextareaProps,
} from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import type { Hinted, Own } from './text-fields.tsx'
import css from './fields.module.css'

export { CodeField, Fields, PasswordField, TextField } from './text-fields.tsx'

export function TextArea({ hint, onChange, ...rest }: Own<TextareaProps>) {
  return <Textarea {...rest} description={hint} onChange={(event) => onChange?.(event.currentTarget.value)} />
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
          <Checkbox
            key={option.value}
            value={option.value}
            label={option.label}
            description={option.hint}
            disabled={option.disabled ?? false}
          />
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
