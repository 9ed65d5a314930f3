import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { networksOf } from '#features/posts/ui/index.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { EvergreenView, QueueHead, SeriesHead } from '../contract.ts'
import { plansQuery } from './queries.ts'
import { dayWords } from './words.ts'

/** Queues, series, and what may be used again. */
export function PlansPage() {
  const { data, error } = useQuery(plansQuery)
  const mayManage = useMay('plans.manage')
  const actions = (
    <>
      <ActionLink to="/plans/series/new">New series</ActionLink>
      <ActionLink to="/plans/queues/new" kind="primary">
        New queue
      </ActionLink>
    </>
  )
  return (
    <Page
      title="Queues and series"
      lede="What goes out in turn, what comes round, and what may be used again. Nothing leaves without approval."
      actions={mayManage ? actions : undefined}
    >
      <Stack>
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={6} label="Loading the queues" />}
        {data && (
          <>
            <Queues queues={data.queues} mayManage={mayManage} />
            <SeriesCard series={data.series} mayManage={mayManage} />
            <EvergreenCard evergreen={data.evergreen} />
          </>
        )}
      </Stack>
    </Page>
  )
}

const whoSetsUp = ' Whoever administers the accounts sets one up, and central communications does.'

function Queues({ queues, mayManage }: { queues: QueueHead[]; mayManage: boolean }) {
  return (
    <Card title="Queues">
      {queues.length === 0 ? (
        <EmptyState
          title="No queue yet"
          level={3}
          action={mayManage ? <ActionLink to="/plans/queues/new">Set up a queue</ActionLink> : undefined}
        >
          A queue holds posts of one kind, such as reading tips, and has slots in the week. A post that is put
          into it gets the next free slot, so that nobody has to look for a time.{!mayManage && whoSetsUp}
        </EmptyState>
      ) : (
        <Items label="Queues">
          {queues.map((queue) => (
            <Item
              key={queue.id}
              title={<Link to={`/plans/queues/${queue.id}`}>{queue.name}</Link>}
              note={
                <>
                  {networksOf(queue.accounts) || 'No account that is still there'} · {queue.reach}
                  {queue.nextFree && (
                    <>
                      {' '}
                      Next free: <DateTime value={queue.nextFree} style="short" />.
                    </>
                  )}
                </>
              }
              end={
                queue.state === 'paused' && queue.pausedUntil ? (
                  <Chip level="hold">Rests until {dayWords(queue.pausedUntil)}</Chip>
                ) : undefined
              }
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function SeriesCard({ series, mayManage }: { series: SeriesHead[]; mayManage: boolean }) {
  return (
    <Card title="Series">
      {series.length === 0 ? (
        <EmptyState
          title="No series yet"
          level={3}
          action={mayManage ? <ActionLink to="/plans/series/new">Set up a series</ActionLink> : undefined}
        >
          A series writes a draft some days before each of its dates, such as opening hours every Monday. The
          draft is looked over and approved like any other post.{!mayManage && whoSetsUp}
        </EmptyState>
      ) : (
        <Items label="Series">
          {series.map((one) => (
            <Item
              key={one.id}
              title={<Link to={`/plans/series/${one.id}`}>{one.name}</Link>}
              note={
                <>
                  {one.says}
                  {one.next && (
                    <>
                      {' '}
                      Next: <DateTime value={one.next} style="short" />.
                    </>
                  )}
                </>
              }
              end={one.trouble ? <Chip level="refuse">Stands still</Chip> : undefined}
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function EvergreenCard({ evergreen }: { evergreen: EvergreenView[] }) {
  return (
    <Card title="May be used again">
      {evergreen.length === 0 ? (
        <EmptyState title="Nothing is marked yet" level={3}>
          On the page of a published post you can say that it may be used again. Where a queue would stay
          empty, what has rested longest is proposed for it, as a new draft that needs its own approval.
        </EmptyState>
      ) : (
        <Items label="Posts that may be used again">
          {evergreen.map((one) => (
            <Item
              key={one.postId}
              title={<Link to={`/posts/${one.postId}`}>{one.title}</Link>}
              note={`${one.queueName} · used ${one.uses} of ${one.mostUses} · ${restWords(one)}`}
            />
          ))}
        </Items>
      )}
    </Card>
  )
}

function restWords({ why, restsUntil, reviewOn }: EvergreenView): string {
  if (why && restsUntil === null) return why
  if (why && restsUntil) return `rests until ${dayWords(restsUntil)}`
  return `may be proposed until ${dayWords(reviewOn)}`
}
