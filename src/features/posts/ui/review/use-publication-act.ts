import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { sessionQuery } from '#ui/session.ts'
import { pauseQuery, postsKey } from '../queries.ts'

/** Acts upon one publication, then reads everything again. */
export function usePublicationAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body?: unknown }) =>
      api.post(`/publications/${id}/${path}`, body ?? {}, nothing),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: pauseQuery.queryKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
}
