import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { DraftList, DraftView } from '../../drafts/contract.ts'

export const draftsQuery = queryOptions({
  queryKey: ['policy', 'drafts'],
  queryFn: ({ signal }) => api.get('/policy/drafts', DraftList, { signal }),
})

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['policy', 'drafts', id],
    queryFn: ({ signal }) => api.get(`/policy/drafts/${encodeURIComponent(id)}`, DraftView, { signal }),
  })
