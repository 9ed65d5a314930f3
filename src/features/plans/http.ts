import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { addToQueue } from './add-to-queue.ts'
import { Bands, Done, EvergreenInput, ItemMove, Placed, Plans, PostPlan } from './contract.ts'
import { dayBook } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { markEvergreen, unmarkEvergreen } from './evergreen.ts'
import { moveInQueue, takeOut } from './move-in-queue.ts'
import { postPlan } from './post-plan.ts'
import { queueRoutes } from './queue-http.ts'
import { bandsBetween } from './rules.ts'
import { seriesRoutes } from './series-http.ts'
import { evergreenViews, listQueues, listSeries } from './views.ts'

const tags = ['Plans']
const read = { access: { permission: 'posts.read' } }
const write = { access: { permission: 'posts.write' } }
const one = z.object({ id: z.uuid() })
const done = { done: true } as const

/** All routes of queues, series and what is used again. */
export function planRoutes(app: ApiApp, deps: PlansDeps): void {
  app.get(
    '/api/plans',
    {
      config: read,
      schema: { tags, summary: 'My queues, series and evergreen posts', response: { 200: Plans } },
    },
    async (request) => {
      const actor = actorOf(request)
      const queues = await listQueues(deps, actor)
      const queueIds = queues.map((queue) => queue.id)
      return {
        queues,
        series: await listSeries(deps, actor),
        evergreen: await evergreenViews(deps, actor, { queueIds }),
      }
    },
  )
  const span = z.object({ from: z.iso.date(), until: z.iso.date() })
  app.get(
    '/api/plan-days',
    {
      config: read,
      schema: {
        tags,
        summary: 'Terms, closures, elections and days kept free between two days',
        querystring: span,
        response: { 200: Bands },
      },
    },
    async (request) => {
      const book = await dayBook(deps.services.db, nowOf(deps.services))
      return { bands: bandsBetween(book, request.query.from, request.query.until) }
    },
  )
  queueRoutes(app, deps)
  itemRoutes(app, deps)
  seriesRoutes(app, deps)
  postRoutes(app, deps)
}

function itemRoutes(app: ApiApp, deps: PlansDeps): void {
  app.post(
    '/api/plan-queues/:id/items',
    {
      config: write,
      schema: {
        tags,
        summary: 'Give a post the next free slot of a queue',
        params: one,
        body: z.object({ postId: z.uuid() }),
        response: { 201: Placed },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await addToQueue(deps, actorOf(request), request.params.id, request.body.postId)),
  )
  app.post(
    '/api/posts/:id/queue-move',
    {
      config: write,
      schema: {
        tags,
        summary: 'Move a post within its queue',
        params: one,
        body: ItemMove,
        response: { 200: Placed },
      },
    },
    (request) => moveInQueue(deps, actorOf(request), request.params.id, request.body),
  )
  app.delete(
    '/api/posts/:id/queue',
    {
      config: write,
      schema: { tags, summary: 'Take a post out of its queue', params: one, response: { 200: Done } },
    },
    async (request) => {
      await takeOut(deps, actorOf(request), request.params.id)
      return done
    },
  )
}

function postRoutes(app: ApiApp, deps: PlansDeps): void {
  app.get(
    '/api/posts/:id/plan',
    {
      config: read,
      schema: { tags, summary: 'How a post stands in the plans', params: one, response: { 200: PostPlan } },
    },
    (request) => postPlan(deps, actorOf(request), request.params.id),
  )
  app.put(
    '/api/posts/:id/evergreen',
    {
      config: write,
      schema: {
        tags,
        summary: 'Say that a published post may be used again, as a new draft',
        params: one,
        body: EvergreenInput,
        response: { 200: Done },
      },
    },
    async (request) => {
      await markEvergreen(deps, actorOf(request), request.params.id, request.body)
      return done
    },
  )
  app.delete(
    '/api/posts/:id/evergreen',
    {
      config: write,
      schema: {
        tags,
        summary: 'A post may not be used again any more',
        params: one,
        response: { 200: Done },
      },
    },
    async (request) => {
      await unmarkEvergreen(deps, actorOf(request), request.params.id)
      return done
    },
  )
}
