import { QueryClient } from '@tanstack/react-query'
import { connectionLost } from './api.ts'

/** Reads are kept for half a minute and never repeated by themselves; a page offers "Try again" instead. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** When the server answers again, everything on the page may be old. */
export function refreshAfterLoss(): () => void {
  let lost = connectionLost.get()
  return connectionLost.subscribe(() => {
    const isLost = connectionLost.get()
    if (lost && !isLost) void queryClient.invalidateQueries()
    lost = isLost
  })
}
