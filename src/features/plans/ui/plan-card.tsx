import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay, useZone } from '#ui/session.ts'
import { Done, Placed, type EvergreenView, type PostPlan } from '../contract.ts'
import { plansKey, plansQuery, postPlanQuery } from './queries.ts'
import { dayWords } from './words.ts'

interface PlanCardProps {
  postId: string
  mayWrite: boolean
  /** Has it an approval that another time would end? */
  approved: boolean
  /** Until what is being written has reached the server. */
  flush: () => Promise<unknown>
}

/** How a post stands in the plans: its queue, where it comes from, and whether it may be used again. */
export function PlanCard(props: PlanCardProps) {
  const { data } = useQuery({ ...postPlanQuery(props.postId), refetchInterval: 30_000 })
  if (!data) return null
  const { from, inQueue, queues, evergreen, mayMarkEvergreen } = data
  return (
    <>
      {from && <Origin from={from} />}
      {inQueue && <InQueue {...props} inQueue={inQueue} />}
      {!inQueue && props.mayWrite && queues.length > 0 && <AddToQueue {...props} queues={queues} />}
      {(evergreen ?? mayMarkEvergreen) && (
        <Evergreen postId={props.postId} evergreen={evergreen} mayMark={mayMarkEvergreen} />
      )}
    </>
  )
}

function Origin({ from }: { from: NonNullable<PostPlan['from']> }) {
  return (
    <Callout
      level="advise"
      title={from.kind === 'series' ? 'Made by a series' : 'These words are used again'}
    >
      {from.says.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        {from.kind === 'series' ? 'The series: ' : 'The first post: '}
        <Link to={from.link}>{from.name}</Link>
      </p>
    </Callout>
  )
}

function useRefresh() {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: plansKey }),
      queries.invalidateQueries({ queryKey: ['posts'] }),
    ])
}

function InQueue(props: PlanCardProps & { inQueue: NonNullable<PostPlan['inQueue']> }) {
  const { inQueue, postId, approved, mayWrite, flush } = props
  const deed = useDeed()
  const refresh = useRefresh()
  const takeOut = () =>
    deed.run(async () => {
      await flush()
      await api.delete(`/posts/${postId}/queue`, Done)
      await refresh()
      toast.done('It is a draft without a time.')
    })
  return (
    <Card title="In a queue">
      <Stack gap="tight">
        <p>
          <Link to={`/plans/queues/${inQueue.id}`}>{inQueue.name}</Link>, place {inQueue.place} of{' '}
          {inQueue.of}: it goes on <DateTime value={inQueue.at} />, once it is approved. Where it is not
          approved by then, it gets the next free slot.
        </p>
        <ProblemAlert error={deed.fault} />
        {mayWrite && (
          <Row>
            <Button size="sm" variant="outline" loading={deed.busy} onClick={() => void takeOut()}>
              Take out of the queue
            </Button>
            {approved && <span>Its approval then does not hold any more.</span>}
          </Row>
        )}
      </Stack>
    </Card>
  )
}

function AddToQueue(props: PlanCardProps & { queues: PostPlan['queues'] }) {
  const { queues, postId, approved, flush } = props
  const zone = useZone()
  const deed = useDeed()
  const refresh = useRefresh()
  const [chosen, setChosen] = useState('')
  const queueId = chosen || (queues[0]?.id ?? '')
  const add = () =>
    deed.run(async () => {
      await flush()
      const { at } = await api.post(`/plan-queues/${queueId}/items`, { postId }, Placed)
      await refresh()
      toast.done(`It goes on ${formatInstant(new Date(at), zone)}, once it is approved.`)
    })
  return (
    <Card title="Add to a queue">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Fields>
          <SelectField
            label="Queue"
            hint="It gets the next free slot, in place of a time of its own."
            data={queues.map(({ id, name, at }) => ({
              value: id,
              label: `${name}: ${formatInstant(new Date(at), zone, 'short')}`,
            }))}
            value={queueId}
            onChange={setChosen}
          />
          <ProblemAlert error={deed.fault} />
          <Row>
            <Button type="submit" size="sm" variant="outline" loading={deed.busy}>
              Add to queue
            </Button>
            {approved && <span>It was approved for another time, so it needs approval again.</span>}
          </Row>
        </Fields>
      </form>
    </Card>
  )
}

function Evergreen(props: { postId: string; evergreen: EvergreenView | null; mayMark: boolean }) {
  const { postId, evergreen, mayMark } = props
  const deed = useDeed()
  const refresh = useRefresh()
  const mayManageSeries = useMay('plans.manage')
  const end = () =>
    deed.run(async () => {
      await api.delete(`/posts/${postId}/evergreen`, Done)
      await refresh()
    })
  if (!evergreen)
    return (
      <Card title="Use it again">
        <MarkForm postId={postId} />
        {mayManageSeries && (
          <ActionLink to={`/plans/series/new?post=${postId}`} kind="quiet">
            Make a series of it
          </ActionLink>
        )}
      </Card>
    )
  return (
    <Card title="May be used again">
      <Stack gap="tight">
        <p>
          For “{evergreen.queueName}”, after {evergreen.restDays} days of rest, until{' '}
          {dayWords(evergreen.reviewOn)}; used {evergreen.uses} of {evergreen.mostUses} times. {evergreen.why}
        </p>
        <ProblemAlert error={deed.fault} />
        {mayMark && (
          <Row>
            <Button size="sm" variant="outline" loading={deed.busy} onClick={() => void end()}>
              Not any more
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  )
}

const usualRest = 60
const usualReview = 365
const day = 86_400_000

function MarkForm({ postId }: { postId: string }) {
  const plans = useQuery(plansQuery)
  const deed = useDeed()
  const refresh = useRefresh()
  const [queueId, setQueueId] = useState('')
  const [restDays, setRestDays] = useState(String(usualRest))
  const [mostUses, setMostUses] = useState('3')
  const [reviewOn, setReviewOn] = useState(() =>
    new Date(Date.now() + usualReview * day).toISOString().slice(0, 'yyyy-mm-dd'.length),
  )
  const queues = plans.data?.queues ?? []
  const mark = () =>
    deed.run(async () => {
      const body = {
        queueId: queueId || queues[0]?.id,
        restDays: Number(restDays),
        mostUses: Number(mostUses),
        reviewOn,
      }
      await api.put(`/posts/${postId}/evergreen`, body, Done)
      await refresh()
      toast.done('It may be used again.')
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void mark()
      }}
    >
      <Fields>
        <p>
          Where a queue would stay empty, a new draft with these words is proposed for it. It is checked anew
          and needs its own approval.
        </p>
        <SelectField
          label="Queue"
          data={queues.map(({ id, name }) => ({ value: id, label: name }))}
          value={queueId || (queues[0]?.id ?? '')}
          onChange={setQueueId}
          error={deed.field('queueId')}
        />
        <TextField
          label="Days of rest"
          type="number"
          min={14}
          value={restDays}
          onChange={setRestDays}
          error={deed.field('restDays')}
        />
        <TextField
          label="Look at it again on"
          hint="From that day on it is not proposed."
          type="date"
          value={reviewOn}
          onChange={setReviewOn}
          error={deed.field('reviewOn')}
        />
        <TextField
          label="At most so many times"
          type="number"
          min={1}
          value={mostUses}
          onChange={setMostUses}
          error={deed.field('mostUses')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" size="sm" variant="outline" loading={deed.busy}>
            It may be used again
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
