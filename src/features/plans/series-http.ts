import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import {
  Done,
  Identified,
  Occurrences,
  SeriesChange,
  SeriesInput,
  SeriesRule,
  SeriesView,
} from './contract.ts'
import { dayBook } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { changeSeries, endSeries, makeSeries } from './keep-series.ts'
import { nextOccurrences } from './rules.ts'
import { occurrenceView, viewSeries } from './views.ts'

const tags = ['Plans']
const manage = { access: { permission: 'plans.manage' } }
const one = z.object({ id: z.uuid() })
const done = { done: true } as const
const previewed = 5

export function seriesRoutes(app: ApiApp, deps: PlansDeps): void {
  app.post(
    '/api/plan-series',
    {
      config: manage,
      schema: { tags, summary: 'Set up a series', body: SeriesInput, response: { 201: Identified } },
    },
    async (request, reply) =>
      reply.status(201).send({ id: await makeSeries(deps, actorOf(request), request.body) }),
  )
  app.post(
    '/api/plan-series/dates',
    {
      config: manage,
      schema: {
        tags,
        summary: 'The next dates that a rule would give, and why some are left out',
        body: SeriesRule,
        response: { 200: Occurrences },
      },
    },
    async (request) => {
      const now = nowOf(deps.services)
      const book = await dayBook(deps.services.db, now)
      return { next: nextOccurrences(request.body, book, now, previewed).map(occurrenceView) }
    },
  )
  app.get(
    '/api/plan-series/:id',
    {
      config: { access: { permission: 'posts.read' } },
      schema: { tags, summary: 'One series', params: one, response: { 200: SeriesView } },
    },
    (request) => viewSeries(deps, actorOf(request), request.params.id),
  )
  app.put(
    '/api/plan-series/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Change a series; drafts that are there stay as they are',
        params: one,
        body: SeriesChange,
        response: { 200: Done },
      },
    },
    async (request) => {
      await changeSeries(deps, actorOf(request), request.params.id, request.body)
      return done
    },
  )
  app.delete(
    '/api/plan-series/:id',
    {
      config: manage,
      schema: { tags, summary: 'End a series; its drafts stay', params: one, response: { 200: Done } },
    },
    async (request) => {
      await endSeries(deps, actorOf(request), request.params.id)
      return done
    },
  )
}
