import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import type { PostsDeps } from '../deps.ts'
import { control, done, ok, one, read, reason, write } from '../route-parts.ts'
import { acceptChange } from './accept-change.ts'
import { accountAfterwards, afterPost, noticed, outsideFilter, outsidePage } from './contract.ts'
import { listOutside, outsideCsv } from './list-outside.ts'
import { acceptOutside, sayWhoPosted, takeDownOutside } from './outside-deeds.ts'
import { setPinned } from './pin.ts'
import { noticedFor, viewAccountAfterwards, viewAfterwards } from './views.ts'

const tags = ['After publishing']
const because = z.object({ reason })

/** What becomes of posts once they are out. */
export function afterwardsRoutes(app: ApiApp, deps: PostsDeps): void {
  app.get(
    '/api/posts/:id/afterwards',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is known of a post since it came out',
        params: one,
        response: { 200: afterPost },
      },
    },
    (request) => viewAfterwards(deps, actorOf(request), request.params.id),
  )
  app.post(
    '/api/publication-changes/:id/accept',
    {
      config: control,
      schema: {
        tags,
        summary: 'Say that what stands on the network may stand',
        params: one,
        body: because,
        response: { 200: done },
      },
    },
    (request) => ok(acceptChange(deps, actorOf(request), request.params.id, request.body.reason)),
  )
  app.put(
    '/api/publications/:id/pinned',
    {
      config: write,
      schema: {
        tags,
        summary: 'Pin what is published to the head of its account, or let it go',
        params: one,
        body: z.object({ pinned: z.boolean() }),
        response: { 200: done },
      },
    },
    (request) => ok(setPinned(deps, actorOf(request), request.params.id, request.body.pinned)),
  )
  app.get(
    '/api/noticed',
    {
      config: control,
      schema: {
        tags,
        summary: 'What was noticed on the networks and waits for me',
        response: { 200: noticed },
      },
    },
    (request) => noticedFor(deps, actorOf(request)),
  )
  outsideRoutes(app, deps)
}

function outsideRoutes(app: ApiApp, deps: PostsDeps): void {
  app.get(
    '/api/accounts/:id/afterwards',
    {
      config: read,
      schema: {
        tags,
        summary: 'What happens on an account outside Rostrum, and what is pinned there',
        params: one,
        response: { 200: accountAfterwards },
      },
    },
    (request) => viewAccountAfterwards(deps, actorOf(request), request.params.id),
  )
  app.get(
    '/api/outside-posts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Posts on official accounts that did not go through Rostrum',
        querystring: outsideFilter,
        response: { 200: outsidePage },
      },
    },
    (request) => listOutside(deps, actorOf(request), request.query),
  )
  app.get(
    '/api/outside-posts/export.csv',
    {
      config: read,
      schema: { tags, summary: 'Those that match, as CSV', querystring: outsideFilter },
    },
    async (request, reply) =>
      sendTable(reply, 'posted-outside-rostrum.csv', await outsideCsv(deps, actorOf(request), request.query)),
  )
  for (const [path, summary, run] of [
    ['accept', 'Say that it is fine', acceptOutside],
    ['take-down', 'Delete it on the network', takeDownOutside],
  ] as const)
    app.post(
      `/api/outside-posts/:id/${path}`,
      { config: control, schema: { tags, summary, params: one, body: because, response: { 200: done } } },
      (request) => ok(run(deps, actorOf(request), request.params.id, request.body.reason)),
    )
  const who = z.object({ text: z.string().trim().min(1, 'Say who posted it.').max(300) })
  app.put(
    '/api/outside-posts/:id/posted-by',
    {
      config: control,
      schema: { tags, summary: 'Say who posted it', params: one, body: who, response: { 200: done } },
    },
    (request) => ok(sayWhoPosted(deps, actorOf(request), request.params.id, request.body.text)),
  )
}
