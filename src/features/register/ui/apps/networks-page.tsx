import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { appStates, ways, type NetworkLine } from '../../apps/contract.ts'
import { networkAppsQuery } from './queries.ts'
import { AppChip, howItStands, StandsChip } from './words.tsx'

/** Every network: how accounts there are connected, and the app that it wants first. */
export function NetworksPage() {
  const may = useMay('networks.apps')
  const { data, error } = useQuery({ ...networkAppsQuery, enabled: may })
  return (
    <Page
      title="Networks"
      lede="How accounts of each network are connected. Some want an app that is registered once for the whole institution."
    >
      {!may && <p>Only system administration registers apps with networks.</p>}
      <ProblemAlert error={error} />
      {may && !data && !error && <Skeleton lines={10} label="Loading the networks" />}
      {data && (
        <DataTable
          caption="Networks"
          columns={columns}
          rows={data.networks.toSorted(usedFirst)}
          rowKey={(row) => row.network}
          csvName="network-apps"
          empty={<EmptyState title="No networks">No network is known here.</EmptyState>}
        />
      )}
    </Page>
  )
}

/** Those that need mending or are used, before those that only might be. */
function usedFirst(a: NetworkLine, b: NetworkLine): number {
  const weight = ({ findings, accounts }: NetworkLine) =>
    (findings.some(({ state }) => state === 'fault') ? 2_000_000 : 0) +
    (findings.some(({ state }) => state === 'warning') ? 1_000_000 : 0) +
    accounts
  return weight(b) - weight(a) || a.name.localeCompare(b.name, 'en-GB')
}

const columns: Column<NetworkLine>[] = [
  {
    key: 'name',
    header: 'Network',
    value: (row) => row.name,
    sortable: true,
    render: (row) => (
      <Link to="/networks/$network" params={{ network: row.network }}>
        {row.name}
      </Link>
    ),
  },
  {
    key: 'ways',
    header: 'How accounts are connected',
    value: (row) => row.ways.map((way) => ways[way]).join('; '),
    sortable: true,
  },
  {
    key: 'app',
    header: 'App',
    value: (row) => appStates[row.app],
    sortable: true,
    render: (row) => <AppChip state={row.app} />,
  },
  {
    key: 'registered',
    header: 'Registered',
    value: (row) => row.registered?.at ?? '',
    sortable: true,
    render: (row) =>
      row.registered ? (
        <>
          <DateTime value={row.registered.at} style="date" />, {row.registered.by ?? 'by command line'}
        </>
      ) : (
        '–'
      ),
  },
  { key: 'accounts', header: 'Our accounts', value: (row) => row.accounts, sortable: true, align: 'end' },
  { key: 'connected', header: 'Connected', value: (row) => row.connected, sortable: true, align: 'end' },
  {
    key: 'stands',
    header: 'How it stands',
    value: (row) => howItStands(row.findings),
    sortable: true,
    render: (row) => <StandsChip findings={row.findings} />,
  },
]
