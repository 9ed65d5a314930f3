import { useQuery } from '@tanstack/react-query'
import { SystemView, type Finding } from '#app/doctor/contract.ts'
import { api } from '#ui/api.ts'
import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { inBytes } from './words.ts'

const systemQuery = {
  queryKey: ['system'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get('/system', SystemView, { signal }),
  refetchInterval: 30_000,
}

const states: Record<Finding['state'], { level: Level; label: string }> = {
  ok: { level: 'ok', label: 'In order' },
  warning: { level: 'advise', label: 'Worth a look' },
  fault: { level: 'refuse', label: 'Needs mending' },
}
const gravest: Finding['state'][] = ['fault', 'warning', 'ok']

function titleOf(findings: Finding[]): string {
  if (findings.some(({ state }) => state === 'fault')) return 'Something needs mending'
  if (findings.some(({ state }) => state === 'warning'))
    return 'The system works, with something worth a look'
  return 'The system is well'
}

const instants = /(\d{4}-\d{2}-\d{2}T[\d:.]+Z)/

/** What was found, with its moments as people write them. */
function Said({ text }: { text: string }) {
  return text
    .split(instants)
    .map((piece, index) => (index % 2 === 1 ? <DateTime key={piece} value={piece} /> : piece))
}

function FindingsCard({ findings }: { findings: Finding[] }) {
  const sorted = findings.toSorted((a, b) => gravest.indexOf(a.state) - gravest.indexOf(b.state))
  return (
    <Card title="What was looked at">
      <Items label="What was looked at">
        {sorted.map(({ id, title, state, says, fix }) => (
          <Item
            key={id}
            title={title}
            note={
              <>
                <Said text={says} />
                {fix && (
                  <>
                    <br />
                    <strong>What to do:</strong> {fix}
                  </>
                )}
              </>
            }
            end={<Chip level={states[state].level}>{states[state].label}</Chip>}
          />
        ))}
      </Items>
    </Card>
  )
}

function WorkersCard({ workers }: Pick<SystemView, 'workers'>) {
  return (
    <Card title="Workers">
      {workers.length === 0 && <p>None has been heard of for 45 seconds.</p>}
      <Items label="Workers">
        {workers.map(({ workerId, seenAt }) => (
          <Item
            key={workerId}
            title={workerId}
            note={
              <>
                Heard of <RelativeTime value={seenAt} />
              </>
            }
          />
        ))}
      </Items>
    </Card>
  )
}

function FactsCard({ system }: { system: SystemView }) {
  const { database, disk, log, keys } = system
  return (
    <Card title="What runs here">
      <Items label="What runs here">
        <Item title={`Rostrum ${system.version}`} note={system.publicUrl} />
        <Item
          title={database.kind === 'built-in' ? 'Built-in database' : 'PostgreSQL server'}
          note={`PostgreSQL ${database.version}, ${inBytes(database.bytes)}, migration ${database.migration}`}
        />
        <Item
          title="Uploads"
          note={system.storage === 'disk' ? 'On this machine’s disk' : 'In an S3-compatible bucket'}
        />
        {disk && (
          <Item title="Disk" note={`${inBytes(disk.freeBytes)} of ${inBytes(disk.totalBytes)} free`} />
        )}
        <Item
          title="Newest checkpoint of the log"
          note={
            log.checkpoint ? (
              <>
                {log.checkpoint.size} records, <DateTime value={log.checkpoint.at} />
              </>
            ) : (
              'None yet'
            )
          }
        />
        <Item
          title="Sealing keys"
          note={
            <>
              {keys.sealing}
              {keys.changedAt && (
                <>
                  , last changed <DateTime value={keys.changedAt} />
                </>
              )}
            </>
          }
        />
      </Items>
    </Card>
  )
}

/** How the whole system is doing, for whoever looks after it. */
export function SystemPage() {
  const { data: system, error } = useQuery(systemQuery)
  return (
    <Page
      title={system ? titleOf(system.findings) : 'System'}
      windowTitle="System"
      lede="Read anew every half minute. On the machine itself, rostrum doctor looks at the address and the proxy too."
    >
      <ProblemAlert error={error} />
      {!system && !error && <Skeleton lines={8} label="Looking at the system" />}
      {system && (
        <Columns
          main={
            <Stack gap="wide">
              <Card>
                <Figures
                  figures={[
                    {
                      value: system.workers.length,
                      label: system.workers.length === 1 ? 'worker' : 'workers',
                    },
                    { value: system.failedJobs, label: 'jobs failed in the last day' },
                    { value: system.log.size, label: 'records in the log' },
                    { value: system.log.waiting, label: 'records waiting for their place' },
                  ]}
                />
              </Card>
              <FindingsCard findings={system.findings} />
            </Stack>
          }
          aside={
            <>
              <FactsCard system={system} />
              <WorkersCard workers={system.workers} />
            </>
          }
        />
      )}
    </Page>
  )
}
