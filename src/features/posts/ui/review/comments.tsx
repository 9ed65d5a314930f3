import { useState, type FormEvent } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api, nothing } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { PostView } from '../../contract.ts'
import { idAnswer, postQuery } from '../queries.ts'
import css from './review.module.css'

/** What colleagues say of the draft. It never leaves Rostrum. */
export function Comments({ post }: { post: PostView }) {
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const refresh = () => queries.invalidateQueries({ queryKey: postQuery(post.id).queryKey })
  const add = useMutation({
    mutationFn: () => api.post(`/posts/${post.id}/comments`, { text: text.trim() }, idAnswer),
    onSuccess: () => {
      setText('')
      return refresh()
    },
  })
  const resolve = useMutation({
    mutationFn: (id: string) => api.post(`/posts/${post.id}/comments/${id}/resolve`, {}, nothing),
    onSuccess: refresh,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) add.mutate()
  }
  return (
    <Stack>
      {post.comments.length === 0 && <p className={css.soft}>Nobody has said anything yet.</p>}
      <ol className={css.comments} aria-label="Comments">
        {post.comments.map((comment) => (
          <li key={comment.id} data-resolved={comment.resolvedAt !== null}>
            <p className={css.soft}>
              <strong>{comment.person.name}</strong> · <RelativeTime value={comment.at} />{' '}
              {comment.resolvedAt && <Chip level="ok">Dealt with</Chip>}
            </p>
            <p className={css.words}>{comment.text}</p>
            {!comment.resolvedAt && post.may.comment && (
              <Button
                size="compact-sm"
                variant="subtle"
                loading={resolve.isPending && resolve.variables === comment.id}
                onClick={() => resolve.mutate(comment.id)}
              >
                Mark as dealt with<span className="visually-hidden">: {comment.text.slice(0, 60)}</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
      <ProblemAlert error={add.error ?? resolve.error} />
      {post.may.comment && (
        <form onSubmit={submit} noValidate>
          <Stack gap="tight">
            <TextArea
              label="Your comment"
              hint="Colleagues who work on this post see it. It is never published."
              value={text}
              onChange={setText}
              rows={3}
              maxLength={4000}
            />
            <Row>
              <Button type="submit" variant="outline" loading={add.isPending} disabled={!text.trim()}>
                Comment
              </Button>
            </Row>
          </Stack>
        </form>
      )}
    </Stack>
  )
}
