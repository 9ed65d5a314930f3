import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { callbackPath, type Network } from '#networks/contract.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { beginConnection, finishConnection } from './connect.ts'
import type { RegisterDeps } from './connections.ts'
import { ConnectAnswer, ConnectRequest, Disconnected, NetworkList, type NetworkView } from './contract.ts'
import { disconnectAccount } from './disconnect.ts'

const tags = ['connections']
const AccountId = z.object({ id: z.uuid() })
const connectors = { access: { permission: 'accounts.connect' } } as const

export function connectionRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.get(
    '/api/networks',
    {
      config: { access: { signedIn: true } },
      schema: {
        tags,
        summary: 'The networks, their limits, and the ways to connect',
        response: { 200: NetworkList },
      },
    },
    () => ({ networks: [...deps.networks.values()].map(networkView) }),
  )
  app.post(
    '/api/accounts/:id/connection',
    {
      // The body may hold a password for apps; the answer holds an address that is good once.
      config: { ...connectors, secretAnswer: true },
      schema: {
        tags,
        summary: 'Connect an account to its network, or hear where to go for it',
        params: AccountId,
        body: ConnectRequest,
        response: { 201: ConnectAnswer },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await beginConnection(deps, actorOf(request), request.params.id, request.body)),
  )
  app.delete(
    '/api/accounts/:id/connection',
    {
      config: connectors,
      schema: {
        tags,
        summary: 'Disconnect an account',
        params: AccountId,
        response: { 200: Disconnected },
      },
    },
    (request) => disconnectAccount(deps, actorOf(request), request.params.id),
  )
  for (const id of deps.networks.keys()) callbackRoute(app, deps, id)
}

function callbackRoute(app: ApiApp, deps: RegisterDeps, networkId: string): void {
  app.get(
    callbackPath(networkId),
    {
      config: {
        knowsCaller: true,
        access: {
          public:
            'The network sends the browser here. Nothing happens unless the person who began is signed in and the state is theirs.',
        },
      },
      schema: { hide: true },
    },
    async (request, reply) => {
      const params = new URLSearchParams(request.url.split('?')[1] ?? '')
      const done = await finishConnection(deps, request.actor, networkId, params)
      const page = done.accountId ? `/accounts/${done.accountId}` : '/accounts'
      const how = done.problem ? `connect-problem=${done.problem}` : 'connected=yes'
      return reply.header('cache-control', 'no-store').redirect(`${page}?${how}`, 303)
    },
  )
}

function networkView({ profile, connectMethods }: Network): NetworkView {
  const { id, name, handleHint, capabilities, limits, rates } = profile
  return {
    id,
    name,
    handleHint,
    capabilities,
    limits,
    rates,
    connectMethods: connectMethods.map((method) => ({
      id: method.id,
      label: method.label,
      hint: method.hint,
      kind: method.kind,
      fields: method.fields,
    })),
  }
}
