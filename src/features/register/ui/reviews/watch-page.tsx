import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { changeKinds, watchStates, type WatchLine } from '../../watch/contract.ts'
import { watchQuery } from './queries.ts'

const levels: Record<WatchLine['state'], Level> = {
  unwatched: 'neutral',
  fine: 'ok',
  watched: 'advise',
  leaving: 'hold',
  gone: 'refuse',
}

export function WatchChip({ state }: { state: WatchLine['state'] }) {
  return <Chip level={levels[state]}>{watchStates[state]}</Chip>
}

/** Every network, who keeps watch over it, and what changed there. */
export function WatchPage() {
  const { data, error } = useQuery(watchQuery)
  return (
    <Page
      title="Networks under watch"
      lede="Their terms, what they charge, whether they last. A change has every account there looked at again."
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={8} label="Loading the networks" />}
      {data && <Networks networks={data.networks} />}
    </Page>
  )
}

/** Those where we speak, or which somebody watches, before those that only might come. */
function Networks({ networks }: { networks: WatchLine[] }) {
  const ours = networks.filter(({ accounts, state }) => accounts > 0 || state !== 'unwatched')
  const others = networks.length - ours.length
  const [all, setAll] = useState(ours.length === 0)
  const shown = (all ? networks : ours).toSorted((a, b) => b.accounts - a.accounts)
  return (
    <Stack>
      <DataTable
        caption="Networks"
        columns={columns}
        rows={shown}
        rowKey={(row) => row.network}
        csvName="networks"
        empty={<EmptyState title="No networks">No network is known here.</EmptyState>}
      />
      {!all && others > 0 && (
        <Row>
          <Button variant="outline" size="sm" onClick={() => setAll(true)}>
            Show the other {others}
          </Button>
        </Row>
      )}
    </Stack>
  )
}

const columns: Column<WatchLine>[] = [
  {
    key: 'name',
    header: 'Network',
    value: (row) => row.name,
    sortable: true,
    render: (row) => (
      <Link to="/networks-watch/$network" params={{ network: row.network }}>
        {row.name}
      </Link>
    ),
  },
  {
    key: 'state',
    header: 'How it stands',
    value: (row) => watchStates[row.state],
    sortable: true,
    render: (row) => <WatchChip state={row.state} />,
  },
  { key: 'accounts', header: 'Our accounts', value: (row) => row.accounts, sortable: true, align: 'end' },
  { key: 'toReview', header: 'To be reviewed', value: (row) => row.toReview, sortable: true, align: 'end' },
  {
    key: 'owner',
    header: 'Keeps watch',
    value: (row) => row.owner?.name ?? 'Central communications',
    sortable: true,
  },
  {
    key: 'change',
    header: 'Last change',
    value: (row) => row.lastChange?.at ?? '',
    sortable: true,
    render: (row) =>
      row.lastChange ? (
        <>
          {changeKinds[row.lastChange.kind].label}, <DateTime value={row.lastChange.at} style="date" />
        </>
      ) : (
        '–'
      ),
  },
  {
    key: 'due',
    header: 'Looked at again',
    value: (row) => row.reviewDue ?? '',
    sortable: true,
    render: (row) => (row.reviewDue ? <DateTime value={row.reviewDue} style="date" /> : '–'),
  },
]
