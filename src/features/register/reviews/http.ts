import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { RegisterDeps } from '../connections.ts'
import { agreeToReview } from './agree.ts'
import { AgreementInput, ReviewInput, ReviewMade, ReviewSheet, ReviewView } from './contract.ts'
import { leavingRoutes } from '../leaving/http.ts'
import { recordReview } from './record-review.ts'
import { reviewSheet } from './review-sheet.ts'
import { watchRoutes } from '../watch/http.ts'

const tags = ['accounts']
const Id = z.object({ id: z.uuid() })
const reviewers = { access: { permission: 'accounts.review' } } as const

/** Reviews of accounts, the watch over networks, and the way off them. */
export function reviewRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.get(
    '/api/accounts/:id/review',
    {
      config: reviewers,
      schema: {
        tags,
        summary: 'What one looks at when an account is reviewed',
        params: Id,
        response: { 200: ReviewSheet },
      },
    },
    (request) => reviewSheet(deps, actorOf(request), request.params.id),
  )
  app.post(
    '/api/accounts/:id/reviews',
    {
      config: reviewers,
      schema: {
        tags,
        summary: 'Review an account',
        params: Id,
        body: ReviewInput,
        response: { 201: ReviewMade },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await recordReview(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/account-reviews/:id/agreement',
    {
      config: reviewers,
      schema: {
        tags,
        summary: 'Agree to somebody else’s review, or send it back',
        params: Id,
        body: AgreementInput,
        response: { 201: ReviewView },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await agreeToReview(deps.services, actorOf(request), request.params.id, request.body)),
  )
  watchRoutes(app, deps.services)
  leavingRoutes(app, deps)
}
