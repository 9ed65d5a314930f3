import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Credentials, Offices, OwnSessions, People, PermissionTable, Tokens, Units } from '../contract.ts'

export interface PeopleFilter {
  search: string
  state: string
  role: string
  unitId: string
  order: 'ascending' | 'descending'
}

/** As it goes into an address: what is empty is left out. */
export function askedPeople(filter: Partial<PeopleFilter>): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''))
}

export const pageSize = 50
export const peopleQuery = (filter: PeopleFilter, from: number) =>
  queryOptions({
    queryKey: ['people', 'page', filter, from],
    queryFn: ({ signal }) =>
      api.get(`/people?${askedPeople(filter)}&from=${from}&limit=${pageSize}`, People, { signal }),
  })

/** A few of those who work here, for a field that is typed into. */
export const foundPeopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', 'found', search],
    queryFn: ({ signal }) =>
      api.get(`/people?${askedPeople({ search, state: 'here' })}&limit=20`, People, { signal }),
  })

/** Those who are chosen already, by their ids. */
export const namedPeopleQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['people', 'named', ids],
    queryFn: ({ signal }) => api.get(`/people?ids=${ids.join(',')}&limit=200`, People, { signal }),
    enabled: ids.length > 0,
  })
export const officesQuery = queryOptions({
  queryKey: ['offices'],
  queryFn: ({ signal }) => api.get('/offices', Offices, { signal }),
})
export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => api.get('/units', Units, { signal }),
})
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => api.get('/permissions', PermissionTable, { signal }),
  staleTime: 5 * 60_000,
})
export const credentialsQuery = queryOptions({
  queryKey: ['me', 'credentials'],
  queryFn: ({ signal }) => api.get('/me/credentials', Credentials, { signal }),
})
export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.get('/me/sessions', OwnSessions, { signal }),
})
export const tokensQuery = queryOptions({
  queryKey: ['me', 'tokens'],
  queryFn: ({ signal }) => api.get('/me/tokens', Tokens, { signal }),
})
