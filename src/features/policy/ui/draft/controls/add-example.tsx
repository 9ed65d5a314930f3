import { useState } from 'react'
import { Button } from '@mantine/core'
import { CheckboxChoices, CheckboxField, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { Desk } from '../desk.ts'
import type { ControlForm } from './control-form.ts'
import { emptyExample, fieldsAsked, givenOfExample, type TypedExample } from './example-fields.ts'
import { addExample } from './pack-edits.ts'
import { outcomeWords } from './words.ts'
import css from './controls.module.css'

const audiences = [
  { value: 'public', label: 'The public' },
  { value: 'students', label: 'Students' },
  { value: 'applicants', label: 'Applicants' },
  { value: 'staff', label: 'Staff' },
  { value: 'alumni', label: 'Alumni' },
  { value: 'researchers', label: 'Researchers' },
  { value: 'business', label: 'Business' },
]

interface AddExampleProps {
  desk: Desk
  form: ControlForm
  onDone: () => void
}

/** Something that somebody makes up, and what the control is to say of it. */
export function AddExample({ desk, form, onDone }: AddExampleProps) {
  const [typed, setTyped] = useState(emptyExample)
  const [name, setName] = useState('')
  const [expect, setExpect] = useState<string>(form.outcome === '' ? 'nothing' : form.outcome)
  const set = (change: Partial<TypedExample>) => setTyped({ ...typed, ...change })
  const add = () => {
    const given = givenOfExample(form.subject, typed)
    const example = { control: form.id, name: name.trim(), given, expect }
    desk.edit(() => ({ 'examples.yaml': addExample(desk.files['examples.yaml'], example) }))
    onDone()
  }
  const speaks =
    form.outcome === ''
      ? []
      : [{ value: form.outcome, label: `It speaks: ${outcomeWords[form.outcome].chip.toLowerCase()}` }]
  return (
    <fieldset className={css.part}>
      <legend>A new example</legend>
      {form.subject === 'post' ? (
        <PostGiven typed={typed} set={set} />
      ) : (
        <FieldsGiven form={form} typed={typed} set={set} />
      )}
      <SelectField
        label="What the control says of it"
        data={[...speaks, { value: 'nothing', label: 'It says nothing' }]}
        value={expect}
        onChange={setExpect}
      />
      <TextField
        label="What is special about it"
        hint="A few words for whoever reads it later, such as “a room, not a telephone”. May stay empty."
        value={name}
        onChange={setName}
      />
      <Row>
        <Button onClick={add}>Add this example</Button>
        <Button variant="subtle" onClick={onDone}>
          Cancel
        </Button>
      </Row>
    </fieldset>
  )
}

interface GivenProps {
  typed: TypedExample
  set: (change: Partial<TypedExample>) => void
}

function PostGiven({ typed, set }: GivenProps) {
  return (
    <>
      <TextArea
        label="The words of a post"
        hint="Made up, with nobody real in it."
        value={typed.text}
        onChange={(text) => set({ text })}
        rows={3}
      />
      <CheckboxChoices
        label="For whom"
        options={audiences}
        value={typed.audiences}
        onChange={(value) => set({ audiences: value })}
      />
      <CheckboxField label="With an image" checked={typed.image} onChange={(image) => set({ image })} />
      {typed.image && (
        <>
          <TextField
            label="Its alternative text"
            hint="Empty: it has none."
            value={typed.alt}
            onChange={(alt) => set({ alt })}
          />
          <SelectField
            label="Whose it is"
            data={[
              { value: 'own', label: 'Our own' },
              { value: '', label: 'Nobody has said' },
            ]}
            value={typed.rights}
            onChange={(rights) => set({ rights })}
          />
          <SelectField
            label="People in it"
            data={[
              { value: 'none', label: 'Nobody' },
              { value: 'consent', label: 'People who have agreed' },
              { value: 'crowd', label: 'A crowd' },
              { value: '', label: 'Nobody has said' },
            ]}
            value={typed.people}
            onChange={(people) => set({ people })}
          />
        </>
      )}
      <CheckboxField
        label="In an election period"
        checked={typed.election}
        onChange={(election) => set({ election })}
      />
    </>
  )
}

function FieldsGiven({ form, typed, set }: GivenProps & { form: ControlForm }) {
  const { first, others } = fieldsAsked(form.subject, form.when)
  const field = (one: (typeof first)[number]) => (
    <GivenField
      key={one.name}
      {...one}
      value={typed.fields[one.name] ?? ''}
      onChange={(value) => set({ fields: { ...typed.fields, [one.name]: value } })}
    />
  )
  return (
    <>
      {first.map(field)}
      {others.length > 0 && (
        <details className={css.more} open={first.length === 0}>
          <summary>{first.length === 0 ? 'What is given' : 'What else is given'}</summary>
          <div>{others.map(field)}</div>
        </details>
      )}
    </>
  )
}

interface GivenFieldProps {
  name: string
  about: string
  kind: ReturnType<typeof fieldsAsked>['first'][number]['kind']
  value: string
  onChange: (value: string) => void
}

function GivenField({ name, about, kind, value, onChange }: GivenFieldProps) {
  if (kind === 'yes-no')
    return (
      <SelectField
        label={name}
        hint={`Yes: ${about.replace(/^true (when )?/, '')}.`}
        data={[
          { value: '', label: 'Not given' },
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
        value={value}
        onChange={onChange}
      />
    )
  const hint = kind === 'list' ? `${about}. Put commas between several.` : about
  return (
    <TextField
      label={name}
      hint={hint.charAt(0).toUpperCase() + hint.slice(1)}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      value={value}
      onChange={onChange}
    />
  )
}
