import { useQuery } from '@tanstack/react-query'
import { officesQuery } from '#features/people/ui/index.ts'
import { SelectField } from '#ui/parts/fields.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { requestKinds, RequestKind, requestStates, RequestState } from '../../requests/contract.ts'
import { unitsQuery } from '../queries.ts'
import type { Filter } from './queries.ts'
import { kindWords, stateWords } from './words.ts'
import css from './requests.module.css'

interface FilterRowProps {
  filter: Filter
  onChange: (part: Filter) => void
}

/** What narrows the list. */
export function FilterRow({ filter, onChange }: FilterRowProps) {
  const units = useQuery(unitsQuery).data?.units ?? []
  const offices = useQuery(officesQuery).data?.offices ?? []
  return (
    <div className={css.filters} data-print="no">
      <SelectField
        label="State"
        value={filter.state ?? ''}
        data={[
          { value: '', label: 'All states' },
          ...requestStates.map((state) => ({ value: state, label: stateWords[state].label })),
        ]}
        onChange={(state) => onChange({ state: RequestState.safeParse(state).data })}
      />
      <SelectField
        label="What for"
        value={filter.kind ?? ''}
        data={[
          { value: '', label: 'Anything' },
          ...requestKinds.map((kind) => ({ value: kind, label: kindWords[kind].label })),
        ]}
        onChange={(kind) => onChange({ kind: RequestKind.safeParse(kind).data })}
      />
      <SearchSelect
        label="Unit"
        placeholder="All units"
        clearable
        data={units.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.unit ?? null}
        onChange={(unit) => onChange({ unit: unit ?? undefined })}
      />
      {offices.length > 0 && (
        <SelectField
          label="Before which office"
          value={filter.office ?? ''}
          data={[
            { value: '', label: 'Any office' },
            ...offices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(office) => onChange({ office: office || undefined })}
        />
      )}
    </div>
  )
}
