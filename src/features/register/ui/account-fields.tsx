import { useQuery } from '@tanstack/react-query'
import { checkHandle } from '../rules.ts'
import { profileOf } from '#networks/profiles.ts'
import { asProblem } from '#ui/api.ts'
import { CheckboxChoices, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { knownAudiences, type Account, type NetworkView } from '../contract.ts'
import { unitsQuery } from './queries.ts'

/** What is typed, before it is a request: numbers and lists are still text. */
export interface Typed {
  network: string
  handle: string
  displayName: string
  unitId: string
  purpose: string
  audiences: string[]
  otherAudiences: string
  hoursPerWeek: string
  tags: string
}

export const nothingTyped: Typed = {
  network: '',
  handle: '',
  displayName: '',
  unitId: '',
  purpose: '',
  audiences: [],
  otherAudiences: '',
  hoursPerWeek: '',
  tags: '',
}

const knownIds = new Set<string>(knownAudiences.map((audience) => audience.id))

export function typedOf(account: Account): Typed {
  return {
    network: account.network,
    handle: account.handle,
    displayName: account.displayName,
    unitId: account.unit.id,
    purpose: account.purpose,
    audiences: account.audiences.filter((audience) => knownIds.has(audience)),
    otherAudiences: account.audiences.filter((audience) => !knownIds.has(audience)).join(', '),
    hoursPerWeek: String(account.hoursPerWeek),
    tags: account.tags.join(', '),
  }
}

/** What is typed with commas between. */
export const listOf = (typed: string): string[] =>
  typed
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** The fields as the request wants them; what is no number becomes none and is refused beside its field. */
export function entryOf(typed: Typed) {
  const others = listOf(typed.otherAudiences)
  return {
    handle: typed.handle,
    displayName: typed.displayName,
    unitId: typed.unitId,
    purpose: typed.purpose,
    audiences: [...typed.audiences, ...others],
    hoursPerWeek: Number.parseFloat(typed.hoursPerWeek.replace(',', '.')),
  }
}

export type Faults = Partial<Record<string, string>>

/** The faults of the fields, from an answer of the server. */
export function faultsOf(error: unknown): Faults {
  if (!error) return {}
  return Object.fromEntries(asProblem(error).fields.map((fault) => [fault.path.split('.')[0], fault.message]))
}

/** The faults without those of fields that were touched since. */
export function faultsStillThere(faults: Faults, before: Typed, after: Typed): Faults {
  const touched = (Object.keys(after) as (keyof Typed)[]).filter((key) => before[key] !== after[key])
  const settled = new Set<string>(touched.map((key) => (key === 'otherAudiences' ? 'audiences' : key)))
  return Object.fromEntries(Object.entries(faults).filter(([key]) => !settled.has(key)))
}

export interface AccountFieldsProps {
  typed: Typed
  faults: Faults
  onChange: (typed: Typed) => void
  /** Absent once the account is in the register: a network is not changed. */
  networks?: NetworkView[]
}

export function AccountFields({ typed, faults, onChange, networks }: AccountFieldsProps) {
  const units = useQuery(unitsQuery)
  const set = (change: Partial<Typed>) => onChange({ ...typed, ...change })
  const profile = profileOf(typed.network)
  const checked = profile && typed.handle.trim() !== '' ? checkHandle(profile, typed.handle) : null
  const written = checked && 'handle' in checked && checked.handle !== typed.handle ? checked.handle : null
  return (
    <>
      {networks && (
        <SelectField
          label="Network"
          required
          value={typed.network}
          error={faults.network}
          data={[
            { value: '', label: 'Choose a network', disabled: true },
            ...networks.map((network) => ({ value: network.id, label: network.name })),
          ]}
          onChange={(network) => set({ network })}
        />
      )}
      <TextField
        label="Handle"
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={
          written
            ? `Kept as @${written}`
            : profile
              ? `Such as ${profile.handleHint}`
              : 'The name of the account on its network'
        }
        value={typed.handle}
        error={faults.handle ?? (checked && 'problem' in checked ? checked.problem : undefined)}
        onChange={(handle) => set({ handle })}
      />
      <TextField
        label="Name"
        required
        hint="What people call it: School of Engineering"
        value={typed.displayName}
        error={faults.displayName}
        maxLength={100}
        onChange={(displayName) => set({ displayName })}
      />
      <SearchSelect
        label="Unit"
        required
        hint={
          units.data?.units.length === 0
            ? 'There is no unit yet. Add the first on the page “Units”, then come back.'
            : 'Whose account it is'
        }
        data={(units.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))}
        value={typed.unitId || null}
        error={faults.unitId}
        onChange={(unitId) => set({ unitId: unitId ?? '' })}
      />
      <TextArea
        label="Purpose"
        required
        hint="What it is for, in a sentence or two"
        value={typed.purpose}
        error={faults.purpose}
        autosize
        minRows={2}
        maxLength={500}
        onChange={(purpose) => set({ purpose })}
      />
      <CheckboxChoices
        label="Audiences"
        required
        hint="Whom it wants to reach"
        options={knownAudiences.map((audience) => ({ value: audience.id, label: audience.label }))}
        value={typed.audiences}
        error={faults.audiences}
        onChange={(audiences) => set({ audiences })}
      />
      <TextField
        label="Other audiences"
        hint="With commas between"
        value={typed.otherAudiences}
        onChange={(otherAudiences) => set({ otherAudiences })}
      />
      <TextField
        label="Hours a week"
        required
        hint="The time that is set aside for it, such as 2.5"
        inputMode="decimal"
        value={typed.hoursPerWeek}
        error={faults.hoursPerWeek}
        onChange={(hoursPerWeek) => set({ hoursPerWeek })}
      />
    </>
  )
}
