import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import {
  accountAfterwards,
  afterPost,
  noticed,
  outsidePage,
  type OutsideFilter,
} from '../../afterwards/contract.ts'
import { postsKey } from '../queries.ts'

/** What is known of a post since it came out. */
export const afterwardsQuery = (postId: string) =>
  queryOptions({
    queryKey: [...postsKey, 'afterwards', postId],
    queryFn: ({ signal }) => api.get(`/posts/${postId}/afterwards`, afterPost, { signal }),
    staleTime: 0,
  })

export const accountAfterwardsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...postsKey, 'account-afterwards', accountId],
    queryFn: ({ signal }) => api.get(`/accounts/${accountId}/afterwards`, accountAfterwards, { signal }),
  })

/** What was noticed on the networks and waits for this person. */
export const noticedQuery = queryOptions({
  queryKey: [...postsKey, 'noticed'],
  queryFn: ({ signal }) => api.get('/noticed', noticed, { signal }),
})

export function outsideSearch({ state, account, q }: Partial<OutsideFilter>): string {
  const given = Object.entries({ state, account, q }).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}

export const outsideQuery = (filter: Partial<OutsideFilter>) =>
  queryOptions({
    queryKey: [...postsKey, 'outside', filter],
    queryFn: ({ signal }) => api.get(`/outside-posts${outsideSearch(filter)}`, outsidePage, { signal }),
  })
