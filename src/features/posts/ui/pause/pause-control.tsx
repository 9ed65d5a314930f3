import { lazy, Suspense, useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { sessionQuery, useMay } from '#ui/session.ts'
import { pauseView, type PauseView } from '../../contract.ts'
import { pauseQuery, postsKey } from '../queries.ts'

/** Its fields are not for the first page that everybody loads. */
const PauseDialog = lazy(() =>
  import('./pause-dialog.tsx').then((module) => ({ default: module.PauseDialog })),
)

function usePauseActs() {
  const queries = useQueryClient()
  const refresh = (now: PauseView) => {
    queries.setQueryData(pauseQuery.queryKey, now)
    return Promise.all([
      queries.invalidateQueries({ queryKey: postsKey }),
      queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ])
  }
  const pause = useMutation({
    mutationFn: (reason: string) => api.post('/pause', { reason }, pauseView),
    onSuccess: refresh,
  })
  const resume = useMutation({ mutationFn: () => api.post('/resume', {}, pauseView), onSuccess: refresh })
  return { pause, resume }
}

/** One post on two accounts is two sendings. */
const heldCount = (count: number): string =>
  count === 1 ? '1 sending is held' : `${count} sendings are held`

/** The state of the pause, strong while it lasts; and after it, what still has to be confirmed. */
export function PauseBanner({ onItsPage = false }: { onItsPage?: boolean }) {
  const { data } = useQuery(pauseQuery)
  const mayPause = useMay('publishing.pause')
  const mayControl = useMay('posts.control')
  const [resuming, setResuming] = useState(false)
  const { resume } = usePauseActs()
  if (!data || (!data.paused && data.waiting === 0)) return null
  // Once sending is allowed again, the rest concerns those who decide about it.
  if (!data.paused && !mayControl && !onItsPage) return null
  if (!data.paused)
    return (
      <Callout level="advise" title={`${heldCount(data.waiting)} since the pause`}>
        <p>Sending is allowed again. Each of these goes only when somebody has confirmed it.</p>
        {!onItsPage && (
          <ActionLink to="/paused" size="sm">
            Go through them
          </ActionLink>
        )}
      </Callout>
    )
  return (
    <Callout level="refuse" title="Everything is paused: nothing is sent">
      <p>“{data.reason}”</p>
      <p>
        {data.by}
        {data.since && (
          <>
            {' · '}
            <DateTime value={data.since} />
          </>
        )}
        {' · '}
        {heldCount(data.waiting)}
      </p>
      <Row>
        {mayPause && (
          <Button size="sm" variant="outline" onClick={() => setResuming(true)}>
            Resume…
          </Button>
        )}
        {data.waiting > 0 && mayControl && !onItsPage && (
          <ActionLink to="/paused" size="sm">
            See what is held
          </ActionLink>
        )}
      </Row>
      <ConfirmDialog
        open={resuming}
        title="Allow sending again?"
        confirmLabel="Resume"
        onConfirm={async () => {
          await resume.mutateAsync()
          toast.done('Sending is allowed again.')
        }}
        onClose={() => setResuming(false)}
      >
        <p>
          New posts go out at their times again. What is held now stays held: each post is looked at, and
          confirmed or let be, one by one.
        </p>
      </ConfirmDialog>
    </Callout>
  )
}

/** For when something has happened and nothing cheerful should go out. */
export function PauseButton() {
  const { data } = useQuery(pauseQuery)
  const mayPause = useMay('publishing.pause')
  const [asking, setAsking] = useState(false)
  const { pause } = usePauseActs()
  if (!mayPause || !data || data.paused) return null
  return (
    <>
      <Button variant="subtle" color="danger" onClick={() => setAsking(true)}>
        Pause everything
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <PauseDialog onPause={(reason) => pause.mutateAsync(reason)} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
