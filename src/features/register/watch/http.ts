import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { recordChange } from './network-change.ts'
import { enterNetwork, listNetworks, readNetwork, reviewNetwork } from './watch.ts'
import { ChangeInput, NetworkReviewInput, WatchedNetwork, WatchInput, WatchList } from './contract.ts'

const tags = ['networks']
export const NetworkId = z.object({ network: z.string().min(1).max(40) })
const readers = { access: { permission: 'accounts.read' } } as const
const watchers = { access: { permission: 'networks.watch' } } as const

/** What is known of each network, and what changed about it. */
export function watchRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/networks-watch',
    {
      config: readers,
      schema: { tags, summary: 'Every network, and how it stands', response: { 200: WatchList } },
    },
    (request) => listNetworks(services, actorOf(request)),
  )
  app.get(
    '/api/networks-watch/:network',
    {
      config: readers,
      schema: {
        tags,
        summary: 'One network with its changes',
        params: NetworkId,
        response: { 200: WatchedNetwork },
      },
    },
    (request) => readNetwork(services, actorOf(request), request.params.network),
  )
  app.put(
    '/api/networks-watch/:network',
    {
      config: watchers,
      schema: {
        tags,
        summary: 'Write the entry of a network',
        params: NetworkId,
        body: WatchInput,
        response: { 200: WatchedNetwork },
      },
    },
    (request) => enterNetwork(services, actorOf(request), request.params.network, request.body),
  )
  app.post(
    '/api/networks-watch/:network/reviews',
    {
      config: watchers,
      schema: {
        tags,
        summary: 'Say that a network was looked at',
        params: NetworkId,
        body: NetworkReviewInput,
        response: { 201: WatchedNetwork },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await reviewNetwork(services, actorOf(request), request.params.network, request.body)),
  )
  app.post(
    '/api/networks-watch/:network/changes',
    {
      config: watchers,
      schema: {
        tags,
        summary: 'Record a change of a network; every account there is looked at again',
        params: NetworkId,
        body: ChangeInput,
        response: { 201: WatchedNetwork },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await recordChange(services, actorOf(request), request.params.network, request.body)),
  )
}
