import { QueryClient } from '@tanstack/react-query'
import { connectionLost } from './api.ts'
import { sessionQuery } from './session.ts'

/** Reads are kept for half a minute and never repeated by themselves; a page offers "Try again" instead. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const knock = 5_000

/**
 * Asks every few seconds while the server does not answer. When it answers again, everything on the page may be old,
 * so all that is shown is read anew.
 */
export function watchConnection(): void {
  let timer: ReturnType<typeof setInterval> | undefined
  connectionLost.subscribe(() => {
    clearInterval(timer)
    if (connectionLost.get())
      timer = setInterval(() => void queryClient.refetchQueries({ queryKey: sessionQuery.queryKey }), knock)
    else void queryClient.invalidateQueries()
  })
}
