import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { PolicyChanges } from '../../contract.ts'

/** Editions never change, so neither does what is between two of them. */
export const editionChangesQuery = (id: string, since: string | undefined) =>
  queryOptions({
    queryKey: ['policy', 'editions', id, 'changes', since ?? 'before'],
    queryFn: ({ signal }) => {
      const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
      return api.get(`/policy/editions/${encodeURIComponent(id)}/changes${query}`, PolicyChanges, { signal })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** `version` is that of the draft as it was saved last: with a new one the question is asked again. */
export const draftChangesQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['policy', 'drafts', id, 'changes', version],
    queryFn: ({ signal }) =>
      api.get(`/policy/drafts/${encodeURIComponent(id)}/changes`, PolicyChanges, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
