import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, nothing } from '#ui/api.ts'
import { sessionQuery } from '#ui/session.ts'
import { byHandView, type PostedByHand, type TakeByHand } from '../../by-hand/contract.ts'
import { postsKey } from '../queries.ts'

const often = 10_000

const pathOf = (publicationId: string, rest = ''): string => `/publications/${publicationId}/by-hand${rest}`

/** Asked again now and then, so that one sees when somebody else takes it. */
export const byHandQuery = (publicationId: string) =>
  queryOptions({
    queryKey: [...postsKey, 'by-hand', publicationId],
    queryFn: ({ signal }) => api.get(pathOf(publicationId), byHandView, { signal }),
    refetchInterval: often,
  })

/** Where the browser finds the bytes of an image or a video, or of a screenshot. */
export const fileAddress = (publicationId: string, sha256: string): string =>
  `/api${pathOf(publicationId, `/files/${sha256}`)}`
export const screenshotAddress = (publicationId: string, id: string): string =>
  `/api${pathOf(publicationId, `/screenshots/${id}`)}`
export const screenshotsPath = (publicationId: string): string => pathOf(publicationId, '/screenshots')

export type Deed =
  | { what: 'take'; body: TakeByHand }
  | { what: 'record'; body: PostedByHand }
  | { what: 'failure' | 'removal'; body: { reason: string } }
  | { what: 'cancel'; body: { reason: string } }

function send(publicationId: string, deed: Deed): Promise<void> {
  if (deed.what === 'take') return api.put(pathOf(publicationId, '/taken-by'), deed.body, nothing)
  if (deed.what === 'cancel') return api.post(`/publications/${publicationId}/cancel`, deed.body, nothing)
  return api.post(pathOf(publicationId, `/${deed.what}`), deed.body, nothing)
}

/** Does one thing with it, then reads everything again. */
export function useDeed(publicationId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (deed: Deed) => send(publicationId, deed),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
}
