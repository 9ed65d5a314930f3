import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Tabs } from '#ui/parts/tabs.tsx'
import type { RequestList } from '../../requests/contract.ts'
import { FilterRow } from './filter-row.tsx'
import { Nothing } from './nothing.tsx'
import { filterOf, lists, requestsQuery, type Filter, type List } from './queries.ts'
import { RequestLines } from './request-lines.tsx'
import { listWords } from './words.ts'
import css from './requests.module.css'

/** Requests for accounts and for changes to them: mine, those before me, and all that I may read. */
export function RequestsPage() {
  const navigate = useNavigate()
  const filter = filterOf(useSearch({ strict: false }))
  const list = filter.list ?? 'mine'
  const query = useQuery(requestsQuery({ ...filter, list }))
  const change = (next: Filter) =>
    void navigate({ to: '/requests', search: filterOf({ ...next }), replace: true })
  const { data } = query
  return (
    <Page
      title="Requests"
      lede="Who asked for an account, or for a change to one, and where it stands."
      actions={
        <ActionLink to="/requests/new" kind="primary">
          Make a request
        </ActionLink>
      }
    >
      <Tabs
        label="Which requests"
        tabs={lists.map((key) => ({
          key,
          label: listWords[key],
          ...(key === 'waiting' && data && data.waiting > 0 ? { note: data.waiting } : {}),
        }))}
        current={list}
        onChange={(key) => change({ list: lists.find((one) => one === key) })}
      >
        <ProblemAlert
          error={query.error}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
        {!data && !query.error && <Skeleton lines={6} label="Loading the requests" />}
        {data && <Listed list={list} filter={filter} data={data} onChange={change} />}
      </Tabs>
    </Page>
  )
}

interface ListedProps {
  list: List
  filter: Filter
  data: RequestList
  onChange: (filter: Filter) => void
}

function Listed({ list, filter, data, onChange }: ListedProps) {
  const { list: _list, page = 1, ...narrowing } = filter
  const narrowed = Object.values(narrowing).some((value) => value !== undefined)
  if (data.total === 0 && !narrowed) return <Nothing list={list} />
  const last = Math.max(1, Math.ceil(data.total / data.size))
  return (
    <div className={css.listed}>
      <FilterRow filter={filter} onChange={(part) => onChange({ ...filter, ...part, page: undefined })} />
      <p role="status" className={css.status}>
        {data.total === 1 ? '1 request' : `${data.total} requests`}
        {last > 1 && `, page ${page} of ${last}`}
      </p>
      {data.requests.length === 0 ? (
        <p>No request fits these filters.</p>
      ) : (
        <RequestLines list={list} requests={data.requests} />
      )}
      {last > 1 && (
        <nav className={css.pages} aria-label="Pages of requests">
          <Button
            variant="outline"
            size="sm"
            disabled={page <= 1}
            onClick={() => onChange({ ...filter, page: page - 1 })}
          >
            Previous page
          </Button>
          <Button
            variant="outline"
            size="sm"
            disabled={page >= last}
            onClick={() => onChange({ ...filter, page: page + 1 })}
          >
            Next page
          </Button>
        </nav>
      )}
    </div>
  )
}
