import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { sessionQuery } from '#ui/session.ts'
import { postsKey } from '../queries.ts'

interface Deed {
  path: string
  method?: 'put'
  body: unknown
}

/** Does one thing after publishing, then reads everything again. */
export function useDeed() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method, body }: Deed) =>
      method === 'put' ? api.put(path, body, nothing) : api.post(path, body, nothing),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
}
