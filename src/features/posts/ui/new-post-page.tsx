import { useEffect, useRef } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { unnamed } from '../contract.ts'
import { idAnswer, postsKey } from './queries.ts'

/** Begins a post and goes to it: there is nothing to fill in first. `?at=2026-11-28T09:00` gives it a time, `?campaign=` a campaign. */
export function NewPostPage() {
  const { at, campaign } = useSearch({ strict: false }) as { at?: string; campaign?: string }
  const queries = useQueryClient()
  const navigate = useNavigate()
  // One page, one post: a repeated try, or React's own second run in development, begins no second one.
  const key = useRef(newId())
  const begin = useMutation({
    mutationFn: (local: string | null) =>
      campaign
        ? api.post(`/campaigns/${campaign}/posts`, { title: unnamed, local }, idAnswer, {
            idempotencyKey: key.current,
          })
        : api.post('/posts', { title: unnamed, ...(local ? { schedule: { local } } : {}) }, idAnswer, {
            idempotencyKey: key.current,
          }),
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: postsKey })
      await navigate({ to: `/posts/${id}`, replace: true })
    },
  })
  const { mutate } = begin
  useEffect(() => mutate(at ?? null), [mutate, at])
  const withoutTime = () => {
    // Another wish than the one that was refused.
    key.current = newId()
    mutate(null)
  }
  const again = at ? (
    <Button onClick={withoutTime}>Begin it without a time</Button>
  ) : (
    <Button onClick={() => mutate(null)}>Try again</Button>
  )
  return (
    <Page title="A new post">
      {begin.error ? (
        <ProblemAlert error={begin.error} action={again} />
      ) : (
        <Skeleton lines={4} label="Beginning a post" />
      )}
    </Page>
  )
}
