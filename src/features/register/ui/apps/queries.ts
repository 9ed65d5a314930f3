import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { NetworkAppView, NetworkLines } from '../../apps/contract.ts'

/** Everything of the apps begins so, so that one invalidation refreshes it all. */
export const appsKey = ['network-apps'] as const

export const networkAppsQuery = queryOptions({
  queryKey: [...appsKey, 'all'],
  queryFn: ({ signal }) => api.get('/network-apps', NetworkLines, { signal }),
})

export const pathOf = (network: string): string => `/network-apps/${encodeURIComponent(network)}`

export const networkAppQuery = (network: string) =>
  queryOptions({
    queryKey: [...appsKey, 'one', network],
    queryFn: ({ signal }) => api.get(pathOf(network), NetworkAppView, { signal }),
  })
