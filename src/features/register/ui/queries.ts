import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { Units } from '#features/people/contract.ts'
import { api } from '#ui/api.ts'
import { AccountDetail, AccountList, NetworkList, type NetworkView } from '../contract.ts'

/** Everything of the register begins with `accounts`, so that one invalidation refreshes it all. */
export const accountsKey = ['accounts'] as const

/** Those that one has a part in; nobody works on more than a page of them. */
export const myAccountsQuery = queryOptions({
  queryKey: [...accountsKey, 'mine'],
  queryFn: ({ signal }) => api.get('/accounts?mine=true&limit=200', AccountList, { signal }),
})

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/accounts/${encodeURIComponent(id)}`, AccountDetail, { signal }),
  })

export const networksQuery = queryOptions({
  queryKey: ['networks'],
  queryFn: ({ signal }) => api.get('/networks', NetworkList, { signal }),
  staleTime: Infinity,
})

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => api.get('/units', Units, { signal }),
})

export function refreshAccounts(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: accountsKey })
}

/** The network's own name, or its id until the names are here. */
export function useNetworkName(): (id: string) => string {
  const { data } = useQuery(networksQuery)
  return (id) => data?.networks.find((network) => network.id === id)?.name ?? id
}

export function useNetwork(id: string): NetworkView | undefined {
  return useQuery(networksQuery).data?.networks.find((network) => network.id === id)
}
