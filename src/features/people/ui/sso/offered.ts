import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api, ApiProblem } from '#ui/api.ts'
import type { OfferedServices, Refusal } from '../../sso/contract.ts'

/** As in the contract, which is too long to be loaded by everybody who only signs in. */
const offeredServices: z.ZodType<OfferedServices> = z.object({
  services: z.array(z.object({ id: z.string(), name: z.string() })),
  required: z.boolean(),
})
const refusal: z.ZodType<Refusal> = z.object({
  code: z.string(),
  says: z.string(),
  fix: z.string(),
  service: z.string(),
})

export const offeredQuery = queryOptions({
  queryKey: ['session', 'services'],
  queryFn: ({ signal }) => api.get('/sso', offeredServices, { signal }),
  staleTime: 60_000,
})

/** Why somebody was sent back from a service, as a fault like any other. */
export const refusalQuery = (of: string) =>
  queryOptions({
    queryKey: ['session', 'refusal', of],
    queryFn: async ({ signal }) => {
      const said = await api.get(`/sso/refusal?of=${encodeURIComponent(of)}`, refusal, { signal })
      return new ApiProblem({
        status: 401,
        code: said.code,
        title: said.says,
        detail: said.service ? `${said.service}: ${said.says}` : said.says,
        fix: said.fix,
      })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
