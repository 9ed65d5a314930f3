import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures } from '#ui/parts/card.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { ImportView } from '../../import/contract.ts'
import { refreshAccounts } from '../queries.ts'
import { importQuery, importsKey } from './queries.ts'
import css from './import.module.css'

const titles = {
  checked: 'What would happen',
  running: 'Writing into the register',
  stopped: 'Stopped',
  done: 'What happened',
} as const

/** What the list comes to, and the deed itself. */
export function RunCard({ view, unchecked }: { view: ImportView; unchecked: boolean }) {
  const { counts, state } = view
  return (
    <Card title={titles[state]}>
      <Stack>
        <Figures
          figures={[
            { value: counts.add, label: state === 'done' ? 'added' : 'to add' },
            { value: counts.change, label: state === 'done' ? 'changed' : 'to change' },
            { value: counts.same, label: 'there already, the same' },
            { value: counts['left-out'], label: 'left out' },
          ]}
        />
        {(state === 'running' || state === 'stopped') && <Progress view={view} />}
        <Deeds view={view} unchecked={unchecked} />
      </Stack>
    </Card>
  )
}

function Progress({ view: { state, progress } }: { view: ImportView }) {
  return (
    <>
      <progress className={css.progress} value={progress.done} max={progress.of} aria-label="Lines written" />
      <p role="status">
        {progress.done} of {progress.of} lines are written.{' '}
        {state === 'running' ? 'You can leave this page; it goes on.' : 'What is written stays.'}
      </p>
    </>
  )
}

function Deeds({ view, unchecked }: { view: ImportView; unchecked: boolean }) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const { state, counts, id } = view
  async function act(deed: 'run' | 'stop') {
    setBusy(true)
    setError(undefined)
    try {
      const answer = await api.post(`/account-imports/${id}/${deed}`, {}, ImportView)
      client.setQueryData(importQuery(id).queryKey, answer)
      await client.invalidateQueries({ queryKey: importsKey })
      await refreshAccounts(client)
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const lines = counts.add + counts.change
  return (
    <>
      {state === 'checked' && lines === 0 && (
        <p>
          No line would add or change anything. Put the columns right above, or see below why lines are left
          out.
        </p>
      )}
      {unchecked && state === 'checked' && (
        <p role="status">The columns were changed. Check again before you bring the list in.</p>
      )}
      <ProblemAlert error={error} />
      <Row>
        {state === 'checked' && lines > 0 && (
          <Button loading={busy} disabled={unchecked} onClick={() => void act('run')}>
            Bring {lines === 1 ? 'one line' : `${lines} lines`} in
          </Button>
        )}
        {state === 'running' && (
          <Button variant="outline" loading={busy} onClick={() => void act('stop')}>
            Stop
          </Button>
        )}
        {state === 'stopped' && (
          <Button loading={busy} onClick={() => void act('run')}>
            Go on
          </Button>
        )}
        {state === 'done' && <ActionLink to="/accounts">See the register</ActionLink>}
        <a href={`/api/account-imports/${id}/report.csv`} download>
          Download the report (CSV)
        </a>
      </Row>
    </>
  )
}
