import { queryOptions } from '@tanstack/react-query'
import { api } from '#ui/api.ts'
import { AcknowledgementReport, MyAcknowledgement } from '../../acknowledgements/contract.ts'

export const myAcknowledgementQuery = queryOptions({
  queryKey: ['policy', 'acknowledgements', 'mine'],
  queryFn: ({ signal }) => api.get('/policy/acknowledgements/mine', MyAcknowledgement, { signal }),
})

export const acknowledgementReportQuery = queryOptions({
  queryKey: ['policy', 'acknowledgements', 'report'],
  queryFn: ({ signal }) => api.get('/policy/acknowledgements', AcknowledgementReport, { signal }),
})
