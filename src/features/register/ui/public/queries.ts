import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { AccountPageView, PublicRegisterView, ReportList } from '../../public/contract.ts'
import { accountsKey } from '../queries.ts'

const reportsKey = ['impersonations'] as const

export const reportsQuery = queryOptions({
  queryKey: reportsKey,
  queryFn: ({ signal }) => api.get('/impersonations', ReportList, { signal }),
})

export const refreshReports = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: reportsKey })

export const accountPageQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'public-page', id],
    queryFn: ({ signal }) => api.get(`/accounts/${id}/public-page`, AccountPageView, { signal }),
  })

export const publicRegisterQuery = queryOptions({
  queryKey: [...accountsKey, 'public-register'],
  queryFn: ({ signal }) => api.get('/public-register', PublicRegisterView, { signal }),
})
