import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { PeopleSelect } from '#features/people/ui/index.ts'
import { CheckboxChoices, RadioChoices, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { SeveralSelect } from '#ui/parts/several-select.tsx'
import type { Answers, Question } from '../../requests/contract.ts'
import { AccountChoice } from '../estate/account-choice.tsx'
import { unitsQuery } from '../queries.ts'

export interface QuestionFieldProps {
  question: Question
  answers: Answers
  error: string | undefined
  onChange: (part: Answers) => void
}

interface Shaped<Value> {
  question: Question
  value: Value
  error: string | undefined
  onChange: (value: Value) => void
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** The field that fits the shape of a question's answer. */
export function QuestionField({ question, answers, error, onChange }: QuestionFieldProps) {
  const { id, shape } = question
  const value: unknown = (answers as Record<string, unknown>)[id]
  const set = (next: unknown) => onChange({ [id]: next })
  const given = { question, error, onChange: set }
  switch (shape) {
    case 'line':
    case 'date':
      return <LineField {...given} value={words(value)} />
    case 'text':
      return <LongField {...given} value={words(value)} />
    case 'number':
      return <NumberField {...given} value={typeof value === 'number' ? value : null} />
    case 'yes-no':
      return <YesNoField {...given} value={typeof value === 'boolean' ? value : null} />
    case 'one':
    case 'network':
      return <OneField {...given} value={words(value)} />
    case 'several':
      return <SeveralField {...given} value={names(value)} />
    case 'people':
      return (
        <PeopleSelect
          label={question.label}
          hint={question.help}
          optional={!question.required}
          error={error}
          value={names(value)}
          onChange={set}
        />
      )
    case 'unit':
      return <UnitField {...given} value={words(value)} />
    case 'account':
      return (
        <AccountChoice
          label={question.label}
          hint={question.help}
          required={question.required}
          {...(error ? { error } : {})}
          value={words(value)}
          onChange={(account) => set(account || null)}
        />
      )
  }
}

const labelled = ({ question, error }: Pick<Shaped<unknown>, 'question' | 'error'>) => ({
  label: question.label,
  hint: question.help,
  required: question.required,
  error,
})

function LineField(props: Shaped<string> & { onChange: (value: string | null) => void }) {
  const { question, value, onChange } = props
  const isDate = question.shape === 'date'
  return (
    <TextField
      {...labelled(props)}
      {...(isDate ? { type: 'date' } : {})}
      {...(question.longest ? { maxLength: question.longest } : {})}
      value={value}
      onChange={(typed) => onChange(isDate && typed === '' ? null : typed)}
    />
  )
}

function LongField(props: Shaped<string>) {
  const { question, value, onChange } = props
  return (
    <TextArea
      {...labelled(props)}
      {...(question.longest ? { maxLength: question.longest } : {})}
      autosize
      minRows={2}
      maxRows={14}
      value={value}
      onChange={onChange}
    />
  )
}

/** What is typed stays as it is typed; the answer is the number that it means. */
function NumberField(props: Shaped<number | null>) {
  const { value, onChange, error } = props
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  const parsed = Number(typed.trim().replace(',', '.'))
  const odd = typed.trim() !== '' && !Number.isFinite(parsed)
  if (!odd && (typed.trim() === '' ? null : parsed) !== value && !typed.endsWith('.'))
    // It changed elsewhere: another window, or another’s text that was taken.
    setTyped(value === null ? '' : String(value))
  return (
    <TextField
      {...labelled(props)}
      error={odd ? 'Give a number, such as 2.5.' : error}
      inputMode="decimal"
      value={typed}
      onChange={(text) => {
        setTyped(text)
        const next = Number(text.trim().replace(',', '.'))
        onChange(text.trim() === '' || !Number.isFinite(next) || next < 0 || next > 168 ? null : next)
      }}
    />
  )
}

function YesNoField({ question, value, error, onChange }: Shaped<boolean | null>) {
  return (
    <RadioChoices
      label={question.label}
      hint={question.help}
      required={question.required}
      error={error}
      options={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]}
      value={value === null ? '' : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
    />
  )
}

const few = 8

function OneField(props: Shaped<string>) {
  const { question, value, onChange } = props
  const data = question.options.map(({ id, label, help }) => ({
    value: id,
    label: help ? `${label}: ${help}` : label,
  }))
  if (data.length > few)
    return (
      <SearchSelect
        {...labelled(props)}
        placeholder="Type to find one"
        data={data}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    )
  // A draft may hold what was taken off the list meanwhile: it is shown until another is chosen.
  const listed = value === '' || data.some((one) => one.value === value)
  const none = question.required ? 'Choose one' : 'None of these'
  return (
    <SelectField
      {...labelled(props)}
      data={[
        { value: '', label: none },
        ...data,
        ...(listed ? [] : [{ value, label: `${value} (no longer listed)` }]),
      ]}
      value={value}
      onChange={onChange}
    />
  )
}

function SeveralField({ question, value, error, onChange }: Shaped<string[]>) {
  const { options, free, label, help, required } = question
  const known = new Set(options.map(({ id }) => id))
  const others = value.filter((one) => !known.has(one))
  const chosen = value.filter((one) => known.has(one))
  const choices = options.map((option) => ({ value: option.id, label: option.label }))
  return (
    <>
      {options.length > few + few ? (
        <SeveralSelect
          label={label}
          hint={help}
          required={required}
          error={error}
          placeholder="Type to find one"
          data={choices}
          chosen={choices.filter((choice) => chosen.includes(choice.value))}
          onChange={(next) => onChange([...next, ...others])}
        />
      ) : (
        <CheckboxChoices
          label={label}
          hint={help}
          required={required}
          error={error}
          options={options.map((option) => ({
            value: option.id,
            label: option.label,
            ...(option.help ? { hint: option.help } : {}),
          }))}
          value={chosen}
          onChange={(next) => onChange([...next, ...others])}
        />
      )}
      {free && (
        <OthersField
          question={question}
          others={others}
          onChange={(next) => onChange([...chosen, ...next])}
        />
      )}
    </>
  )
}

interface OthersProps {
  question: Question
  others: string[]
  onChange: (others: string[]) => void
}

function OthersField({ question, others, onChange }: OthersProps) {
  const [typed, setTyped] = useState(others.join(', '))
  const listed = (text: string) =>
    text
      .split(',')
      .map((one) => one.trim().slice(0, 60))
      .filter((one) => one !== '')
  if (listed(typed).join() !== others.join()) setTyped(others.join(', '))
  return (
    <TextField
      label="Others"
      aria-label={`Others: ${question.label}`}
      hint="With commas between"
      value={typed}
      onChange={(text) => {
        setTyped(text)
        onChange(listed(text))
      }}
    />
  )
}

function UnitField(props: Shaped<string> & { onChange: (value: string | null) => void }) {
  const units = useQuery(unitsQuery).data?.units ?? []
  return (
    <SearchSelect
      {...labelled(props)}
      placeholder="Type to find one"
      data={units.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.value || null}
      onChange={(unit) => props.onChange(unit)}
    />
  )
}
