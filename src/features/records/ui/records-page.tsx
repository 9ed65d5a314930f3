import { useDeferredValue, useState } from 'react'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { SelectField, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay, useZone } from '#ui/session.ts'
import type { RecordRow } from '../contract.ts'
import { LogCard } from './log-card.tsx'
import { kindsQuery, recordsQuery, searchOf, type Wanted } from './queries.ts'
import css from './records.module.css'

const columns: Column<RecordRow>[] = [
  {
    key: 'at',
    header: 'When',
    value: (row) => new Date(row.at),
    render: (row) => <DateTime value={row.at} style="short" />,
  },
  { key: 'who', header: 'Who', value: (row) => row.who },
  {
    key: 'what',
    header: 'What',
    value: (row) => row.sentence,
    render: (row) => (
      <Link to="/records/$recordId" params={{ recordId: row.id }}>
        {row.sentence}
      </Link>
    ),
  },
  { key: 'kind', header: 'Kind', value: (row) => row.kind },
  {
    key: 'place',
    header: 'Place',
    align: 'end',
    value: (row) => (row.proof.state === 'proved' ? row.proof.seq : null),
    render: (row) => (row.proof.state === 'proved' ? row.proof.seq : <Chip level="advise">follows</Chip>),
  },
]

/** Everything that was decided, sent and changed, newest first. */
export function RecordsPage() {
  const zone = useZone()
  const [wanted, setWanted] = useState<Wanted>({ kind: '', text: '', from: '', to: '', zone })
  const asked = useDeferredValue(wanted)
  const query = useInfiniteQuery(recordsQuery(asked))
  const rows = query.data?.pages.flatMap((page) => page.records)
  return (
    <Page
      title="Records"
      lede="Every decision, every sending and every change, in a log that shows when something in it was altered."
    >
      <Stack>
        <LogCard />
        <Filters wanted={wanted} onChange={setWanted} />
        <ProblemAlert
          error={query.error}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
        {!rows && !query.error && <Skeleton lines={6} label="Loading the records" />}
        {rows && (
          <DataTable
            caption="Records, newest first"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            filterLabel={null}
            csvName={null}
            tools={<Exports wanted={asked} />}
            empty={
              <EmptyState title="No record fits">
                Records are made by themselves whenever somebody acts. Widen the filter to see others.
              </EmptyState>
            }
          />
        )}
        {query.hasNextPage && (
          <Button
            variant="outline"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older records
          </Button>
        )}
      </Stack>
    </Page>
  )
}

function Filters({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { data } = useQuery(kindsQuery)
  const set = (part: keyof Wanted) => (value: string) => onChange({ ...wanted, [part]: value })
  const kinds = (data?.kinds ?? []).map(({ kind, count }) => ({ value: kind, label: `${kind} (${count})` }))
  return (
    <search className={css.filters} data-print="no">
      <TextField label="Words" type="search" maxLength={200} value={wanted.text} onChange={set('text')} />
      <SelectField
        label="Kind"
        data={[{ value: '', label: 'All kinds' }, ...kinds]}
        value={wanted.kind}
        onChange={set('kind')}
      />
      <TextField label="From" type="date" value={wanted.from} onChange={set('from')} />
      <TextField label="To" type="date" value={wanted.to} onChange={set('to')} />
    </search>
  )
}

/** Links, not buttons: the browser saves the file while the page goes on. */
function Exports({ wanted }: { wanted: Wanted }) {
  const mayExport = useMay('records.export')
  if (!mayExport) return null
  const search = searchOf(wanted)
  const icon = <IconDownload size={18} aria-hidden />
  return (
    <div className={css.exports}>
      <Button component="a" href={`/api/records/export?${search}`} download size="sm" leftSection={icon}>
        Export with proofs
      </Button>
      <Button
        component="a"
        href={`/api/records/export.csv?${search}`}
        download
        size="sm"
        variant="subtle"
        leftSection={icon}
      >
        Export CSV
      </Button>
    </div>
  )
}
