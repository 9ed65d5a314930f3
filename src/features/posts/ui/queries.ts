import { limitsShape } from '#networks/shapes.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { Offices } from '#features/people/contract.ts'
import { AccountList } from '#features/register/contract.ts'
import { api } from '#ui/api.ts'
import { openCorrection, pauseView, postRow, postView, type PostStatus } from '../contract.ts'

/** Everything that the pages of posts read. Keys begin with `posts`, so one invalidation refreshes them all. */
export const postsKey = ['posts'] as const

export interface PostFilter {
  status?: PostStatus | ''
  accountId?: string
  campaignId?: string
  text?: string
  waiting?: boolean
  mine?: boolean
}

function queryString(values: Record<string, string | boolean | undefined>): string {
  const given = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== '' && value !== false,
  )
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}

const postRows = z.object({ posts: z.array(postRow) })

export const postsQuery = (filter: PostFilter) =>
  queryOptions({
    queryKey: [...postsKey, 'list', filter],
    queryFn: ({ signal }) => api.get(`/posts${queryString({ ...filter })}`, postRows, { signal }),
  })

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: [...postsKey, 'one', id],
    queryFn: ({ signal }) => api.get(`/posts/${id}`, postView, { signal }),
    staleTime: 0,
  })

export const calendarItem = postRow.extend({
  at: z.string(),
  clashes: z.array(z.object({ postId: z.string(), title: z.string() })),
})
export type CalendarItem = z.infer<typeof calendarItem>
const roomLevel = z.enum(['near', 'crowds', 'late', 'none'])
const fullDay = z.object({ day: z.string(), accountId: z.string(), level: roomLevel, say: z.string() })
export type FullDay = z.infer<typeof fullDay>
const calendarItems = z.object({ items: z.array(calendarItem), full: z.array(fullDay), cut: z.boolean() })

export const calendarQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [...postsKey, 'calendar', from, to],
    queryFn: ({ signal }) => api.get(`/calendar${queryString({ from, to })}`, calendarItems, { signal }),
  })

const scheduleRooms = z.object({
  rooms: z.array(z.object({ accountId: z.string(), level: roomLevel, say: z.string() })),
})

/** What the networks of these accounts say of a post at this time. */
export const roomQuery = (about: {
  accountIds: readonly string[]
  at: string | null
  posts: number
  except: string
}) => {
  const { accountIds, at, posts, except } = about
  const asked = { accountIds: accountIds.join(','), at: at ?? undefined, posts: String(posts), except }
  return queryOptions({
    queryKey: [...postsKey, 'room', asked],
    queryFn: ({ signal }) => api.get(`/schedule-room${queryString(asked)}`, scheduleRooms, { signal }),
    enabled: at !== null && accountIds.length > 0,
    placeholderData: keepPreviousData,
  })
}

const openCorrections = z.object({ corrections: z.array(openCorrection) })

/** Corrections of published words that wait for this person's agreement. */
export const correctionsQuery = queryOptions({
  queryKey: [...postsKey, 'corrections'],
  queryFn: ({ signal }) => api.get('/corrections', openCorrections, { signal }),
})

const accountLimits = z.object({ limits: z.record(z.string(), limitsShape) })

/** What the servers of these accounts take. Whoever hears nothing counts as the network's profile says. */
export const limitsQuery = (accountIds: readonly string[]) => {
  const ids = accountIds.toSorted().join(',')
  return queryOptions({
    queryKey: ['accounts', 'limits', ids],
    queryFn: ({ signal }) => api.get(`/account-limits?accountIds=${ids}`, accountLimits, { signal }),
    enabled: ids !== '',
    staleTime: 10 * 60_000,
  })
}

export const pauseQuery = queryOptions({
  queryKey: ['pause'],
  queryFn: ({ signal }) => api.get('/pause', pauseView, { signal }),
  refetchInterval: 30_000,
})

/** Names of the offices that clauses speak of. */
export const officesQuery = queryOptions({
  queryKey: ['offices'],
  queryFn: ({ signal }) => api.get('/offices', Offices, { signal }),
})

/** Those that fit, the first hundred of them: of mine, or of all there are. `total` says how many there would be. */
export const accountsQuery = (mine: boolean, q = '') =>
  queryOptions({
    queryKey: ['accounts', 'for-posts', mine, q],
    queryFn: ({ signal }) =>
      api.get(`/accounts${queryString({ mine, q, state: 'open', limit: '100' })}`, AccountList, { signal }),
  })

/** These accounts, whichever they are. */
export const accountsOfQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['accounts', 'these', ids],
    queryFn: ({ signal }) =>
      api.get(`/accounts${queryString({ ids: ids.join(','), limit: '200' })}`, AccountList, { signal }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })

export const slotAnswer = z.object({ local: z.string().nullable() })
export const savedAnswer = z.object({ version: z.number(), voided: z.number() })
export const idAnswer = z.object({ id: z.string() })
