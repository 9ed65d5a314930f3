import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import {
  Checkpoint,
  PostStory,
  RecordDetail,
  RecordKinds,
  RecordPage,
  VerificationReport,
  type RecordFilter,
} from '../contract.ts'

/** What the person typed; an empty field does not filter. */
export type Wanted = Required<Pick<RecordFilter, 'kind' | 'text' | 'from' | 'to'>> & { zone: string }

export function searchOf(wanted: Wanted, more: Record<string, string> = {}): string {
  const { zone, ...filter } = wanted
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '')
  if (wanted.from || wanted.to) given.push(['zone', zone])
  return new URLSearchParams(given).toString()
}

export const recordsQuery = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['records', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.get(`/records?${searchOf(wanted, { after: pageParam })}`, RecordPage, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const kindsQuery = queryOptions({
  queryKey: ['records', 'kinds'],
  queryFn: ({ signal }) => api.get('/records/kinds', RecordKinds, { signal }),
})

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'one', id],
    queryFn: ({ signal }) => api.get(`/records/${encodeURIComponent(id)}`, RecordDetail, { signal }),
  })

export const checkpointQuery = queryOptions({
  queryKey: ['records', 'checkpoint'],
  queryFn: ({ signal }) => api.get('/records/checkpoints/latest', Checkpoint, { signal }),
})

/** Only when somebody asks: it reads the whole log. */
export const verificationQuery = queryOptions({
  queryKey: ['records', 'verification'],
  queryFn: ({ signal }) => api.get('/records/verification', VerificationReport, { signal }),
  enabled: false,
  staleTime: 0,
})

export const storyQuery = (postId: string) =>
  queryOptions({
    queryKey: ['posts', postId, 'story'],
    queryFn: ({ signal }) => api.get(`/posts/${encodeURIComponent(postId)}/story`, PostStory, { signal }),
    staleTime: 0,
  })
