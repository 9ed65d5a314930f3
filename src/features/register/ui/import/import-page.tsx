import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Steps, type Step } from '#ui/parts/steps.tsx'
import type { ImportView } from '../../import/contract.ts'
import { ColumnsCard } from './columns-card.tsx'
import { LinesCard } from './lines-card.tsx'
import { importQuery } from './queries.ts'
import { RunCard } from './run-card.tsx'

/** One list on its way into the register. Everything is kept on the server: it can be left and come back to. */
export function ImportPage() {
  const { importId = '' } = useParams({ strict: false })
  const { data, error } = useQuery(importQuery(importId))
  return (
    <Page
      title={data?.fileName ?? 'Import'}
      lede={data && <Lede view={data} />}
      actions={<ActionLink to="/accounts/import">Another list</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={8} label="Loading the list" />}
      {data && <Wizard key={data.id} view={data} />}
    </Page>
  )
}

function Lede({ view }: { view: ImportView }) {
  return (
    <>
      {view.format} · {view.lines} lines · {view.createdBy}, <DateTime value={view.createdAt} style="short" />
    </>
  )
}

function stepsOf({ state, counts }: ImportView): Step[] {
  const begun = state !== 'checked'
  const run = { checked: 'waiting', running: 'current', stopped: 'failed', done: 'done' } as const
  return [
    { label: 'Upload', state: 'done' },
    { label: 'Columns', state: begun ? 'done' : 'current' },
    {
      label: 'Check',
      state: begun ? 'done' : 'current',
      note: counts['left-out'] > 0 ? `${counts['left-out']} left out` : 'no line left out',
    },
    { label: 'Run', state: run[state] },
    { label: 'Report', state: state === 'done' ? 'current' : 'waiting' },
  ]
}

function Wizard({ view }: { view: ImportView }) {
  /** What is chosen for the columns and not checked yet. */
  const [unchecked, setUnchecked] = useState(false)
  return (
    <Stack gap="wide">
      <Steps label="How far the list has come" steps={stepsOf(view)} />
      {view.earlier && view.state !== 'done' && (
        <Callout level="advise" title="This very file came in before">
          On <DateTime value={view.earlier.at} style="full" />. What stands in the register already is left as
          it is.
        </Callout>
      )}
      {view.fault && <Callout level="refuse">{view.fault}</Callout>}
      {view.state === 'checked' && <ColumnsCard view={view} onUnchecked={setUnchecked} />}
      <RunCard view={view} unchecked={unchecked} />
      <LinesCard view={view} />
    </Stack>
  )
}
