import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { addComment, resolveComment } from './comments.ts'
import { newDraft, postRow, postStatus, postView, savedDraft } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { listPosts } from './lists.ts'
import { markSeen, viewPost } from './views.ts'
import { createDraft, deleteDraft, saveDraft } from './write-draft.ts'
import { comment, done, note, ok, one, read, write } from './route-parts.ts'

export function draftRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Posts']
  const query = z.object({
    status: postStatus.optional(),
    accountId: z.uuid().optional(),
    campaignId: z.uuid().optional(),
    text: z.string().max(200).optional(),
    waiting: z.stringbool().optional(),
    mine: z.stringbool().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  })
  app.get(
    '/api/posts',
    {
      config: read,
      schema: {
        tags,
        summary: 'List posts',
        querystring: query,
        response: { 200: z.object({ posts: z.array(postRow) }) },
      },
    },
    async (request) => ({
      posts: await listPosts(deps, actorOf(request), request.query),
    }),
  )
  app.post(
    '/api/posts',
    { config: write, schema: { tags, summary: 'Begin a post', body: newDraft, response: { 201: one } } },
    async (request, reply) => {
      const id = await createDraft(deps, actorOf(request), request.body)
      return reply.status(201).send({ id })
    },
  )
  app.get(
    '/api/posts/:id',
    { config: read, schema: { tags, summary: 'Read a post', params: one, response: { 200: postView } } },
    (request) => viewPost(deps, actorOf(request), request.params.id),
  )
  const saved = z.object({ version: z.number().int(), voided: z.number().int() })
  app.put(
    '/api/posts/:id',
    {
      config: write,
      schema: { tags, summary: 'Save a post', params: one, body: savedDraft, response: { 200: saved } },
    },
    (request) => saveDraft(deps, actorOf(request), request.params.id, request.body),
  )
  app.delete(
    '/api/posts/:id',
    { config: write, schema: { tags, summary: 'Throw a draft away', params: one, response: { 200: done } } },
    (request) => ok(deleteDraft(deps, actorOf(request), request.params.id)),
  )
  app.post(
    '/api/posts/:id/seen',
    {
      config: read,
      schema: {
        tags,
        summary: 'Remember what I have seen',
        params: one,
        body: z.object({ version: z.number().int() }),
        response: { 200: done },
      },
    },
    (request) => ok(markSeen(deps, actorOf(request), request.params.id, request.body.version)),
  )
  app.post(
    '/api/posts/:id/comments',
    {
      config: comment,
      schema: {
        tags,
        summary: 'Comment on a draft',
        params: one,
        body: z.object({ text: note.min(1, 'Write something first.') }),
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const id = await addComment(deps, actorOf(request), request.params.id, request.body.text)
      return reply.status(201).send({ id })
    },
  )
  const oneComment = z.object({ id: z.uuid(), commentId: z.uuid() })
  app.post(
    '/api/posts/:id/comments/:commentId/resolve',
    {
      config: comment,
      schema: { tags, summary: 'Mark a comment as dealt with', params: oneComment, response: { 200: done } },
    },
    (request) => ok(resolveComment(deps, actorOf(request), request.params.id, request.params.commentId)),
  )
}
