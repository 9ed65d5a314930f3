import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { AccountLife } from '../../life/contract.ts'
import { accountsKey } from '../queries.ts'

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'life', id],
    queryFn: ({ signal }) => api.get(`/accounts/${encodeURIComponent(id)}/life`, AccountLife, { signal }),
  })
