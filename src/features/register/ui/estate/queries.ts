import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { AccountPage, Estate, SavedViews } from '../../estate/contract.ts'

/** A filter of the list as it stands in its address. */
export const filterKeys = ['q', 'network', 'unit', 'state', 'lacks', 'mine'] as const
export type Filter = Partial<Record<(typeof filterKeys)[number], string>>

/** What stands after `?`, and nothing else. */
export function filterOf(raw: Record<string, unknown>): Filter {
  const given = filterKeys.flatMap((key) => {
    const value = raw[key]
    return ['string', 'boolean', 'number'].includes(typeof value) && value !== ''
      ? [[key, String(value)]]
      : []
  })
  return Object.fromEntries(given) as Filter
}

/** Closed and refused accounts are shown when they are asked for. */
export function askedOf(filter: Filter): Record<string, string> {
  return { state: 'open', ...filter }
}

export function queryOf(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString()
}

export const pageQuery = (parameters: Record<string, string>) =>
  queryOptions({
    queryKey: ['accounts', 'page', parameters],
    queryFn: ({ signal }) => api.get(`/accounts?${queryOf(parameters)}`, AccountPage, { signal }),
    placeholderData: keepPreviousData,
  })

export const estateQuery = (parameters: Record<string, string>) =>
  queryOptions({
    queryKey: ['accounts', 'estate', parameters],
    queryFn: ({ signal }) => api.get(`/estate?${queryOf(parameters)}`, Estate, { signal }),
    placeholderData: keepPreviousData,
  })

/** The figures alone. */
export const briefEstateQuery = queryOptions({
  queryKey: ['accounts', 'estate', 'brief'],
  queryFn: ({ signal }) => api.get('/estate?brief=true', Estate, { signal }),
})

export const viewsQuery = queryOptions({
  queryKey: ['account-views'],
  queryFn: ({ signal }) => api.get('/account-views', SavedViews, { signal }),
})
