import { Button } from '@mantine/core'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import type { ByHandView } from '../../by-hand/contract.ts'
import { listed } from '../words.ts'
import { useDeed } from './queries.ts'

/** How it stands, and whose it is. */
export function Standing({ view }: { view: ByHandView }) {
  if (view.state === 'handed') return <Handed view={view} />
  if (view.state === 'due')
    return (
      <Callout title="Its time has not come">
        It is handed over at <DateTime value={view.dueAt} />, and whoever runs the account hears of it then.
        Don’t post it before.
      </Callout>
    )
  const level = view.state === 'published' || view.state === 'cancelled' ? 'neutral' : 'advise'
  return (
    <Callout level={level} title={view.say}>
      {view.fix && <p>{view.fix}</p>}
      <ActionLink to={`/posts/${view.postId}`} kind="quiet">
        See the post
      </ActionLink>
    </Callout>
  )
}

function Handed({ view }: { view: ByHandView }) {
  const deed = useDeed(view.publicationId)
  const me = useSession().person?.id
  const { takenBy } = view
  const take = (mine: boolean) => deed.mutate({ what: 'take', body: { mine, from: takenBy?.id ?? null } })
  const mine = takenBy !== null && takenBy.id === me
  return (
    <>
      {takenBy === null ? (
        <Callout level="require" title="Somebody has to post this now">
          {view.people.length > 0 && <p>It may be: {listed(view.people.map(({ name }) => name))}.</p>}
          <Until view={view} />
        </Callout>
      ) : (
        <Callout level={mine ? 'ok' : 'hold'} title={mine ? 'You post this' : `${takenBy.name} posts this`}>
          <p>
            Taken <RelativeTime value={takenBy.at} />.{!mine && ' Don’t post it too.'}
          </p>
          <Until view={view} />
        </Callout>
      )}
      <ProblemAlert error={deed.error} />
      {view.may.post && (
        <Row>
          {takenBy === null && (
            <Button loading={deed.isPending} onClick={() => take(true)}>
              I post it
            </Button>
          )}
          {takenBy !== null && (
            <Button variant="subtle" loading={deed.isPending} onClick={() => take(!mine)}>
              {mine ? 'Give it back' : 'Take it over'}
            </Button>
          )}
        </Row>
      )}
    </>
  )
}

function Until({ view: { until } }: { view: ByHandView }) {
  if (until === null) return null
  return (
    <p>
      Until <DateTime value={until} style="time" />. After that it is missed, and a person decides.
    </p>
  )
}
