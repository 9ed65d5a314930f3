import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { fileOf } from '#features/assets/index.ts'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { PostsDeps } from '../deps.ts'
import { control, done, ok, one, read, reason, write } from '../route-parts.ts'
import { byHandScreenshot, byHandView, postedByHand, takeByHand } from './contract.ts'
import { couldNotPost } from './give-up.ts'
import { reachByHand } from './reach.ts'
import { recordByHand } from './record.ts'
import { recordRemoval } from './remove.ts'
import { approvedFile, bytesOf } from './file.ts'
import { keepScreenshot, readScreenshot } from './screenshot.ts'
import { takePublication } from './take.ts'
import { viewByHand } from './view.ts'

const tags = ['Publishing by hand']
const at = '/api/publications/:id/by-hand'

/** What people post by hand, because no program may. */
export function byHandRoutes(app: ApiApp, deps: PostsDeps): void {
  app.get(
    at,
    {
      config: read,
      schema: {
        tags,
        summary: 'What to post by hand, how, and what became of it',
        params: one,
        response: { 200: byHandView },
      },
    },
    (request) => viewByHand(deps, actorOf(request), request.params.id),
  )
  fileRoutes(app, deps)
  app.put(
    `${at}/taken-by`,
    {
      config: write,
      schema: {
        tags,
        summary: 'Take it to post it oneself, or give it back',
        params: one,
        body: takeByHand,
        response: { 200: done },
      },
    },
    (request) => ok(takePublication(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    `${at}/record`,
    {
      config: write,
      schema: {
        tags,
        summary: 'Say that it was posted, with its address and a screenshot',
        params: one,
        body: postedByHand,
        response: { 200: done },
      },
    },
    (request) => ok(recordByHand(deps, actorOf(request), request.params.id, request.body)),
  )
  const because = [
    ['failure', 'Say that it could not be posted', write, couldNotPost],
    ['removal', 'Say that it was deleted on the network', control, recordRemoval],
  ] as const
  for (const [path, summary, config, run] of because)
    app.post(
      `${at}/${path}`,
      { config, schema: { tags, summary, params: one, body: z.object({ reason }), response: { 200: done } } },
      (request) => ok(run(deps, actorOf(request), request.params.id, request.body.reason)),
    )
}

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
}

/** What stands under such an address never changes, but it is for people who are signed in. */
function send(
  reply: FastifyReply,
  { type, bytes }: { type: string; bytes: Buffer | Readable },
  name: string,
) {
  return reply
    .header('cache-control', 'private, max-age=3600')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `inline; filename="${name}.${extensions[type] ?? 'bin'}"`)
    .type(type)
    .send(bytes)
}

function fileRoutes(app: ApiApp, deps: PostsDeps): void {
  app.get(
    `${at}/files/:sha256`,
    {
      config: read,
      schema: {
        tags,
        summary: 'An image or a video in the form in which it was approved',
        params: one.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
    },
    async (request, reply) => {
      const { id, sha256 } = request.params
      const file = await approvedFile(deps, actorOf(request), id, sha256)
      const bytes = Readable.from(bytesOf(file))
      return send(reply, { type: file.type, bytes }, `${file.kind}-${sha256.slice(0, 8)}`)
    },
  )
  app.post(
    `${at}/screenshots`,
    {
      config: write,
      schema: {
        tags,
        summary: 'Upload a screenshot as evidence: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        params: one,
        response: { 201: byHandScreenshot },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      const { id } = request.params
      // Before a byte of it is read.
      await reachByHand(deps, actor, id, 'posts.write')
      return reply.status(201).send(await keepScreenshot(deps, actor, id, await fileOf(request)))
    },
  )
  app.get(
    `${at}/screenshots/:screenshotId`,
    {
      config: read,
      schema: {
        tags,
        summary: 'A screenshot that was brought as evidence',
        params: one.extend({ screenshotId: z.uuid() }),
      },
    },
    async (request, reply) => {
      const { id, screenshotId } = request.params
      const { type, bytes } = await readScreenshot(deps, actorOf(request), id, screenshotId)
      return send(reply, { type, bytes: Buffer.from(bytes) }, 'screenshot')
    },
  )
}
