import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { HandOverPlan, InHand, Renewals, SecretList } from '../../hand-over/contract.ts'
import { accountsKey } from '../queries.ts'

export const planQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'hand-over', accountId],
    queryFn: ({ signal }) =>
      api.get(`/accounts/${encodeURIComponent(accountId)}/hand-over`, HandOverPlan, { signal }),
  })

export const secretsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'secrets', accountId],
    queryFn: ({ signal }) =>
      api.get(`/accounts/${encodeURIComponent(accountId)}/secrets`, SecretList, { signal }),
    // Two people work on it at once, one of them perhaps at the other end of the country.
    refetchInterval: 10_000,
  })

export const renewalsQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'renewals', accountId],
    queryFn: ({ signal }) =>
      api.get(`/connection-renewals?account=${encodeURIComponent(accountId)}`, Renewals, { signal }),
  })

export const inHandQuery = queryOptions({
  queryKey: [...accountsKey, 'in-hand'],
  queryFn: ({ signal }) => api.get('/accounts-in-hand', InHand, { signal }),
  refetchInterval: 60_000,
})
