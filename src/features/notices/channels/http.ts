import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { done, type ApiApp } from '#platform/http/index.ts'
import { Done } from '../contract.ts'
import type { NoticesDeps } from '../deps.ts'
import { ChangeChannel, Channels, NewChannel } from './contract.ts'
import { addChannel, changeChannel, listChannels, removeChannel, testChannel } from './manage.ts'

const tags = ['Notices']
const config = { access: { permission: 'notices.channels' } } as const
const params = z.object({ id: z.uuid('This address is not complete.') })

export function channelRoutes(app: ApiApp, { services }: NoticesDeps): void {
  app.get(
    '/api/notice-channels',
    { config, schema: { tags, summary: 'Where notices go', response: { 200: Channels } } },
    async (request) => ({ channels: await listChannels(services, actorOf(request)) }),
  )
  app.post(
    '/api/notice-channels',
    {
      config,
      schema: {
        tags,
        summary: 'Add a channel of Teams or Slack; a test is sent first',
        body: NewChannel,
        response: { 201: z.object({ id: z.uuid() }) },
      },
    },
    async (request, reply) =>
      reply.status(201).send({ id: await addChannel(services, actorOf(request), request.body) }),
  )
  app.patch(
    '/api/notice-channels/:id',
    {
      config,
      schema: { tags, summary: 'Change a channel', params, body: ChangeChannel, response: { 200: Done } },
    },
    (request) => done(changeChannel(services, actorOf(request), request.params.id, request.body)),
  )
  app.delete(
    '/api/notice-channels/:id',
    { config, schema: { tags, summary: 'Remove a channel', params, response: { 200: Done } } },
    (request) => done(removeChannel(services, actorOf(request), request.params.id)),
  )
  app.post(
    '/api/notice-channels/:id/test',
    { config, schema: { tags, summary: 'Send a test to a channel', params, response: { 200: Done } } },
    (request) => done(testChannel(services, actorOf(request), request.params.id)),
  )
}
