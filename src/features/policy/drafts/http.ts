import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import {
  BeginDraft,
  DecideDraft,
  DraftCheck,
  DraftDecided,
  DraftList,
  DraftMade,
  DraftSaved,
  DraftView,
  SaveDraft,
  SubmitDraft,
} from './contract.ts'
import { decideDraft, needDraft, submitDraft } from './review.ts'
import { checkNow, listDrafts, viewDraft } from './views.ts'
import { beginDraft, dropDraft, saveDraft } from './write.ts'

const tags = ['policy']
const writers = { access: { permission: 'policy.write' } } as const
const readers = { access: { permission: 'policy.read' } } as const
const approvers = { access: { permission: 'policy.approve' } } as const
const params = z.object({ id: z.uuid() })

/** Drafts of the institution's own policy, from the first word to the edition. */
export function draftRoutes(app: ApiApp, { services }: { services: Services }): void {
  app.get(
    '/api/policy/drafts',
    {
      config: readers,
      schema: { tags, summary: 'Drafts that are being worked on', response: { 200: DraftList } },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.read')
      return listDrafts(services)
    },
  )
  app.post(
    '/api/policy/drafts',
    {
      config: writers,
      schema: { tags, summary: 'Begin the next edition', body: BeginDraft, response: { 201: DraftMade } },
    },
    async (request, reply) => {
      const id = await beginDraft(services, actorOf(request), request.body)
      return reply.status(201).send({ id })
    },
  )
  app.get(
    '/api/policy/drafts/:id',
    { config: readers, schema: { tags, summary: 'A draft', params, response: { 200: DraftView } } },
    async (request) => {
      const actor = actorOf(request)
      authorise(actor, 'policy.read')
      return viewDraft(services, actor, request.params.id)
    },
  )
  app.put(
    '/api/policy/drafts/:id',
    {
      config: writers,
      // Five files of at most a million characters each.
      bodyLimit: 6_000_000,
      schema: { tags, summary: 'Keep a draft', params, body: SaveDraft, response: { 200: DraftSaved } },
    },
    async (request) => {
      const { id } = request.params
      const version = await saveDraft(services, actorOf(request), id, request.body)
      const draft = await needDraft(services.db, id)
      return { version, check: await checkNow(services, draft.pack, request.body.source) }
    },
  )
  app.post(
    '/api/policy/drafts/:id/check',
    {
      config: writers,
      bodyLimit: 6_000_000,
      schema: {
        tags,
        summary: 'Check files without keeping them',
        params,
        body: SaveDraft.pick({ source: true }),
        response: { 200: DraftCheck },
      },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.write')
      const draft = await needDraft(services.db, request.params.id)
      return checkNow(services, draft.pack, request.body.source)
    },
  )
  app.post(
    '/api/policy/drafts/:id/submit',
    {
      config: writers,
      schema: {
        tags,
        summary: 'Put a draft before its offices',
        params,
        body: SubmitDraft,
        response: { 200: DraftView },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      await submitDraft(services, actor, request.params.id, request.body)
      return viewDraft(services, actor, request.params.id)
    },
  )
  app.post(
    '/api/policy/drafts/:id/decide',
    {
      config: approvers,
      schema: {
        tags,
        summary: 'Approve a draft for an office, or send it back',
        params,
        body: DecideDraft,
        response: { 200: DraftDecided },
      },
    },
    async (request) => decideDraft(services, actorOf(request), request.params.id, request.body),
  )
  app.delete(
    '/api/policy/drafts/:id',
    { config: writers, schema: { tags, summary: 'Drop a draft', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await dropDraft(services, actorOf(request), request.params.id)
      return reply.status(204).send(null)
    },
  )
}
