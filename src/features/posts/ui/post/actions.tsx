import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api, nothing } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useMay } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { copyOf } from '../draft.ts'
import { idAnswer, postsKey } from '../queries.ts'

/** What is done to a post as a whole: name, copy, throw away. */
export function PostActions({
  post,
  writing,
  onName,
}: {
  post: PostView
  writing: boolean
  onName: () => void
}) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mayWrite = useMay('posts.write')
  const [asking, setAsking] = useState(false)
  const copy = useMutation({
    mutationFn: () => api.post('/posts', copyOf(post), idAnswer),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: postsKey })
      toast.done('This is the copy. Nothing of the first post has changed.')
      await navigate({ to: `/posts/${id}` })
    },
    onError: toast.problem,
  })
  const throwAway = async () => {
    await api.delete(`/posts/${post.id}`, nothing)
    toast.done('The draft is gone.')
    await navigate({ to: '/posts' })
    await queries.invalidateQueries({ queryKey: postsKey })
  }
  const disposable =
    post.may.write && post.publications.every((publication) => publication.state === 'cancelled')
  return (
    <>
      {writing && (
        <Button variant="subtle" size="sm" onClick={onName}>
          Rename
        </Button>
      )}
      {mayWrite && (
        <Button variant="subtle" size="sm" loading={copy.isPending} onClick={() => copy.mutate()}>
          Copy as a new post
        </Button>
      )}
      {disposable && (
        <Button variant="subtle" size="sm" color="danger" onClick={() => setAsking(true)}>
          Throw away
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title="Throw this draft away?"
        confirmLabel="Throw it away"
        danger
        onConfirm={throwAway}
        onClose={() => setAsking(false)}
      >
        <p>
          “{post.title}” disappears from the lists and the calendar. The record says that it was thrown away.
        </p>
      </ConfirmDialog>
    </>
  )
}
