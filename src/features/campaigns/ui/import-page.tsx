import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { counted, listed } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Steps, type Step } from '#ui/parts/steps.tsx'
import { ImportView } from '../import/contract.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportLines } from './import-lines.tsx'
import { campaignsKey, importQuery, importsKey } from './queries.ts'
import css from './campaigns.module.css'

/** One spreadsheet on its way to drafts. Everything is kept on the server: it can be left and come back to. */
export function CampaignImportPage() {
  const { importId = '' } = useParams({ strict: false })
  const { data, error } = useQuery(importQuery(importId))
  return (
    <Page
      title={data?.fileName ?? 'Spreadsheet of posts'}
      lede={
        data && (
          <>
            {data.format} · {counted(data.lines, 'line', 'lines')} · {data.createdBy},{' '}
            <DateTime value={data.createdAt} style="short" />
          </>
        )
      }
      actions={<ActionLink to="/campaigns/import">Another file</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton lines={8} label="Loading the list" />}
      {data && <Import key={data.id} view={data} />}
    </Page>
  )
}

function stepsOf({ state, counts }: ImportView): Step[] {
  const begun = state !== 'checking' && state !== 'checked'
  const run = {
    checking: 'waiting',
    checked: 'waiting',
    running: 'current',
    stopped: 'failed',
    done: 'done',
  } as const
  return [
    { label: 'Upload', state: 'done' },
    {
      label: 'Dry run',
      state: begun ? 'done' : 'current',
      note: counts.mend > 0 ? `${counts.mend} to be mended` : undefined,
    },
    { label: 'Make drafts', state: run[state] },
  ]
}

function Import({ view }: { view: ImportView }) {
  const [unchecked, setUnchecked] = useState(false)
  const open = view.state === 'checking' || view.state === 'checked'
  return (
    <Stack gap="wide">
      <Steps label="How far the spreadsheet has come" steps={stepsOf(view)} />
      {view.earlier && open && (
        <Callout level="advise" title="This very file came in before">
          On <DateTime value={view.earlier.at} style="full" />. Lines of which drafts were made then are left
          out; take one in again if there is to be a second.
        </Callout>
      )}
      {view.fault && <Callout level="refuse">{view.fault}</Callout>}
      {view.above.length > 0 && (
        <Callout>
          Above the headings stands, and is not used: {listed(view.above.map((each) => `“${each}”`))}.
        </Callout>
      )}
      {view.unused.length > 0 && (
        <Callout level="advise" title="Columns that nothing is taken from">
          {listed(view.unused.map((heading) => `“${heading}”`))}. Say below what they hold, if it should be in
          the posts.
        </Callout>
      )}
      <RunCard view={view} unchecked={unchecked} />
      {open && <ImportColumns view={view} onUnchecked={setUnchecked} />}
      <ImportLines view={view} />
    </Stack>
  )
}

const titles = {
  checking: 'Checking every line',
  checked: 'What would happen',
  running: 'Making drafts',
  stopped: 'Stopped',
  done: 'What happened',
} as const

function RunCard({ view, unchecked }: { view: ImportView; unchecked: boolean }) {
  const { counts, state } = view
  const done = state === 'done'
  return (
    <Card title={titles[state]}>
      <Stack>
        <Figures
          figures={[
            done ? { value: view.made, label: 'drafts made' } : { value: counts.ready, label: 'ready' },
            ...(done ? [] : [{ value: counts.settle, label: 'with things to settle' }]),
            { value: counts.mend, label: 'to be mended' },
            { value: counts.leftOut, label: 'left out' },
          ]}
        />
        {view.newCampaigns.length > 0 && !done && (
          <p>New campaigns are made: {listed(view.newCampaigns.map((name) => `“${name}”`))}.</p>
        )}
        <Progress view={view} />
        <Deeds view={view} unchecked={unchecked} />
      </Stack>
    </Card>
  )
}

function Progress({ view: { state, checked, lines, made, toMake } }: { view: ImportView }) {
  if (state === 'checked' || state === 'done') return null
  const checking = state === 'checking'
  const [now, of] = checking ? [checked, lines] : [made, toMake]
  return (
    <>
      <progress
        className={css.progress}
        value={now}
        max={of}
        aria-label={checking ? 'Lines checked' : 'Drafts made'}
      />
      <p role="status">
        {checking ? `${now} of ${of} lines are checked.` : `${now} of ${of} drafts are made.`}{' '}
        {state === 'stopped' ? 'The drafts that are made stay.' : 'You can leave this page; it goes on.'}
      </p>
    </>
  )
}

function Deeds({ view, unchecked }: { view: ImportView; unchecked: boolean }) {
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (deed: 'run' | 'stop') => api.post(`/campaign-imports/${view.id}/${deed}`, {}, ImportView),
    onSuccess: async (answer) => {
      client.setQueryData(importQuery(view.id).queryKey, answer)
      await Promise.all(
        [importsKey, campaignsKey, ['posts']].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
    },
  })
  const { state, toMake, campaign } = view
  return (
    <>
      {state === 'checked' && toMake === 0 && (
        <p>No draft can be made of any line. See below what is to be mended, or put the columns right.</p>
      )}
      {unchecked && <p role="status">The columns were changed. Check again before you make drafts.</p>}
      <ProblemAlert error={act.error} />
      <Row>
        {state === 'checked' && toMake > 0 && (
          <Button loading={act.isPending} disabled={unchecked} onClick={() => act.mutate('run')}>
            Make {counted(toMake, 'draft', 'drafts')}
          </Button>
        )}
        {state === 'running' && (
          <Button variant="outline" loading={act.isPending} onClick={() => act.mutate('stop')}>
            Stop
          </Button>
        )}
        {state === 'stopped' && (
          <Button loading={act.isPending} onClick={() => act.mutate('run')}>
            Go on
          </Button>
        )}
        {state === 'done' && (
          <ActionLink to={campaign ? `/campaigns/${campaign.id}` : '/posts'}>
            {campaign ? 'See the campaign' : 'See the posts'}
          </ActionLink>
        )}
        {state !== 'checking' && (
          <a href={`/api/campaign-imports/${view.id}/remarks.csv`} download>
            Download the sheet with remarks (CSV)
          </a>
        )}
      </Row>
    </>
  )
}
