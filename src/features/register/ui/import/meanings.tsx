import { useQuery } from '@tanstack/react-query'
import { profiles } from '#networks/profiles.ts'
import { SelectField, type Choice } from '#ui/parts/fields.tsx'
import { importedStates, type ImportView, type Mapping } from '../../import/contract.ts'
import { unitsQuery } from '../queries.ts'
import { stateLabels } from '../words.tsx'
import css from './import.module.css'

type Meanings = Mapping['meanings']

export interface MeaningsProps {
  view: ImportView
  mapping: Mapping
  onChange: (meanings: Meanings) => void
}

const titles: Record<keyof Meanings, string> = {
  network: 'Networks that are not known by these names',
  unit: 'Units that are not known by these names',
  state: 'States that are not known by these words',
}

/** Values that mean nothing here: the person says what is meant, or leaves the lines out. */
export function MeaningsCard({ view, mapping, onChange }: MeaningsProps) {
  const units = useQuery(unitsQuery).data?.units ?? []
  const choices: Record<keyof Meanings, Choice[]> = {
    network: profiles.map(({ id, name }) => ({ value: id, label: name })),
    unit: units.map(({ id, name }) => ({ value: id, label: name })),
    state: importedStates.map((state) => ({
      value: state,
      label: state === 'paused' ? 'Paused' : stateLabels[state],
    })),
  }
  const set = (kind: keyof Meanings, value: string, meaning: string) => {
    const { [value.toLowerCase()]: _before, ...others } = mapping.meanings[kind]
    onChange({
      ...mapping.meanings,
      [kind]: meaning === '' ? others : { ...others, [value.toLowerCase()]: meaning },
    })
  }
  const { people } = view.unknown
  return (
    <>
      {(Object.keys(titles) as (keyof Meanings)[]).map((kind) => {
        const values = valuesOf(view, mapping, kind)
        return (
          values.length > 0 && (
            <fieldset key={kind} className={css.meanings}>
              <legend>{titles[kind]}</legend>
              <div className={css.columns}>
                {values.map(({ value, lines }) => (
                  <SelectField
                    key={value}
                    label={
                      lines === null
                        ? `“${value}”`
                        : `“${value}” (${lines === 1 ? '1 line' : `${lines} lines`})`
                    }
                    value={mapping.meanings[kind][value.toLowerCase()] ?? ''}
                    data={[{ value: '', label: 'Leave these lines out' }, ...choices[kind]]}
                    onChange={(meaning) => set(kind, value, meaning)}
                  />
                ))}
              </div>
            </fieldset>
          )
        )
      })}
      {people.length > 0 && (
        <details>
          <summary>Administrators who are not here yet: {people.length}</summary>
          <p>
            {new Intl.ListFormat('en-GB').format(people.map(({ value }) => value))}. Invite them on the page
            of people, then check again; or go on, and name the administrators later.
          </p>
        </details>
      )}
    </>
  )
}

/** What is unknown now, and what was said before, so that it can be said otherwise. */
function valuesOf(view: ImportView, mapping: Mapping, kind: keyof Meanings) {
  const unknown = view.unknown[kind]
  const said = Object.keys(mapping.meanings[kind]).filter(
    (value) => !unknown.some((each) => each.value.toLowerCase() === value),
  )
  return [...unknown, ...said.map((value) => ({ value, lines: null }))]
}
