import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { People } from '../../contract.ts'
import { LinkedServices, RoundBegun, SignInServices, Trials } from '../../sso/contract.ts'

export const servicesQuery = queryOptions({
  queryKey: ['sign-in-services'],
  queryFn: ({ signal }) => api.get('/sign-in-services', SignInServices, { signal }),
})
export const trialQuery = (id: string) =>
  queryOptions({
    queryKey: ['sign-in-services', id, 'trial'],
    queryFn: ({ signal }) => api.get(`/sign-in-services/${id}/trial`, Trials, { signal }),
  })
/** Who runs Rostrum, and could come in when a service is down. */
export const administratorsQuery = queryOptions({
  queryKey: ['people', 'administrators'],
  queryFn: ({ signal }) => api.get('/people?role=it&limit=100', People, { signal }),
})
export const linkedQuery = queryOptions({
  queryKey: ['me', 'services'],
  queryFn: ({ signal }) => api.get('/me/sign-in-services', LinkedServices, { signal }),
})

/** Where the browser has to go to try a service, to link it, or to confirm with it. */
export async function beginAt(
  id: string,
  purpose: 'link' | 'confirm' | 'try',
  back: string,
): Promise<string> {
  return (await api.post(`/me/sign-in-services/${id}/rounds`, { purpose, back }, RoundBegun)).url
}
