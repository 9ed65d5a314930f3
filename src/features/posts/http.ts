import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { addComment, resolveComment } from './comments.ts'
import { calendar, proposeSlot } from './calendar.ts'
import { checkStored, recentForActor } from './check.ts'
import {
  cancelPublication,
  editOnNetwork,
  lookAgain,
  removeOnNetwork,
  sendNow,
  settleUnknown,
} from './control.ts'
import {
  localTime,
  newDraft,
  pauseView as pauseShape,
  postRow,
  postStatus,
  postView,
  savedDraft,
} from './contract.ts'
import { approvePost, askForChanges } from './decide.ts'
import type { PostsDeps } from './deps.ts'
import { overrideFinding, withdrawOverride } from './overrides.ts'
import { pauseEverything, pauseView, resumeEverything } from './pause.ts'
import { submitPost, withdrawPost } from './submit.ts'
import { listPosts, markSeen, viewPost } from './views.ts'
import { createDraft, deleteDraft, saveDraft } from './write-draft.ts'

const one = z.object({ id: z.uuid() })
const done = z.object({ ok: z.literal(true) })
const ok = { ok: true } as const
const reason = z
  .string()
  .trim()
  .min(10, 'Give the reason in a few words, at least ten characters.')
  .max(2_000)
const note = z.string().trim().max(4_000)
const list = z.string().transform((text) => text.split(',').filter(Boolean))
const read = { access: { permission: 'posts.read' } }
const write = { access: { permission: 'posts.write' } }
const approve = { access: { permission: 'posts.approve' } }
const comment = { access: { permission: 'posts.comment' } }
const control = { access: { permission: 'posts.control' } }

function draftRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Posts']
  const query = z.object({
    status: postStatus.optional(),
    accountId: z.uuid().optional(),
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
    async (request) => {
      await deleteDraft(deps, actorOf(request), request.params.id)
      return ok
    },
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
    async (request) => {
      await markSeen(deps, actorOf(request), request.params.id, request.body.version)
      return ok
    },
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
    async (request) => {
      await resolveComment(deps, actorOf(request), request.params.id, request.params.commentId)
      return ok
    },
  )
}

function reviewRoutes(app: ApiApp, deps: PostsDeps): void {
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
    async (request) => {
      await overrideFinding(
        deps,
        actorOf(request),
        request.params.id,
        request.params.findingId,
        request.body.reason,
      )
      return ok
    },
  )
  app.delete(
    '/api/posts/:id/overrides/:findingId',
    {
      config: { access: { permission: 'posts.override' } },
      schema: { tags, summary: 'Take such a reason back', params: finding, response: { 200: done } },
    },
    async (request) => {
      await withdrawOverride(deps, actorOf(request), request.params.id, request.params.findingId)
      return ok
    },
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
    async (request) => {
      await submitPost(deps, actorOf(request), request.params.id, request.body.version)
      return ok
    },
  )
  app.post(
    '/api/posts/:id/withdraw',
    {
      config: write,
      schema: { tags, summary: 'Take a post back from review', params: one, response: { 200: done } },
    },
    async (request) => {
      await withdrawPost(deps, actorOf(request), request.params.id)
      return ok
    },
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
    async (request) => {
      await approvePost(deps, actorOf(request), request.params.id, request.body)
      return ok
    },
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
    async (request) => {
      await askForChanges(deps, actorOf(request), request.params.id, request.body.note)
      return ok
    },
  )
}

function scheduleRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Calendar']
  const item = postRow.extend({
    at: z.string(),
    clashes: z.array(z.object({ postId: z.uuid(), title: z.string() })),
  })
  const span = z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  app.get(
    '/api/calendar',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is planned between two instants',
        querystring: span,
        response: { 200: z.object({ items: z.array(item) }) },
      },
    },
    async (request) => ({
      items: await calendar(deps, actorOf(request), request.query.from, request.query.to),
    }),
  )
  const slot = z.object({ accountIds: list, except: z.uuid().optional() })
  app.get(
    '/api/next-slot',
    {
      config: write,
      schema: {
        tags,
        summary: 'The next free slot of some accounts',
        querystring: slot,
        response: { 200: z.object({ local: localTime.nullable() }) },
      },
    },
    async (request) => ({
      local: await proposeSlot(
        deps,
        actorOf(request),
        request.query.accountIds,
        request.query.except ?? null,
      ),
    }),
  )
  const recent = z.object({
    recent: z.array(z.object({ postId: z.uuid(), accountId: z.uuid(), key: z.string(), at: z.string() })),
  })
  app.get(
    '/api/recent-posts',
    {
      config: write,
      schema: {
        tags,
        summary: 'What some accounts sent lately, for finding duplicates',
        querystring: slot,
        response: { 200: recent },
      },
    },
    async (request) => ({
      recent: await recentForActor(
        deps,
        actorOf(request),
        request.query.accountIds,
        request.query.except ?? null,
      ),
    }),
  )
}

function publicationRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Publishing']
  const act = (
    path: string,
    summary: string,
    run: (id: string, actor: ReturnType<typeof actorOf>) => Promise<void>,
  ) =>
    app.post(
      `/api/publications/:id/${path}`,
      { config: control, schema: { tags, summary, params: one, response: { 200: done } } },
      async (request) => {
        await run(request.params.id, actorOf(request))
        return ok
      },
    )
  act('send-now', 'Say that a held publication should go', (id, actor) => sendNow(deps, actor, id))
  act('look-again', 'Read the account back now', (id, actor) => lookAgain(deps, actor, id))
  app.post(
    '/api/publications/:id/cancel',
    {
      config: control,
      schema: {
        tags,
        summary: 'Say that it should not go',
        params: one,
        body: z.object({ reason: note.default('') }),
        response: { 200: done },
      },
    },
    async (request) => {
      await cancelPublication(deps, actorOf(request), request.params.id, request.body.reason)
      return ok
    },
  )
  const answer = z.discriminatedUnion('there', [
    z.object({ there: z.literal(true), url: z.url({ protocol: /^https?$/ }) }),
    z.object({ there: z.literal(false) }),
  ])
  app.post(
    '/api/publications/:id/settle',
    {
      config: control,
      schema: {
        tags,
        summary: 'Say what became of an unknown one',
        params: one,
        body: answer,
        response: { 200: done },
      },
    },
    async (request) => {
      await settleUnknown(deps, actorOf(request), request.params.id, request.body)
      return ok
    },
  )
  app.post(
    '/api/publications/:id/remove',
    {
      config: control,
      schema: {
        tags,
        summary: 'Delete it on the network',
        params: one,
        body: z.object({ reason }),
        response: { 200: done },
      },
    },
    async (request) => {
      await removeOnNetwork(deps, actorOf(request), request.params.id, request.body.reason)
      return ok
    },
  )
  const edit = z.object({ part: z.number().int().min(0), text: z.string().min(1).max(100_000), reason })
  app.post(
    '/api/publications/:id/edit',
    {
      config: control,
      schema: {
        tags,
        summary: 'Correct the words on the network',
        params: one,
        body: edit,
        response: { 200: done },
      },
    },
    async (request) => {
      await editOnNetwork(
        deps,
        actorOf(request),
        request.params.id,
        request.body.part,
        request.body.text,
        request.body.reason,
      )
      return ok
    },
  )
}

function pauseRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Publishing']
  const pause = { access: { permission: 'publishing.pause' } }
  app.get(
    '/api/pause',
    {
      config: { access: { signedIn: true } },
      schema: { tags, summary: 'Is everything paused?', response: { 200: pauseShape } },
    },
    () => pauseView(deps.services.db),
  )
  app.post(
    '/api/pause',
    {
      config: pause,
      schema: {
        tags,
        summary: 'Pause all sending',
        body: z.object({ reason }),
        response: { 200: pauseShape },
      },
    },
    async (request) => {
      await pauseEverything(deps, actorOf(request), request.body.reason)
      return pauseView(deps.services.db)
    },
  )
  app.post(
    '/api/resume',
    { config: pause, schema: { tags, summary: 'Allow sending again', response: { 200: pauseShape } } },
    async (request) => {
      await resumeEverything(deps, actorOf(request))
      return pauseView(deps.services.db)
    },
  )
}

export function postRoutes(app: ApiApp, deps: PostsDeps): void {
  draftRoutes(app, deps)
  reviewRoutes(app, deps)
  scheduleRoutes(app, deps)
  publicationRoutes(app, deps)
  pauseRoutes(app, deps)
}
