import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#ui/api.ts'
import { CampaignList, CampaignView } from '../contract.ts'
import { ImportList, ImportView, LinePage, type Verdict } from '../import/contract.ts'

export const campaignsKey = ['campaigns'] as const

export const campaignsQuery = queryOptions({
  queryKey: [...campaignsKey, 'list'],
  queryFn: ({ signal }) => api.get('/campaigns', CampaignList, { signal }),
})

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: [...campaignsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/campaigns/${encodeURIComponent(id)}`, CampaignView, { signal }),
  })

export const importsKey = ['campaign-imports'] as const

export const importsQuery = queryOptions({
  queryKey: [...importsKey, 'list'],
  queryFn: ({ signal }) => api.get('/campaign-imports', ImportList, { signal }),
})

/** Asked again while something is going on, so that one sees how far it has come. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [...importsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/campaign-imports/${encodeURIComponent(id)}`, ImportView, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || state.data?.state === 'checking' ? 700 : false,
    staleTime: 0,
  })

export interface LinesWanted {
  show: Verdict | 'left-out' | ''
  after: number
}

export const linesQuery = (id: string, { show, after }: LinesWanted, of: string) =>
  queryOptions({
    queryKey: [...importsKey, 'lines', id, show, after, of],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ after: String(after) })
      if (show === 'left-out') query.set('leftOut', 'true')
      else if (show !== '') query.set('verdict', show)
      return api.get(`/campaign-imports/${id}/lines?${query.toString()}`, LinePage, { signal })
    },
    placeholderData: keepPreviousData,
  })

export const idAnswer = z.object({ id: z.string() })
export const okAnswer = z.object({ ok: z.literal(true) })
