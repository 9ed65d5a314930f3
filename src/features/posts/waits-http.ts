import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { answerConsultation, askOffice } from './consultations.ts'
import { shortestReleaseReason } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { askForRelease, releaseHold } from './release-hold.ts'
import { done, note, ok, one, read, write } from './route-parts.ts'

const releaseReason = z
  .string()
  .trim()
  .min(shortestReleaseReason, `Give the reason in a sentence, at least ${shortestReleaseReason} characters.`)
  .max(2_000)

/** Waits that clauses ask for, and offices that are asked. */
export function waitRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Approval']
  app.post(
    '/api/posts/:id/consultations',
    {
      config: write,
      schema: {
        tags,
        summary: 'Ask an office that a clause wants to be asked',
        params: one,
        body: z.object({ findingId: z.string().max(200), office: z.string().max(120) }),
        response: { 201: z.object({ id: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const id = await askOffice(deps, actorOf(request), request.params.id, request.body)
      return reply.status(201).send({ id })
    },
  )
  app.post(
    '/api/posts/:id/consultations/:consultationId/answer',
    {
      // Whoever holds the office answers; the use case asks for that.
      config: read,
      schema: {
        tags,
        summary: 'Answer for an office that one holds',
        params: one.extend({ consultationId: z.uuid() }),
        body: z.object({ agreed: z.boolean(), note: note.default('') }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { id, consultationId } = request.params
      return ok(answerConsultation(deps, actorOf(request), id, consultationId, request.body))
    },
  )
  const hold = one.extend({ holdId: z.uuid() })
  app.post(
    '/api/posts/:id/holds/:holdId/ask-for-release',
    {
      config: write,
      schema: { tags, summary: 'Ask for an urgent release', params: hold, response: { 200: done } },
    },
    (request) => ok(askForRelease(deps, actorOf(request), request.params.id, request.params.holdId)),
  )
  app.post(
    '/api/posts/:id/holds/:holdId/release',
    {
      // Whoever holds the office that the clause names; the use case asks for that.
      config: read,
      schema: {
        tags,
        summary: 'End a wait before its time, for an office that one holds',
        params: hold,
        body: z.object({ reason: releaseReason }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { id, holdId } = request.params
      return ok(releaseHold(deps, actorOf(request), id, holdId, request.body.reason))
    },
  )
}
