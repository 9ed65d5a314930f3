import { z } from 'zod'
import { actorOf, browserSession } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { Done } from '../contract.ts'
import type { NoticesDeps } from '../deps.ts'
import { FeedParams, Feeds, MadeFeed } from './contract.ts'
import { endFeed, makeFeed, myFeeds } from './manage.ts'
import { readFeed } from './read.ts'

const tags = ['Notices']
const access = { signedIn: true } as const
const NotModified = 304

export function feedRoutes(app: ApiApp, deps: NoticesDeps): void {
  const { services } = deps
  app.get(
    '/api/me/calendar-feeds',
    {
      config: { access },
      schema: { tags, summary: 'My calendar addresses, without their secrets', response: { 200: Feeds } },
    },
    async (request) => {
      browserSession(request)
      return { feeds: await myFeeds(services, actorOf(request)) }
    },
  )
  app.post(
    '/api/me/calendar-feeds/:kind',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Make a calendar address; the one before ends',
        params: FeedParams,
        response: { 201: MadeFeed },
      },
    },
    async (request, reply) => {
      browserSession(request)
      return reply.status(201).send(await makeFeed(services, actorOf(request), request.params.kind))
    },
  )
  app.delete(
    '/api/me/calendar-feeds/:kind',
    {
      config: { access },
      schema: { tags, summary: 'End a calendar address', params: FeedParams, response: { 200: Done } },
    },
    async (request) => {
      browserSession(request)
      await endFeed(services, actorOf(request), request.params.kind)
      return { done: true as const }
    },
  )
  readingRoute(app, deps)
}

const FileParams = z.object({ file: z.string().max(100) })

function readingRoute(app: ApiApp, deps: NoticesDeps): void {
  app.get(
    '/calendar-feeds/:file',
    {
      config: { access: { public: 'Calendar programs cannot sign in; the address itself is the secret.' } },
      schema: { hide: true, params: FileParams },
    },
    async (request, reply) => {
      const { text, etag } = await readFeed(deps, request.params.file.replace(/\.ics$/, ''))
      void reply.headers({
        etag,
        'cache-control': 'private, no-cache',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      })
      if (request.headers['if-none-match']?.includes(etag)) return reply.status(NotModified).send()
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="rostrum.ics"')
        .send(text)
    },
  )
}
