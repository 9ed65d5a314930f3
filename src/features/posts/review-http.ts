import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { checkStored } from './check.ts'
import { approvePost, askForChanges } from './decide.ts'
import type { PostsDeps } from './deps.ts'
import { overrideFinding, withdrawOverride } from './overrides.ts'
import { submitPost, withdrawPost } from './submit.ts'
import { approve, done, note, ok, one, read, reason, write } from './route-parts.ts'

export function reviewRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Approval']
  app.get(
    '/api/posts/:id/findings',
    {
      config: read,
      schema: {
        tags,
        summary: 'What the checks say of a post',
        params: one,
        response: { 200: z.object({ findings: z.array(z.unknown()) }) },
      },
    },
    async (request) => ({
      findings: await checkStored(deps, actorOf(request), request.params.id),
    }),
  )
  const finding = z.object({ id: z.uuid(), findingId: z.string().max(200) })
  app.put(
    '/api/posts/:id/overrides/:findingId',
    {
      config: { access: { permission: 'posts.override' } },
      schema: {
        tags,
        summary: 'Keep questioned words with a reason',
        params: finding,
        body: z.object({ reason }),
        response: { 200: done },
      },
    },
    (request) =>
      ok(
        overrideFinding(
          deps,
          actorOf(request),
          request.params.id,
          request.params.findingId,
          request.body.reason,
        ),
      ),
  )
  app.delete(
    '/api/posts/:id/overrides/:findingId',
    {
      config: { access: { permission: 'posts.override' } },
      schema: { tags, summary: 'Take such a reason back', params: finding, response: { 200: done } },
    },
    (request) => ok(withdrawOverride(deps, actorOf(request), request.params.id, request.params.findingId)),
  )
  app.post(
    '/api/posts/:id/submit',
    {
      config: write,
      schema: {
        tags,
        summary: 'Ask for approval',
        params: one,
        body: z.object({ version: z.number().int() }),
        response: { 200: done },
      },
    },
    (request) => ok(submitPost(deps, actorOf(request), request.params.id, request.body.version)),
  )
  app.post(
    '/api/posts/:id/withdraw',
    {
      config: write,
      schema: { tags, summary: 'Take a post back from review', params: one, response: { 200: done } },
    },
    (request) => ok(withdrawPost(deps, actorOf(request), request.params.id)),
  )
  const decision = z.object({ digests: z.record(z.uuid(), z.string().length(64)), note: note.default('') })
  app.post(
    '/api/posts/:id/approve',
    {
      config: approve,
      schema: {
        tags,
        summary: 'Approve exactly what was read',
        params: one,
        body: decision,
        response: { 200: done },
      },
    },
    (request) => ok(approvePost(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/posts/:id/ask-for-changes',
    {
      config: approve,
      schema: {
        tags,
        summary: 'Send a post back with what should change',
        params: one,
        body: z.object({ note: reason }),
        response: { 200: done },
      },
    },
    (request) => ok(askForChanges(deps, actorOf(request), request.params.id, request.body.note)),
  )
}
