import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { ImportList, ImportView, LinePage, type Verdict } from '../../import/contract.ts'

export const importsKey = ['account-imports'] as const

export const importsQuery = queryOptions({
  queryKey: [...importsKey, 'list'],
  queryFn: ({ signal }) => api.get('/account-imports', ImportList, { signal }),
})

/** Asked again while it runs, so that one sees how far it has come. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...importsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/account-imports/${encodeURIComponent(id)}`, ImportView, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 700 : false),
    staleTime: 0,
  })

export interface LinesWanted {
  verdict: Verdict | 'warned' | ''
  after: number
}

export const linesQuery = (id: string, { verdict, after }: LinesWanted, of: string) =>
  queryOptions({
    queryKey: [...importsKey, 'lines', id, verdict, after, of],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ after: String(after) })
      if (verdict === 'warned') query.set('warned', 'true')
      else if (verdict !== '') query.set('verdict', verdict)
      return api.get(`/account-imports/${id}/lines?${query.toString()}`, LinePage, { signal })
    },
    placeholderData: keepPreviousData,
  })
