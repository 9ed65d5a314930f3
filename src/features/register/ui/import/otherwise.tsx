import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { profiles } from '#networks/profiles.ts'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { knownAudiences } from '../../contract.ts'
import type { Mapping } from '../../import/contract.ts'
import { unitsQuery } from '../queries.ts'
import css from './import.module.css'

type Otherwise = Mapping['otherwise']

/** What holds for a new account where its line says nothing. */
export function OtherwiseFields(props: { otherwise: Otherwise; onChange: (otherwise: Otherwise) => void }) {
  const { otherwise, onChange } = props
  const units = useQuery(unitsQuery).data?.units ?? []
  const [hours, setHours] = useState(otherwise.hoursPerWeek === null ? '' : String(otherwise.hoursPerWeek))
  const set = (part: Partial<Otherwise>) => onChange({ ...otherwise, ...part })
  const nothing = { value: '', label: 'Nothing: such lines are left out' }
  return (
    <fieldset className={css.meanings}>
      <legend>Where a line of a new account says nothing</legend>
      <div className={css.columns}>
        <SelectField
          label="Network otherwise"
          value={otherwise.network}
          data={[nothing, ...profiles.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(network) => set({ network })}
        />
        <SelectField
          label="Unit otherwise"
          value={otherwise.unitId}
          data={[nothing, ...units.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(unitId) => set({ unitId })}
        />
        <TextField
          label="Purpose otherwise"
          hint="In a sentence"
          value={otherwise.purpose}
          onChange={(purpose) => set({ purpose })}
        />
        <SelectField
          label="Audience otherwise"
          value={otherwise.audiences[0] ?? ''}
          data={[nothing, ...knownAudiences.map(({ id, label }) => ({ value: id, label }))]}
          onChange={(audience) => set({ audiences: audience === '' ? [] : [audience] })}
        />
        <TextField
          label="Hours a week otherwise"
          inputMode="decimal"
          value={hours}
          onChange={(typed) => {
            setHours(typed)
            const count = Number.parseFloat(typed.replace(',', '.'))
            set({ hoursPerWeek: count > 0 && count <= 168 ? count : null })
          }}
        />
      </div>
    </fieldset>
  )
}
