import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { EditionList, PolicyEdition, PolicyInForce } from '../contract.ts'

/** The policy in force with all that is needed to check by it: shared with the page where posts are written. */
export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => api.get('/policy', PolicyInForce, { signal }),
  staleTime: 5 * 60_000,
})

export const editionsQuery = queryOptions({
  queryKey: ['policy', 'editions'],
  queryFn: ({ signal }) => api.get('/policy/editions', EditionList, { signal }),
})

export const editionQuery = (id: string) =>
  queryOptions({
    queryKey: ['policy', 'editions', id],
    queryFn: ({ signal }) => api.get(`/policy/editions/${encodeURIComponent(id)}`, PolicyEdition, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
