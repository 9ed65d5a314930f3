import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { EndWaiver, NewWaiver, WaiverEnded, WaiverFilter, WaiverGiven, WaiverList } from './contract.ts'
import type { WaiverDeps } from './deps.ts'
import { endWaiver } from './end.ts'
import { giveWaiver } from './give.ts'
import { listWaivers } from './views.ts'

const tags = ['policy']
const givers = { access: { permission: 'policy.waive' } } as const

/** Exceptions to clauses: who may see them, give them, end them. */
export function waiverRoutes(app: ApiApp, deps: WaiverDeps): void {
  app.get(
    '/api/policy/waivers',
    {
      config: { access: { permission: 'policy.read' } },
      schema: {
        tags,
        summary: 'Exceptions to clauses, in force and past',
        querystring: WaiverFilter,
        response: { 200: WaiverList },
      },
    },
    async (request) => ({ waivers: await listWaivers(deps, actorOf(request), request.query) }),
  )
  app.post(
    '/api/policy/waivers',
    {
      config: givers,
      schema: { tags, summary: 'Make an exception', body: NewWaiver, response: { 201: WaiverGiven } },
    },
    async (request, reply) => {
      const id = await giveWaiver(deps, actorOf(request), request.body)
      return reply.status(201).send({ id })
    },
  )
  app.post(
    '/api/policy/waivers/:id/end',
    {
      config: givers,
      schema: {
        tags,
        summary: 'End an exception before its time',
        params: z.object({ id: z.uuid() }),
        body: EndWaiver,
        response: { 200: WaiverEnded },
      },
    },
    async (request) => {
      await endWaiver(deps, actorOf(request), request.params.id, request.body.reason)
      return { ok: true } as const
    },
  )
}
