import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { accountStates } from '../../contract.ts'
import { lackLabels, lacks, type Facets } from '../../estate/contract.ts'
import { stateLabels } from '../words.tsx'
import css from '../register.module.css'
import type { Filter } from './queries.ts'

export interface FilterRowProps {
  filter: Filter
  facets: Facets | undefined
  nameOf: (network: string) => string
  onChange: (filter: Filter) => void
}

/** What narrows the list; each choice says how many accounts it would show. */
export function FilterRow({ filter, facets, nameOf, onChange }: FilterRowProps) {
  const set = (part: Filter) => onChange({ ...filter, ...part })
  const counts = new Map(facets?.states.map(({ state, accounts }) => [state, accounts]))
  return (
    <div className={css.filters} data-print="no">
      <SelectField
        label="Network"
        value={filter.network ?? ''}
        data={[
          { value: '', label: 'All networks' },
          ...(facets?.networks ?? []).map(({ id, accounts }) => ({
            value: id,
            label: `${nameOf(id)} (${accounts})`,
          })),
        ]}
        onChange={(network) => set({ network })}
      />
      <SelectField
        label="Unit"
        value={filter.unit ?? ''}
        data={[
          { value: '', label: 'All units' },
          ...unitChoices(filter, facets).map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(unit) => set({ unit })}
      />
      <SelectField
        label="State"
        value={filter.state ?? ''}
        data={[
          { value: '', label: 'All but closed and refused' },
          { value: 'paused', label: 'Paused' },
          ...accountStates.map((state) => ({
            value: state,
            label: `${stateLabels[state]} (${counts.get(state) ?? 0})`,
          })),
        ]}
        onChange={(state) => set({ state })}
      />
      <SelectField
        label="Lacks"
        value={filter.lacks ?? ''}
        data={[
          { value: '', label: 'Anything or nothing' },
          ...lacks.map((lack) => ({ value: lack, label: lackLabels[lack] })),
        ]}
        onChange={(lack) => set({ lacks: lack })}
      />
      <CheckboxField
        label="Only mine"
        checked={filter.mine === 'true'}
        onChange={(mine) => set({ mine: mine ? 'true' : '' })}
      />
    </div>
  )
}

/** A unit that is chosen stays in the list though no account of it matches: its own accounts may all be below it. */
function unitChoices(filter: Filter, facets: Facets | undefined): { id: string; label: string }[] {
  const units = (facets?.units ?? []).map(({ id, name, accounts }) => ({
    id,
    label: `${name} (${accounts})`,
  }))
  if (!filter.unit || !facets || units.some(({ id }) => id === filter.unit)) return units
  return [{ id: filter.unit, label: 'The unit chosen, and all below it' }, ...units]
}
