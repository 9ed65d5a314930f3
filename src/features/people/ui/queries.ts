import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Credentials, Offices, OwnSessions, People, PermissionTable, Tokens, Units } from '../contract.ts'

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => api.get('/people', People, { signal }),
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
