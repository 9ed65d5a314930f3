import { useDeferredValue, useState } from 'react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { networkNames } from '#networks/names.ts'
import { api } from '#ui/api.ts'
import { SelectField } from '#ui/parts/fields.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { AccountList, type Account } from '../../contract.ts'

/** As many as a person still finds by looking; more are found by typing, on the server. */
const few = 50

const searchQuery = (parameters: Record<string, string>) =>
  queryOptions({
    queryKey: ['accounts', 'choice', parameters],
    queryFn: ({ signal }) =>
      api.get(`/accounts?${new URLSearchParams(parameters).toString()}`, AccountList, { signal }),
  })

const labelOf = ({ network, handle, displayName }: Account): string =>
  `${networkNames[network] ?? network} @${handle}${displayName === handle ? '' : ` (${displayName})`}`

export interface AccountChoiceProps {
  label?: string
  'aria-label'?: string
  hint?: string
  error?: string
  size?: 'sm' | 'md'
  required?: boolean
  /** What no choice means: "Any account". Without it there is only the empty field. */
  whenNone?: string
  /** The account's id, or nothing. */
  value: string
  onChange: (accountId: string) => void
}

/** One account of those that are open: from a list while they are few, found by typing among thousands. */
export function AccountChoice({ whenNone, value, onChange, ...rest }: AccountChoiceProps) {
  const first = useQuery(searchQuery({ state: 'open', limit: String(few) })).data
  if (first && first.total > few) return <SearchedAccount {...{ whenNone, value, onChange, ...rest }} />
  return (
    <SelectField
      {...rest}
      value={value}
      onChange={onChange}
      data={[
        { value: '', label: whenNone ?? 'Choose an account' },
        ...(first?.accounts ?? []).map((account) => ({ value: account.id, label: labelOf(account) })),
      ]}
    />
  )
}

function SearchedAccount({ whenNone, value, onChange, ...rest }: AccountChoiceProps) {
  const [typed, setTyped] = useState('')
  const chosen = useQuery({ ...searchQuery({ ids: value }), enabled: value !== '' }).data?.accounts[0]
  const label = chosen && value !== '' ? labelOf(chosen) : ''
  const q = useDeferredValue(typed === label ? '' : typed)
  const found = useQuery({
    ...searchQuery({ state: 'open', q, limit: String(few) }),
    placeholderData: keepPreviousData,
  }).data
  const offered = new Map(
    [...(chosen && value !== '' ? [chosen] : []), ...(found?.accounts ?? [])].map((each) => [each.id, each]),
  )
  return (
    <SearchSelect
      {...rest}
      placeholder={whenNone ?? 'Type to find one'}
      clearable={whenNone !== undefined}
      data={[...offered.values()].map((account) => ({ value: account.id, label: labelOf(account) }))}
      // The server has looked already.
      filter={({ options }) => options}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      searchValue={typed}
      onSearchChange={setTyped}
    />
  )
}
