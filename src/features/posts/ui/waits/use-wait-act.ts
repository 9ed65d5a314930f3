import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { sessionQuery } from '#ui/session.ts'
import { postsKey } from '../queries.ts'

/** Acts upon a wait of a post or a question to an office, then reads everything again. */
export function useWaitAct(postId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body?: unknown }) =>
      api.post(`/posts/${postId}/${path}`, body ?? {}, nothing),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
}
