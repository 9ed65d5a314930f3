import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api, nothing } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { sessionQuery } from '#ui/session.ts'
import type { PostRow } from '../../contract.ts'
import { pauseQuery, postQuery, postsKey, postsQuery } from '../queries.ts'
import { networkName } from '../words.ts'
import { PauseBanner } from './pause-control.tsx'

/** What a pause has held, to be confirmed or let be, one by one. */
export function PausedPage() {
  const pause = useQuery(pauseQuery)
  const held = useQuery(postsQuery({ status: 'paused' }))
  const posts = held.data?.posts ?? []
  return (
    <Page title="Held by a pause" lede="Nothing here goes out unless somebody says so.">
      <Stack>
        <PauseBanner onItsPage />
        <ProblemAlert error={pause.error ?? held.error} />
        {held.isPending && <Skeleton lines={4} label="Loading what is held" />}
        {held.data && posts.length === 0 && (
          <EmptyState title="Nothing is held">
            <p>When everything is paused, the posts that would have gone out wait here to be confirmed.</p>
          </EmptyState>
        )}
        {posts.map((post) => (
          <HeldPost key={post.id} row={post} paused={pause.data?.paused ?? true} />
        ))}
      </Stack>
    </Page>
  )
}

function HeldPost({ row, paused }: { row: PostRow; paused: boolean }) {
  const post = useQuery(postQuery(row.id))
  const held = post.data?.publications.filter((publication) => publication.state === 'paused') ?? []
  return (
    <Card title={row.title} aside={<Link to={`/posts/${row.id}`}>Read it</Link>}>
      <p>{row.excerpt}</p>
      <ProblemAlert error={post.error} />
      <Items label={`Where “${row.title}” waits`}>
        {held.map((publication) => {
          const target = post.data?.targets.find(({ accountId }) => accountId === publication.accountId)
          const where = `${networkName(publication.network)}${target ? ` · @${target.handle}` : ''}`
          return (
            <Item
              key={publication.id}
              title={where}
              note={
                <>
                  was planned for <DateTime value={publication.dueAt} />
                </>
              }
              end={
                post.data?.may.control && (
                  <Decision id={publication.id} where={where} title={row.title} paused={paused} />
                )
              }
            />
          )
        })}
      </Items>
    </Card>
  )
}

interface DecisionProps {
  id: string
  where: string
  title: string
  paused: boolean
}

function Decision({ id, where, title, paused }: DecisionProps) {
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (path: 'send-now' | 'cancel') =>
      api.post(
        `/publications/${id}/${path}`,
        path === 'cancel' ? { reason: 'Let be after the pause.' } : {},
        nothing,
      ),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: pauseQuery.queryKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
  const about = (
    <span className="visually-hidden">
      {' '}
      “{title}” on {where}
    </span>
  )
  return (
    <Stack gap="tight">
      <Row>
        <Button
          size="sm"
          variant="outline"
          disabled={paused || decide.isPending}
          onClick={() => decide.mutate('send-now')}
        >
          Confirm{about}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          disabled={decide.isPending}
          onClick={() => decide.mutate('cancel')}
        >
          Let it be{about}
        </Button>
      </Row>
      {paused && <span>Resume first, then confirm.</span>}
      <ProblemAlert error={decide.error} />
    </Stack>
  )
}
