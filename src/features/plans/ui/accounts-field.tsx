import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { accountsOfQuery, accountsQuery, networkName } from '#features/posts/ui/index.ts'
import { SeveralSelect } from '#ui/parts/several-select.tsx'
import { useMay } from '#ui/session.ts'

interface AccountsFieldProps {
  value: string[]
  hint: string
  error?: string | undefined
  onChange: (accountIds: string[]) => void
}

/** Several accounts: those that one writes for, or all for whoever works for all of them. */
export function AccountsField({ value, hint, error, onChange }: AccountsFieldProps) {
  const everywhere = useMay('accounts.add')
  const [typed, setTyped] = useState('')
  const found = useQuery({
    ...accountsQuery(!everywhere, useDeferredValue(typed)),
    placeholderData: keepPreviousData,
  }).data
  const chosen = useQuery(accountsOfQuery(value)).data
  const known = new Map(
    [...(found?.accounts ?? []), ...(chosen?.accounts ?? [])].map((account) => [
      account.id,
      `${account.displayName}, ${networkName(account.network)} @${account.handle}`,
    ]),
  )
  return (
    <SeveralSelect
      label="Accounts"
      hint={hint}
      error={error}
      required
      placeholder="Type a name"
      data={(found?.accounts ?? [])
        .filter((account) => !account.affiliate)
        .map(({ id }) => ({ value: id, label: known.get(id) ?? '' }))}
      chosen={value.map((id) => ({ value: id, label: known.get(id) ?? 'An account' }))}
      onChange={onChange}
      onType={setTyped}
    />
  )
}
