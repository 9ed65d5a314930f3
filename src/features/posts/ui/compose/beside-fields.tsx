import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { lengthBeside } from '#features/policy/engine/detectors/network-needs.ts'
import type { Field } from '#features/policy/engine/types.ts'
import type { Format, Limits, NetworkProfile } from '#networks/profile.ts'
import { RadioChoices, SelectField, TextArea, TextField, type Choice } from '#ui/parts/fields.tsx'
import type { NetworkDetails } from '../../contract.ts'
import { titleFor, type Named } from '../../details/rules.ts'
import { formatWords } from '../words.ts'
import { countNote } from './counts.ts'
import { TagsField } from './tags-field.tsx'

interface FieldsOf {
  profile: NetworkProfile
  limits: Limits
  given: NetworkDetails
  post: Named
  error: (field: Field) => string | undefined
  onChange: (change: NetworkDetails) => void
}

/** The fields that this network has, and no others. */
export function fieldsOf(of: FieldsOf): { field: Field; node: ReactNode }[] {
  const { profile, given } = of
  const { title, tags, firstComment, audiences, formats } = profile.capabilities
  return [
    ...(title === 'none' ? [] : [{ field: 'title' as const, node: <Title {...of} /> }]),
    ...(tags ? [{ field: 'tags' as const, node: <Tags {...of} /> }] : []),
    ...(audiences.length > 1 || given.audience
      ? [{ field: 'audience' as const, node: <Audience {...of} /> }]
      : []),
    ...(formats.length > 1 || given.format
      ? [{ field: 'format' as const, node: <FormatField {...of} /> }]
      : []),
    ...(firstComment ? [{ field: 'firstComment' as const, node: <FirstComment {...of} /> }] : []),
  ]
}

function roomNote(text: string, max: number): string {
  const used = lengthBeside(text)
  return countNote({ used, max, over: Math.max(0, used - max) })
}

function Title({ profile, limits, given, post, error, onChange }: FieldsOf) {
  const required = profile.capabilities.title === 'required'
  const value = given.title ?? titleFor(post, profile.id, profile.capabilities)
  const borrowed = given.title === undefined && value !== ''
  return (
    <>
      <TextField
        label={required ? 'Title' : 'Title, if it is to have one'}
        hint={`${roomNote(value, limits.title)}${borrowed ? ' · the name of this post, until you give another' : ''}`}
        error={error('title')}
        required={required}
        value={value}
        onChange={(title) => onChange({ title: title === '' && !required ? undefined : title })}
      />
      {required && given.title !== undefined && (
        <Button variant="subtle" size="sm" onClick={() => onChange({ title: undefined })}>
          Use the name of the post
        </Button>
      )}
    </>
  )
}

function Tags({ limits, given, error, onChange }: FieldsOf) {
  return (
    <TagsField
      tags={given.tags ?? []}
      most={limits.tags}
      error={error('tags')}
      onChange={(tags) => onChange({ tags })}
    />
  )
}

const mostToSee = 4

/** One of what the network has; what is meant when nothing is chosen stands first and says so. */
function OneOf(props: {
  label: string
  name: string
  options: Choice[]
  value: string | undefined
  error: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { label, name, value, error, onChange } = props
  const [usual] = props.options
  const known = value === undefined || props.options.some((option) => option.value === value)
  // What the network no longer has stays to be seen, so that somebody can choose again.
  const options = known ? props.options : [...props.options, { value, label: `${value} (not on ${name})` }]
  const field = {
    label,
    error,
    value: value ?? usual?.value ?? '',
    onChange: (chosen: string) => onChange(chosen === usual?.value ? undefined : chosen),
  }
  const hint = `“${usual?.label}” unless you choose another.`
  if (options.length > mostToSee) return <SelectField {...field} hint={hint} data={options} />
  return <RadioChoices {...field} hint={hint} options={options} />
}

function Audience({ profile, given, error, onChange }: FieldsOf) {
  const { audiences } = profile.capabilities
  const everybody = [{ id: '', label: 'Everybody whom the account reaches' }]
  const options = (audiences.length > 0 ? audiences : everybody).map(({ id, label }) => ({
    value: id,
    label,
  }))
  return (
    <OneOf
      label="Who may see it"
      name={profile.name}
      options={options}
      value={given.audience}
      error={error('audience')}
      onChange={(audience) => onChange({ audience })}
    />
  )
}

function FormatField({ profile, given, error, onChange }: FieldsOf) {
  const options = profile.capabilities.formats.map((id) => ({ value: id, label: formatWords[id] }))
  return (
    <OneOf
      label="Format"
      name={profile.name}
      options={options}
      value={given.format}
      error={error('format')}
      onChange={(chosen) => onChange({ format: isFormat(chosen) ? chosen : undefined })}
    />
  )
}

const isFormat = (word: string | undefined): word is Format => word !== undefined && word in formatWords

function FirstComment({ limits, given, error, onChange }: FieldsOf) {
  const value = given.firstComment ?? ''
  return (
    <TextArea
      label="First comment"
      hint={`${roomNote(value.trim(), limits.firstComment)} · the account’s own, under its post`}
      error={error('firstComment')}
      autosize
      minRows={2}
      value={value}
      onChange={(firstComment) => onChange({ firstComment })}
    />
  )
}
