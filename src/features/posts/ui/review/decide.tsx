import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api, nothing } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { sessionQuery } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { postsKey } from '../queries.ts'
import { listed, networkName } from '../words.ts'

const shortest = 10

/** What comes of an approval, as far as it can be said beforehand. */
function approvedWords(post: PostView): string {
  const { readers, targets, holds, publishAt } = post
  if (readers.needed > 1 && targets.some((target) => target.approvedBy.length === 0))
    return 'Approved. A second reader is needed before it goes.'
  if (readers.offices.length > 1) return 'Approved. It goes out once every office has approved it.'
  if (publishAt) return 'Approved. It goes out at its time.'
  return holds.some((hold) => hold.waiting)
    ? 'Approved. It goes out when its wait is over.'
    : 'Approved. It goes out now.'
}

/** The decision of a reviewer, over what stands on this page: its seals go with it. */
export function Decide({ post }: { post: PostView }) {
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const mine = post.targets.filter((target) => target.mayApprove && target.digest)
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: postsKey })
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const approve = useMutation({
    mutationFn: () =>
      api.post(
        `/posts/${post.id}/approve`,
        {
          digests: Object.fromEntries(mine.map((target) => [target.accountId, target.digest])),
          note: note.trim(),
        },
        nothing,
      ),
    onSuccess: () => toast.done(approvedWords(post)),
    // Refused or not, the page shows what is true now.
    onSettled: refresh,
  })
  const changes = useMutation({
    mutationFn: () => api.post(`/posts/${post.id}/ask-for-changes`, { note: note.trim() }, nothing),
    onSuccess: () => toast.done('Sent back with your note.'),
    onSettled: refresh,
  })
  if (post.status !== 'in-review') return null
  if (post.whyNotApprove && mine.length === 0)
    return (
      <Callout level="require" title="Somebody else approves this one">
        {post.whyNotApprove}
      </Callout>
    )
  if (mine.length === 0) return null
  const askForChanges = () => {
    setMissing(note.trim().length < shortest)
    if (note.trim().length >= shortest) changes.mutate()
  }
  const others = post.targets.length - mine.length
  return (
    <Card title="Your decision">
      <Stack gap="tight">
        <p>
          You decide about{' '}
          {listed(mine.map((target) => `@${target.handle} on ${networkName(target.network)}`))}, exactly as it
          stands on this page.
          {others > 0 && ' The other accounts wait for somebody else, or have been approved already.'}
        </p>
        <TextArea
          label="Note to the author"
          hint="Needed when you ask for changes."
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={4000}
          error={missing && note.trim().length < shortest && 'Say in a few words what should change.'}
        />
        <ProblemAlert error={approve.error ?? changes.error} />
        <Row>
          <Button loading={approve.isPending} disabled={changes.isPending} onClick={() => approve.mutate()}>
            Approve what I have read
          </Button>
          <Button
            variant="outline"
            loading={changes.isPending}
            disabled={approve.isPending}
            onClick={askForChanges}
          >
            Ask for changes
          </Button>
        </Row>
      </Stack>
    </Card>
  )
}
