import { TextArea } from '#ui/parts/fields.tsx'
import type { Desk } from '../desk.ts'
import { readMap } from '../yaml/yaml-text.ts'
import type { FormProps } from './form-props.ts'
import { writeSentence } from './pack-edits.ts'
import { controlsIn, keysOf, sentenceKey, sentencesIn, type Sentence } from './pack-reading.ts'
import { factsToRead } from './readable-names.ts'
import { Unreadable } from './unreadable.tsx'
import css from './controls.module.css'

/** What people read when the control speaks, and what the page of the policy says that it does. */
export function SentencePart(props: FormProps & { desk: Desk }) {
  const { desk } = props
  const { fault } = readMap(desk.files['messages.yaml'], ['en-GB'])
  return (
    <fieldset className={css.part}>
      <legend>What people read</legend>
      {fault ? (
        <Unreadable file="messages.yaml" name="Sentences" fault={fault} desk={desk} />
      ) : (
        <Sentences {...props} />
      )}
    </fieldset>
  )
}

function Sentences({ desk, form, faultOf }: FormProps & { desk: Desk }) {
  const sentences = sentencesIn(desk.files['messages.yaml'])
  const key = sentenceKey(form)
  const keys = keysOf(key, sentences)
  const others = controlsIn(desk.files['controls.yaml'])
    .filter((one) => one.form.id !== form.id && sentenceKey(one.form) === key)
    .map((one) => one.form.id)
  const write = (name: string, value: Sentence | undefined) =>
    desk.edit(() => ({ 'messages.yaml': writeSentence(desk.files['messages.yaml'], name, value) }))
  const attributes = factsToRead.find(({ fact }) => fact === form.fact)?.attributes ?? []
  const braces = attributes.map(({ name }) => `{${name.replace('it.', '')}}`).join(', ')
  return (
    <>
      {keys.length === 0 && <p>There is no sentence for “{key}” yet. Write them in Sentences.</p>}
      {keys.map((name, at) => (
        <SentenceField
          key={name}
          label={key.includes('{') ? `Sentence for ${variantOf(key, name)}` : 'Sentence'}
          hint={at === 0 && braces !== '' ? `Filled in where they stand: ${braces}.` : undefined}
          value={sentences[name] ?? ''}
          onChange={(value) => write(name, value)}
          error={at === 0 ? faultOf('say') : undefined}
        />
      ))}
      {others.length > 0 && (
        <p className={css.none}>
          {others.length === 1 ? 'Another control says it, too: ' : 'Other controls say it, too: '}
          {others.join(', ')}.
        </p>
      )}
      <SentenceField
        label="What the page of the policy says that it does"
        hint="Empty: the sentence itself."
        value={sentences[`does.${form.id}`] ?? ''}
        onChange={(value) => write(`does.${form.id}`, value === '' ? undefined : value)}
      />
    </>
  )
}

/** Of "links.{unsafe}" and "links.not-secure": "not-secure". */
function variantOf(key: string, name: string): string {
  const [before = '', after = ''] = key.split(/\{\w+\}/)
  return `“${name.slice(before.length, name.length - after.length)}”`
}

interface SentenceFieldProps {
  label: string
  hint?: string | undefined
  value: Sentence
  onChange: (value: Sentence) => void
  error?: string | undefined
}

function SentenceField({ label, hint, value, onChange, error }: SentenceFieldProps) {
  if (typeof value === 'string')
    return (
      <TextArea
        label={label}
        hint={hint}
        value={value}
        onChange={onChange}
        error={error}
        rows={3}
        spellCheck
      />
    )
  return (
    <>
      <TextArea
        label={`${label}, for one`}
        hint={hint}
        value={value.one}
        onChange={(one) => onChange({ ...value, one })}
        error={error}
        rows={2}
      />
      <TextArea
        label={`${label}, for several`}
        value={value.other}
        onChange={(other) => onChange({ ...value, other })}
        rows={2}
      />
    </>
  )
}
