import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Channels } from '../channels/contract.ts'
import { MyNoticeSettings, NoticesPage, UnreadCount } from '../contract.ts'
import { Feeds } from '../feeds/contract.ts'

const pulse = 30_000

/** Asked for again and again while a page is open, so that the bell is true within half a minute. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => api.get('/me/notices/unread', UnreadCount, { signal }),
  refetchInterval: pulse,
  staleTime: pulse / 2,
})

export const noticesQuery = (filter: { kind: string; unread: boolean }) =>
  infiniteQueryOptions({
    queryKey: ['notices', 'list', filter],
    queryFn: ({ signal, pageParam }) => {
      const asked = new URLSearchParams({
        unread: String(filter.unread),
        ...(filter.kind ? { kind: filter.kind } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      })
      return api.get(`/me/notices?${asked}`, NoticesPage, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const settingsQuery = queryOptions({
  queryKey: ['notices', 'settings'],
  queryFn: ({ signal }) => api.get('/me/notice-settings', MyNoticeSettings, { signal }),
})
export const feedsQuery = queryOptions({
  queryKey: ['notices', 'feeds'],
  queryFn: ({ signal }) => api.get('/me/calendar-feeds', Feeds, { signal }),
})
export const channelsQuery = queryOptions({
  queryKey: ['notices', 'channels'],
  queryFn: ({ signal }) => api.get('/notice-channels', Channels, { signal }),
})
