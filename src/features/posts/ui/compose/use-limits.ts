import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Limits } from '#networks/profile.ts'
import { limitsQuery } from '../queries.ts'

const unknown: Readonly<Record<string, Limits>> = {}

/** By account, what its own server takes. Empty until it is known; then the network's usual limits hold. */
export function useLimits(accountIds: readonly string[]): Readonly<Record<string, Limits>> {
  const query = useQuery({ ...limitsQuery(accountIds), placeholderData: keepPreviousData })
  return query.data?.limits ?? unknown
}
