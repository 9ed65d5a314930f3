import { useQueryClient } from '@tanstack/react-query'

/** After a deed: what waits is counted on every page, so the session is asked again too. */
export function useDutiesChanged() {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: ['duties'] })
    await queries.invalidateQueries({ queryKey: ['session'] })
  }
}
