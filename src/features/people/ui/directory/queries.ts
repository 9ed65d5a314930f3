import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Directory, Preview, type Proposal } from '../../directory/contract.ts'
import { officesQuery, unitsQuery } from '../queries.ts'
import type { Names } from './words.ts'

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => api.get('/directory', Directory, { signal }),
})

export const previewQuery = (proposal: Proposal) =>
  queryOptions({
    queryKey: ['directory', 'preview', proposal],
    queryFn: () => api.post('/directory/preview', proposal, Preview),
    staleTime: 0,
  })

/** What units and offices are called. */
export function useNames(): Names {
  const units = useQuery(unitsQuery).data?.units ?? []
  const offices = useQuery(officesQuery).data?.offices ?? []
  return {
    unit: (id) => units.find((unit) => unit.id === id)?.name ?? 'a unit',
    office: (id) => offices.find((office) => office.id === id)?.name ?? id,
  }
}
