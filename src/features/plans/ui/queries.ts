import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Bands, Occurrences, Plans, PostPlan, QueueView, SeriesView, type SeriesRule } from '../contract.ts'

/** Everything that the pages of plans read. Keys begin with `plans`, so one invalidation refreshes them all. */
export const plansKey = ['plans'] as const

export const plansQuery = queryOptions({
  queryKey: [...plansKey, 'all'],
  queryFn: ({ signal }) => api.get('/plans', Plans, { signal }),
})

export const queueQuery = (id: string) =>
  queryOptions({
    queryKey: [...plansKey, 'queue', id],
    queryFn: ({ signal }) => api.get(`/plan-queues/${id}`, QueueView, { signal }),
  })

export const seriesQuery = (id: string) =>
  queryOptions({
    queryKey: [...plansKey, 'series', id],
    queryFn: ({ signal }) => api.get(`/plan-series/${id}`, SeriesView, { signal }),
  })

export const postPlanQuery = (postId: string) =>
  queryOptions({
    queryKey: [...plansKey, 'post', postId],
    queryFn: ({ signal }) => api.get(`/posts/${postId}/plan`, PostPlan, { signal }),
  })

/** The next dates of a rule that is being written. */
export const datesQuery = (rule: SeriesRule | null) =>
  queryOptions({
    queryKey: [...plansKey, 'dates', rule],
    queryFn: () => api.post('/plan-series/dates', rule, Occurrences),
    enabled: rule !== null,
    placeholderData: keepPreviousData,
  })

export const bandsQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: [...plansKey, 'bands', from, until],
    queryFn: ({ signal }) => api.get(`/plan-days?from=${from}&until=${until}`, Bands, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
