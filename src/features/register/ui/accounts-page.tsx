import { useDeferredValue, useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import type { Column } from '#ui/parts/data-table.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row } from '#ui/parts/page.tsx'
import { PagedTable } from '#ui/parts/paged-table.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Sort } from '#ui/parts/table-rules.ts'
import { useMay } from '#ui/session.ts'
import type { Account } from '../contract.ts'
import { isOver } from '../life/rules.ts'
import { FilterRow } from './estate/filter-row.tsx'
import { askedOf, filterOf, pageQuery, queryOf, type Filter } from './estate/queries.ts'
import { SavedViewsRow } from './estate/saved-views-row.tsx'
import { useNetworkName } from './queries.ts'
import { ConnectionChip, connectionLabels, StandingChips, stateLabels } from './words.tsx'
import css from './register.module.css'

const administratorsOf = (account: Account) =>
  account.members.filter((member) => member.relation === 'administrator').map((member) => member.name)

/** The keys of the columns that sort are the sortings of the server. */
function columnsFor(nameOf: (network: string) => string): Column<Account>[] {
  return [
    {
      key: 'name',
      header: 'Account',
      value: (account) => `${account.displayName} @${account.handle}`,
      render: (account) => (
        <>
          <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={css.name}>
            {account.displayName}
          </Link>
          {account.handle && <span className={css.handle}>@{account.handle}</span>}
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
      sortable: false,
    },
    {
      key: 'connection',
      header: 'Connection',
      value: (account) => connectionLabels[account.connection.state],
      render: (account) =>
        isOver(account.state) ? '–' : <ConnectionChip state={account.connection.state} />,
      sortable: false,
    },
    {
      key: 'state',
      header: 'State',
      value: (account) =>
        account.paused ? `${stateLabels[account.state]}, paused` : stateLabels[account.state],
      render: (account) => <StandingChips account={account} />,
    },
  ]
}

const pageSize = 50

/** The filter in the address, so that it can be kept, sent and gone back to; the page within it only here. */
function useList() {
  const navigate = useNavigate()
  const filter = filterOf(useSearch({ strict: false }))
  const [sort, setSort] = useState<Sort>({ key: 'name', direction: 'ascending' })
  /** Where each page begins that has been left behind. */
  const [pages, setPages] = useState<string[]>([])
  const [find, setFind] = useState(filter.q ?? '')
  const [asked, setAsked] = useState(filter.q ?? '')
  if ((filter.q ?? '') !== asked) {
    // Somebody went back, or chose a view: what stands in the field follows.
    setAsked(filter.q ?? '')
    if ((filter.q ?? '') !== find.trim()) setFind(filter.q ?? '')
  }
  const change = (next: Filter) => {
    setPages([])
    void navigate({ to: '/accounts', search: filterOf(next), replace: true })
  }
  const parameters = useDeferredValue({
    ...askedOf(filter),
    sort: sort.key,
    order: sort.direction,
    limit: String(pageSize),
    facets: 'true',
    ...(pages.length > 0 ? { after: pages.at(-1) ?? '' } : {}),
  })
  return {
    filter,
    change,
    find,
    onFind: (text: string) => {
      setFind(text)
      change({ ...filter, q: text.trim() })
    },
    sort,
    onSort: (next: Sort) => {
      setPages([])
      setSort(next)
    },
    pages,
    setPages,
    parameters,
  }
}

/** Every official account: who answers for it, and whether it works. */
export function AccountsPage() {
  const list = useList()
  const { filter, pages, setPages } = list
  const query = useQuery(pageQuery(list.parameters))
  const nameOf = useNetworkName()
  const { data } = query
  const next = data?.next ?? null
  const nothing = data?.total === 0 && Object.keys(filter).length === 0
  const empty = nothing && data.facets?.states.length === 0
  return (
    <Page
      title="Register of accounts"
      lede="The accounts that speak for the university, and who answers for each."
      actions={!empty && <Actions />}
    >
      <ProblemAlert
        error={query.error}
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
      {!data && !query.error && <Skeleton lines={6} label="Loading the register" />}
      {empty && <NoAccounts action={<Actions />} />}
      {data && !empty && (
        <>
          <SavedViewsRow filter={filter} onChoose={list.change} />
          <PagedTable
            caption="Official accounts"
            columns={columnsFor(nameOf)}
            rows={data.accounts}
            rowKey={(account) => account.id}
            total={data.total}
            from={pages.length * pageSize + 1}
            sort={list.sort}
            onSort={list.onSort}
            find={list.find}
            onFind={list.onFind}
            onNext={next === null ? undefined : () => setPages([...pages, next])}
            onPrevious={pages.length === 0 ? undefined : () => setPages(pages.slice(0, -1))}
            tools={<FilterRow filter={filter} facets={data.facets} nameOf={nameOf} onChange={list.change} />}
            csvHref={`/api/accounts/export.csv?${queryOf(askedOf(filter))}`}
            empty={<p>No account fits these filters.</p>}
          />
        </>
      )}
    </Page>
  )
}

function Actions() {
  const mayAdd = useMay('accounts.add')
  const mayImport = useMay('accounts.import')
  return (
    <Row>
      <ActionLink to="/requests/new?kind=open">Ask for an account</ActionLink>
      {mayImport && <ActionLink to="/accounts/import">Import a list</ActionLink>}
      {mayAdd && (
        <ActionLink to="/accounts/new" kind="primary">
          Add an account
        </ActionLink>
      )}
    </Row>
  )
}

function NoAccounts({ action }: { action?: ReactNode }) {
  return (
    <EmptyState title="No account stands in the register yet" action={action}>
      An official account is one that speaks for the university on a network: the main one, a faculty’s, the
      library’s. Put the first one in with the person who answers for it, then connect it. A list from a
      spreadsheet can be imported as it is. Practice is a network inside Rostrum, for trying all of this with
      nothing leaving the house.
    </EmptyState>
  )
}
