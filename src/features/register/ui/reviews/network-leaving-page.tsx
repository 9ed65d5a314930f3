import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { NetworkLeaving } from '../../leaving/contract.ts'
import { StateChip, stateLabels } from '../words.tsx'
import { howFar } from './leaving-words.ts'
import { networkLeavingQuery } from './queries.ts'

type Line = NetworkLeaving['accounts'][number]

/** Who is how far off a network. */
export function NetworkLeavingPage() {
  const { network = '' } = useParams({ strict: false })
  const { data, error } = useQuery(networkLeavingQuery(network))
  return (
    <Page
      title={data ? `Leaving ${data.name}` : 'Leaving a network'}
      lede={
        <Link to="/networks-watch/$network" params={{ network }}>
          What is known of {data?.name ?? 'it'}
        </Link>
      }
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={6} label="Loading the accounts" />}
      {data && (
        <DataTable
          caption={`Our accounts on ${data.name}`}
          columns={columns}
          rows={data.accounts}
          rowKey={(row) => row.id}
          csvName={`leaving-${data.network}`}
          empty={
            <EmptyState title="No account there">
              None of ours is on {data.name}. Each account there is listed here, with how far its closing has
              come.
            </EmptyState>
          }
        />
      )}
    </Page>
  )
}

const said = ({ progress, state }: Line): string => {
  if (state === 'closed') return 'Closed'
  return progress ? howFar(progress) : 'Not begun'
}

/** Leads to the steps for whoever may take them; the account's own page leads there too. */
function HowFar({ row }: { row: Line }) {
  if (!row.maySteps) return said(row)
  return (
    <Link to="/accounts/$accountId/leave" params={{ accountId: row.id }}>
      {said(row)}
      <span className="visually-hidden">: {row.name}</span>
    </Link>
  )
}

const columns: Column<Line>[] = [
  {
    key: 'name',
    header: 'Account',
    value: (row) => `${row.name} @${row.handle}`,
    sortable: true,
    render: (row) => (
      <Link to="/accounts/$accountId" params={{ accountId: row.id }}>
        {row.name}
      </Link>
    ),
  },
  { key: 'unit', header: 'Unit', value: (row) => row.unit, sortable: true },
  {
    key: 'state',
    header: 'State',
    value: (row) => stateLabels[row.state],
    sortable: true,
    render: (row) => <StateChip state={row.state} />,
  },
  {
    key: 'done',
    header: 'How far',
    value: said,
    sortable: true,
    render: (row) => <HowFar row={row} />,
  },
  {
    key: 'closes',
    header: 'Closed on',
    value: (row) => row.closesOn ?? '',
    sortable: true,
    render: (row) => (row.closesOn ? <DateTime value={`${row.closesOn}T12:00:00Z`} style="date" /> : '–'),
  },
  { key: 'successor', header: 'People go to', value: (row) => row.successor ?? '', sortable: true },
]
