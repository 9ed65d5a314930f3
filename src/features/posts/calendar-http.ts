import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { calendar, fullDays, isCut, proposeSlot } from './calendar.ts'
import { roomsForActor } from './calendar-planned.ts'
import { recentForActor } from './check.ts'
import { limitsShape } from '#networks/shapes.ts'
import { localTime, postRow, schedule } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { list, one, read, write } from './route-parts.ts'
import { movePost } from './write-draft.ts'

export function scheduleRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Calendar']
  const item = postRow.extend({
    at: z.string(),
    clashes: z.array(z.object({ postId: z.uuid(), title: z.string() })),
  })
  const level = z.enum(['near', 'crowds', 'late', 'none'])
  const fullDay = z.object({ day: z.string(), accountId: z.uuid(), level, say: z.string() })
  const span = z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  app.get(
    '/api/calendar',
    {
      config: read,
      schema: {
        tags,
        summary: 'What is planned between two instants',
        querystring: span,
        response: { 200: z.object({ items: z.array(item), full: z.array(fullDay), cut: z.boolean() }) },
      },
    },
    async (request) => {
      const { from, to } = request.query
      const items = await calendar(deps, actorOf(request), from, to)
      return { items, full: await fullDays(deps, items, from, to), cut: isCut(items) }
    },
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
  const roomAsked = slot.extend({
    at: z.iso.datetime({ offset: true }),
    posts: z.coerce.number().int().min(1).max(500).default(1),
  })
  app.get(
    '/api/schedule-room',
    {
      config: write,
      schema: {
        tags,
        summary: 'What the networks of some accounts have room for at one time',
        querystring: roomAsked,
        response: {
          200: z.object({ rooms: z.array(z.object({ accountId: z.uuid(), level, say: z.string() })) }),
        },
      },
    },
    async (request) => {
      const { accountIds, at, posts, except } = request.query
      const rooms = await roomsForActor(deps, actorOf(request), {
        accountIds,
        at,
        posts,
        except: except ?? null,
      })
      return {
        rooms: rooms.flatMap(({ accountId, room, say }) =>
          room.level === 'ample' || say === null ? [] : [{ accountId, level: room.level, say }],
        ),
      }
    },
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

  const moved = z.object({ version: z.number().int(), voided: z.number().int() })
  app.put(
    '/api/posts/:id/schedule',
    {
      config: write,
      schema: {
        tags,
        summary: 'Move a post to another time',
        params: one,
        body: z.object({ version: z.number().int(), schedule }),
        response: { 200: moved },
      },
    },
    (request) => movePost(deps, actorOf(request), request.params.id, request.body),
  )
  const limits = z.object({ limits: z.record(z.uuid(), limitsShape) })
  app.get(
    '/api/account-limits',
    {
      config: { access: { permission: 'accounts.read' } },
      schema: {
        tags: ['Accounts'],
        summary: 'What the servers of some accounts take',
        querystring: z.object({ accountIds: list }),
        response: { 200: limits },
      },
    },
    async (request) => {
      const entries = request.query.accountIds.map(async (id) => [id, await deps.serverLimits(id)] as const)
      return { limits: Object.fromEntries(await Promise.all(entries)) }
    },
  )
}
