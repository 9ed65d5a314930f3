import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { Units } from '#features/people/contract.ts'
import { api } from '#ui/api.ts'
import { WaiverList } from '../../contract.ts'

const waiversKey = ['waivers'] as const

/** Every waiver there is or was. */
export const allWaiversQuery = queryOptions({
  queryKey: [...waiversKey, 'all'],
  queryFn: ({ signal }) => api.get('/policy/waivers', WaiverList, { signal }),
})

/** Those that hold now: shown wherever they apply, and read by the check as somebody types. */
export const waiversQuery = queryOptions({
  queryKey: [...waiversKey, 'in-force'],
  queryFn: ({ signal }) => api.get('/policy/waivers?state=in-force', WaiverList, { signal }),
  staleTime: 60_000,
})

export function refreshWaivers(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: waiversKey })
}

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => api.get('/units', Units, { signal }),
})
