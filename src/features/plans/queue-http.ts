import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { Identified, QueueChange, QueueInput, QueuePause, QueueView, Replanned } from './contract.ts'
import type { PlansDeps } from './deps.ts'
import { changeQueue, endQueue, makeQueue, pauseQueue } from './keep-queue.ts'
import { viewQueue } from './views.ts'

const tags = ['Plans']
const manage = { access: { permission: 'plans.manage' } }
const one = z.object({ id: z.uuid() })

export function queueRoutes(app: ApiApp, deps: PlansDeps): void {
  app.post(
    '/api/plan-queues',
    {
      config: manage,
      schema: { tags, summary: 'Set up a queue', body: QueueInput, response: { 201: Identified } },
    },
    async (request, reply) =>
      reply.status(201).send({ id: await makeQueue(deps, actorOf(request), request.body) }),
  )
  app.get(
    '/api/plan-queues/:id',
    {
      config: { access: { permission: 'posts.read' } },
      schema: { tags, summary: 'One queue, slot by slot', params: one, response: { 200: QueueView } },
    },
    (request) => viewQueue(deps, actorOf(request), request.params.id),
  )
  app.put(
    '/api/plan-queues/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Change a queue; what waits in it gets the new slots',
        params: one,
        body: QueueChange,
        response: { 200: Replanned },
      },
    },
    (request) => changeQueue(deps, actorOf(request), request.params.id, request.body),
  )
  app.put(
    '/api/plan-queues/:id/pause',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Let a queue rest until a day, or go on',
        params: one,
        body: QueuePause,
        response: { 200: Replanned },
      },
    },
    (request) => pauseQueue(deps, actorOf(request), request.params.id, request.body),
  )
  app.delete(
    '/api/plan-queues/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'End a queue; what waits in it is drafts again',
        params: one,
        response: { 200: Replanned },
      },
    },
    (request) => endQueue(deps, actorOf(request), request.params.id),
  )
}
