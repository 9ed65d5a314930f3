import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { networksOf } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Replanned, type QueueView } from '../contract.ts'
import { AddPost } from './add-post.tsx'
import { Places } from './places.tsx'
import { QueueForm } from './queue-form.tsx'
import { plansKey, queueQuery } from './queries.ts'
import { dayWords, weekdayName } from './words.ts'

/** One queue, slot by slot. */
export function QueuePage() {
  const { queueId = '' } = useParams({ strict: false })
  const { data, error } = useQuery({ ...queueQuery(queueId), refetchInterval: 30_000 })
  if (!data && error)
    return (
      <Page title="This queue could not be shown" width="narrow">
        <ProblemAlert error={error} action={<ActionLink to="/plans">See all queues</ActionLink>} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Queue">
        <Skeleton lines={6} label="Loading the queue" />
      </Page>
    )
  return <Queue queue={data} />
}

function Queue({ queue }: { queue: QueueView }) {
  const [editing, setEditing] = useState(false)
  const queries = useQueryClient()
  if (editing)
    return (
      <Page
        title={queue.name}
        width="narrow"
        lede="What waits in it gets the new slots, in its order. Approvals stay."
      >
        <Card>
          <QueueForm
            queue={{ ...queue, accountIds: queue.accounts.map(({ id }) => id) }}
            saveLabel="Save the queue"
            onCancel={() => setEditing(false)}
            save={async (changed) => {
              const { moved } = await api.put(
                `/plan-queues/${queue.id}`,
                { ...changed, version: queue.version },
                Replanned,
              )
              await queries.invalidateQueries({ queryKey: plansKey })
              toast.done(movedWords(moved))
              setEditing(false)
            }}
          />
        </Card>
      </Page>
    )
  return (
    <Page
      title={queue.name}
      lede={queue.about || networksOf(queue.accounts)}
      actions={
        queue.mayManage && queue.state !== 'ended' ? (
          <Actions queue={queue} onEdit={() => setEditing(true)} />
        ) : undefined
      }
    >
      <Columns
        main={
          <Stack>
            <State queue={queue} />
            <Card title="What goes when">
              <p role="status">{queue.reach}</p>
              <Places queue={queue} />
            </Card>
            {queue.state !== 'ended' && <AddPost queue={queue} />}
          </Stack>
        }
        aside={<About queue={queue} />}
      />
    </Page>
  )
}

const movedWords = (moved: number): string =>
  moved === 0
    ? 'Saved. Every post keeps its time.'
    : moved === 1
      ? 'Saved. 1 post has another time.'
      : `Saved. ${moved} posts have another time.`

function State({ queue }: { queue: QueueView }) {
  if (queue.state === 'ended')
    return (
      <Callout level="advise" title="This queue has ended">
        Nothing goes out from it any more.
      </Callout>
    )
  if (queue.state === 'paused' && queue.pausedUntil)
    return (
      <Callout level="hold" title={`It rests until ${dayWords(queue.pausedUntil)}`}>
        {queue.pauseReason || 'What waits in it has the slots from then on.'}
      </Callout>
    )
  return null
}

function Actions({ queue, onEdit }: { queue: QueueView; onEdit: () => void }) {
  const [asking, setAsking] = useState<'pause' | 'end' | null>(null)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const refresh = () => queries.invalidateQueries({ queryKey: plansKey })
  const goOn = async () => {
    const { moved } = await api.put(`/plan-queues/${queue.id}/pause`, { until: null }, Replanned)
    await refresh()
    toast.done(movedWords(moved))
  }
  return (
    <>
      <Button variant="subtle" size="sm" onClick={() => setAsking('end')}>
        End the queue
      </Button>
      {queue.state === 'paused' ? (
        <Button variant="outline" size="sm" onClick={() => void goOn().catch(toast.problem)}>
          Go on now
        </Button>
      ) : (
        <Button variant="outline" size="sm" onClick={() => setAsking('pause')}>
          Let it rest
        </Button>
      )}
      <Button variant="outline" size="sm" onClick={onEdit}>
        Change
      </Button>
      <PauseDialog
        queue={queue}
        open={asking === 'pause'}
        onClose={() => setAsking(null)}
        onDone={async (moved) => {
          setAsking(null)
          await refresh()
          toast.done(movedWords(moved))
        }}
      />
      <ConfirmDialog
        open={asking === 'end'}
        title="End this queue?"
        confirmLabel="End the queue"
        danger
        onConfirm={async () => {
          await api.delete(`/plan-queues/${queue.id}`, Replanned)
          await navigate({ to: '/plans' })
          await refresh()
          toast.done('The queue has ended.')
        }}
        onClose={() => setAsking(null)}
      >
        <p>
          What waits in it becomes drafts without a time, and its approvals do not hold any more. Nothing is
          lost.
        </p>
      </ConfirmDialog>
    </>
  )
}

function PauseDialog(props: {
  queue: QueueView
  open: boolean
  onClose: () => void
  onDone: (moved: number) => Promise<void>
}) {
  const deed = useDeed()
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const pause = () =>
    deed.run(async () => {
      const { moved } = await api.put(`/plan-queues/${props.queue.id}/pause`, { until, reason }, Replanned)
      await props.onDone(moved)
    })
  return (
    <Dialog
      open={props.open}
      title="Let this queue rest"
      onClose={props.onClose}
      actions={
        <>
          <Button variant="outline" onClick={props.onClose}>
            Cancel
          </Button>
          <Button loading={deed.busy} onClick={() => void pause()}>
            Let it rest
          </Button>
        </>
      }
    >
      <Fields>
        <p>What waits in it gets the slots from that day on, in its order. Approvals stay.</p>
        <TextField
          label="The first day on which it goes on"
          type="date"
          value={until}
          onChange={setUntil}
          error={deed.field('until')}
        />
        <TextField label="Why" hint="May stay empty." value={reason} onChange={setReason} />
        <ProblemAlert error={deed.general} />
      </Fields>
    </Dialog>
  )
}

function About({ queue }: { queue: QueueView }) {
  return (
    <Stack>
      <Card title="Slots">
        <Stack>
          <Items label="Slots in the week">
            {queue.slots
              .toSorted((one, other) => one.weekday - other.weekday || one.time.localeCompare(other.time))
              .map(({ weekday, time, termOnly }) => (
                <Item
                  key={`${weekday} ${time}`}
                  title={`${weekdayName(weekday)}, ${time}`}
                  note={termOnly ? 'In term time only' : undefined}
                />
              ))}
          </Items>
          <p>
            {queue.inElections ? 'Goes on in election periods.' : 'Leaves election periods out.'}{' '}
            {queue.whenClosed
              ? 'Goes on when the institution is closed.'
              : 'Leaves public holidays and closures out.'}
          </p>
          <p>Posts to {networksOf(queue.accounts) || 'no account that is still there'}.</p>
        </Stack>
      </Card>
      {queue.leftOut.length > 0 && (
        <Card title="Left out in the next four weeks">
          <Items label="Days that are left out">
            {queue.leftOut.map(({ day, why }) => (
              <Item key={day} title={dayWords(day)} note={why} />
            ))}
          </Items>
        </Card>
      )}
    </Stack>
  )
}
