import { useQuery } from '@tanstack/react-query'
import { PersonSelect } from '#features/people/ui/index.ts'
import { officesQuery } from '#features/people/ui/index.ts'
import { RadioChoices, SelectField, TextField } from '#ui/parts/fields.tsx'
import type { PartProps } from './typed.ts'
import css from './reviews.module.css'

/** What an account needs to be kept, from whom, and by when. */
export function NeedFields({ typed, set, field }: PartProps) {
  const offices = useQuery(officesQuery).data?.offices ?? []
  const { need } = typed
  const put = (change: Partial<typeof need>) => set({ need: { ...need, ...change } })
  return (
    <fieldset className={css.fieldset}>
      <legend>What it needs</legend>
      <TextField
        label="What"
        required
        hint="Such as: a second person with three hours a week"
        maxLength={500}
        value={need.what}
        error={field('need.what')}
        onChange={(what) => put({ what })}
      />
      <RadioChoices
        label="From whom"
        options={[
          { value: 'office', label: 'An office' },
          { value: 'person', label: 'A person' },
        ]}
        value={need.from}
        onChange={(from) => put({ from: from as 'office' | 'person' })}
      />
      {need.from === 'office' ? (
        <SelectField
          label="Office"
          required
          data={[
            { value: '', label: 'Choose an office' },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={need.officeId}
          error={field('need.officeId')}
          onChange={(officeId) => put({ officeId })}
        />
      ) : (
        <PersonSelect
          label="Person"
          hint="It becomes a duty of theirs."
          required
          error={field('need.personId') ?? field('need.officeId')}
          value={need.personId}
          onChange={(personId) => put({ personId })}
        />
      )}
      <TextField
        label="By"
        type="date"
        required
        value={need.by}
        error={field('need.by')}
        onChange={(by) => put({ by })}
      />
    </fieldset>
  )
}
