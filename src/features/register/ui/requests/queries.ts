import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { sessionQuery } from '#ui/session.ts'
import {
  RequestCheck,
  RequestForm,
  RequestKind,
  RequestList,
  RequestState,
  RequestView,
  type Answers,
  type Proposal,
} from '../../requests/contract.ts'
import { accountsKey } from '../queries.ts'

/** What is typed into a request. */
export type Source = Pick<Proposal, 'reasons' | 'declared'> & { answers: Answers }

export const requestsKey = ['requests'] as const

export const lists = ['mine', 'waiting', 'all'] as const
export type List = (typeof lists)[number]

/** The list as it stands in its address. */
export interface Filter {
  list?: List | undefined
  state?: RequestState | undefined
  kind?: RequestKind | undefined
  unit?: string | undefined
  office?: string | undefined
  page?: number | undefined
}

/** What stands after `?`, and nothing else. */
export function filterOf(raw: Record<string, unknown>): Filter {
  const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const page = Number(raw['page'])
  return {
    list: lists.find((list) => list === raw['list']),
    state: RequestState.safeParse(raw['state']).data,
    kind: RequestKind.safeParse(raw['kind']).data,
    unit: word(raw['unit']),
    office: word(raw['office']),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  }
}

function queryOf(filter: Filter & { size?: number }): string {
  const given = Object.entries(filter).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return new URLSearchParams(given).toString()
}

export const requestsQuery = (filter: Filter & { size?: number }) =>
  queryOptions({
    queryKey: [...requestsKey, 'list', filter],
    queryFn: ({ signal }) => api.get(`/requests?${queryOf(filter)}`, RequestList, { signal }),
    placeholderData: keepPreviousData,
  })

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: [...requestsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/requests/${encodeURIComponent(id)}`, RequestView, { signal }),
  })

export const formQuery = (kind: RequestKind) =>
  queryOptions({
    queryKey: [...requestsKey, 'form', kind],
    queryFn: ({ signal }) => api.get(`/request-form?kind=${kind}`, RequestForm, { signal }),
  })

/** Nothing of it is kept. */
export const checkQuery = (kind: RequestKind, source: Source, requestId: string) =>
  queryOptions({
    queryKey: [...requestsKey, 'check', requestId, source],
    queryFn: ({ signal }) =>
      api.post('/request-checks', { kind, ...source, requestId }, RequestCheck, { signal }),
    placeholderData: keepPreviousData,
  })

/** After a deed: the request as it is now, and all that counts or shows requests and accounts. */
export async function requestIs(client: QueryClient, view: RequestView): Promise<void> {
  client.setQueryData(requestQuery(view.id).queryKey, view)
  await Promise.all([
    client.invalidateQueries({ queryKey: [...requestsKey, 'list'] }),
    client.invalidateQueries({ queryKey: accountsKey }),
    client.invalidateQueries({ queryKey: ['duties'] }),
    client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  ])
}
