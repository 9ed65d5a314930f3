import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { Duties } from '../contract.ts'

export const myDutiesQuery = queryOptions({
  queryKey: ['duties', 'mine'],
  queryFn: ({ signal }) => api.get('/me/duties', Duties, { signal }),
})
export const allDutiesQuery = queryOptions({
  queryKey: ['duties', 'all'],
  queryFn: ({ signal }) => api.get('/duties', Duties, { signal }),
})
