import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ReviewSheet } from '../../reviews/contract.ts'
import { LeavingPlan, NetworkLeaving } from '../../leaving/contract.ts'
import { WatchedNetwork, WatchList } from '../../watch/contract.ts'
import { accountsKey, refreshAccounts } from '../queries.ts'

const watchKey = ['networks-watch'] as const

export const reviewQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'review', accountId],
    queryFn: ({ signal }) =>
      api.get(`/accounts/${encodeURIComponent(accountId)}/review`, ReviewSheet, { signal }),
    // What is being written is about what was read.
    refetchOnWindowFocus: false,
  })

export const leavingQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'leaving', accountId],
    queryFn: ({ signal }) =>
      api.get(`/accounts/${encodeURIComponent(accountId)}/leaving`, LeavingPlan, { signal }),
  })

export const watchQuery = queryOptions({
  queryKey: [...watchKey, 'all'],
  queryFn: ({ signal }) => api.get('/networks-watch', WatchList, { signal }),
})

export const networkQuery = (network: string) =>
  queryOptions({
    queryKey: [...watchKey, 'one', network],
    queryFn: ({ signal }) =>
      api.get(`/networks-watch/${encodeURIComponent(network)}`, WatchedNetwork, { signal }),
    // While the accounts there are being put up for review.
    refetchInterval: ({ state }) =>
      state.data?.changes.some((change) => change.accounts === null) ? 2_000 : false,
  })

export const networkLeavingQuery = (network: string) =>
  queryOptions({
    queryKey: [...watchKey, 'leaving', network],
    queryFn: ({ signal }) =>
      api.get(`/networks-watch/${encodeURIComponent(network)}/leaving`, NetworkLeaving, { signal }),
  })

export async function refreshReviews(client: QueryClient): Promise<void> {
  await Promise.all([refreshAccounts(client), client.invalidateQueries({ queryKey: watchKey })])
}
