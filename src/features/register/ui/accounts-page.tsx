import { useMemo, useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { CheckboxField, SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay, useSession } from '#ui/session.ts'
import { accountStates, type Account } from '../contract.ts'
import { accountsQuery, useNetworkName } from './queries.ts'
import { ConnectionChip, connectionLabels, StateChip, stateLabels } from './words.tsx'
import css from './register.module.css'

interface Filters {
  network: string
  unit: string
  state: string
  mine: boolean
}

const administratorsOf = (account: Account) =>
  account.members.filter((member) => member.relation === 'administrator').map((member) => member.name)

function columnsFor(nameOf: (network: string) => string): Column<Account>[] {
  return [
    {
      key: 'account',
      header: 'Account',
      value: (account) => `${account.displayName} @${account.handle}`,
      render: (account) => (
        <>
          <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={css.name}>
            {account.displayName}
          </Link>
          <span className={css.handle}>@{account.handle}</span>
          {account.example && <Chip>Example</Chip>}
        </>
      ),
    },
    { key: 'network', header: 'Network', value: (account) => nameOf(account.network) },
    { key: 'unit', header: 'Unit', value: (account) => account.unit.name },
    {
      key: 'administrators',
      header: 'Administrators',
      value: (account) => administratorsOf(account).join(', '),
    },
    {
      key: 'connection',
      header: 'Connection',
      value: (account) => connectionLabels[account.connection.state],
      render: (account) =>
        account.state === 'closed' ? '–' : <ConnectionChip state={account.connection.state} />,
    },
    {
      key: 'state',
      header: 'State',
      value: (account) => stateLabels[account.state],
      render: (account) => <StateChip state={account.state} />,
    },
  ]
}

/** Every official account: who answers for it, and whether it works. */
export function AccountsPage() {
  const query = useQuery(accountsQuery)
  const nameOf = useNetworkName()
  const mayAdd = useMay('accounts.add')
  const me = useSession().person?.id
  const [filters, setFilters] = useState<Filters>({ network: '', unit: '', state: '', mine: false })
  const accounts = query.data?.accounts
  const rows = useMemo(
    () => accounts?.filter((account) => fits(account, filters, me)),
    [accounts, filters, me],
  )
  const add = (
    <ActionLink to="/accounts/new" kind="primary">
      Add an account
    </ActionLink>
  )
  return (
    <Page
      title="Register of accounts"
      lede="The accounts that speak for the university, and who answers for each."
      actions={mayAdd && accounts && accounts.length > 0 ? add : undefined}
    >
      <ProblemAlert
        error={query.error}
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
      {!accounts && !query.error && <Skeleton lines={6} label="Loading the register" />}
      {accounts && accounts.length === 0 && <NoAccounts action={mayAdd ? add : undefined} />}
      {accounts && accounts.length > 0 && (
        <DataTable
          caption="Official accounts"
          columns={columnsFor(nameOf)}
          rows={rows ?? []}
          rowKey={(account) => account.id}
          initialSort={{ key: 'account', direction: 'ascending' }}
          filterLabel="Find"
          csvName="accounts"
          tools={<FilterRow accounts={accounts} filters={filters} nameOf={nameOf} onChange={setFilters} />}
          narrowed
          empty={<p>No account fits these filters.</p>}
        />
      )}
    </Page>
  )
}

function fits(account: Account, filters: Filters, me: string | undefined): boolean {
  return (
    (filters.network === '' || account.network === filters.network) &&
    (filters.unit === '' || account.unit.id === filters.unit) &&
    (filters.state === '' ? account.state !== 'closed' : account.state === filters.state) &&
    (!filters.mine || account.members.some((member) => member.personId === me))
  )
}

function NoAccounts({ action }: { action?: ReactNode }) {
  return (
    <EmptyState title="No account stands in the register yet" action={action}>
      An official account is one that speaks for the university on a network: the main one, a faculty’s, the
      library’s. Put the first one in with the person who answers for it, then connect it. Practice is a
      network inside Rostrum, for trying all of this with nothing leaving the house.
    </EmptyState>
  )
}

interface FilterRowProps {
  accounts: Account[]
  filters: Filters
  nameOf: (network: string) => string
  onChange: (filters: Filters) => void
}

function FilterRow({ accounts, filters, nameOf, onChange }: FilterRowProps) {
  const networks = [...new Set(accounts.map((account) => account.network))]
  const units = [...new Map(accounts.map((account) => [account.unit.id, account.unit.name]))]
  const byName = (one: [string, string], other: [string, string]) => one[1].localeCompare(other[1], 'en-GB')
  return (
    <div className={css.filters} data-print="no">
      <SelectField
        label="Network"
        value={filters.network}
        data={[
          { value: '', label: 'All networks' },
          ...networks.map((id) => ({ value: id, label: nameOf(id) })),
        ]}
        onChange={(network) => onChange({ ...filters, network })}
      />
      <SelectField
        label="Unit"
        value={filters.unit}
        data={[
          { value: '', label: 'All units' },
          ...units.sort(byName).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(unit) => onChange({ ...filters, unit })}
      />
      <SelectField
        label="State"
        value={filters.state}
        data={[
          { value: '', label: 'All but closed' },
          ...accountStates.map((state) => ({ value: state, label: stateLabels[state] })),
        ]}
        onChange={(state) => onChange({ ...filters, state })}
      />
      <CheckboxField
        label="Only mine"
        checked={filters.mine}
        onChange={(mine) => onChange({ ...filters, mine })}
      />
    </div>
  )
}
