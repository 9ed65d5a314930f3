import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { postsQuery } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Fields } from '#ui/parts/fields.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay, useZone } from '#ui/session.ts'
import { Placed, type QueueView } from '../contract.ts'
import { plansKey } from './queries.ts'

/** Puts a draft that is there already into the queue. */
export function AddPost({ queue }: { queue: QueueView }) {
  const mayWrite = useMay('posts.write')
  const zone = useZone()
  const queries = useQueryClient()
  const deed = useDeed()
  const [postId, setPostId] = useState<string | null>(null)
  const drafts = useQuery(postsQuery({ status: 'draft' })).data?.posts ?? []
  const accounts = new Set(queue.accounts.map(({ id }) => id))
  const here = new Set(queue.places.flatMap(({ post }) => (post ? [post.id] : [])))
  const fitting = drafts.filter(
    (post) => !here.has(post.id) && post.accounts.every(({ id }) => accounts.has(id)),
  )
  if (!mayWrite) return null
  const add = () =>
    deed.run(async () => {
      if (postId === null) return
      const { at } = await api.post(`/plan-queues/${queue.id}/items`, { postId }, Placed)
      setPostId(null)
      await Promise.all([
        queries.invalidateQueries({ queryKey: plansKey }),
        queries.invalidateQueries({ queryKey: ['posts'] }),
      ])
      toast.done(`It goes on ${formatInstant(new Date(at), zone)}, once it is approved.`)
    })
  return (
    <Card title="Add a post">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Fields>
          <SearchSelect
            label="Draft"
            hint="Drafts that go to the accounts of this queue, or to none yet. It gets the next free slot."
            data={fitting.map(({ id, title }) => ({ value: id, label: title }))}
            value={postId}
            onChange={setPostId}
          />
          <ProblemAlert error={deed.fault} />
          <Row>
            <Button type="submit" loading={deed.busy} disabled={postId === null}>
              Add to the queue
            </Button>
            <ActionLink to="/posts/new" kind="quiet">
              Write a new post
            </ActionLink>
          </Row>
        </Fields>
      </form>
    </Card>
  )
}
