import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { RegisterDeps } from '../connections.ts'
import { checkApp } from './check-app.ts'
import { AppChecked, AppInput, AppRemoval, NetworkAppView, NetworkLines, NetworkParams } from './contract.ts'
import { keepApp } from './keep-app.ts'
import { listNetworkApps, readNetworkApp } from './list-apps.ts'
import { removeApp } from './remove-app.ts'

const tags = ['networks']
const config = { access: { permission: 'networks.apps' } } as const

/** The apps that networks want before accounts there can be connected. */
export function networkAppRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.get(
    '/api/network-apps',
    {
      config,
      schema: {
        tags,
        summary: 'Every network: how accounts are connected, and whether its app is registered',
        response: { 200: NetworkLines },
      },
    },
    async (request) => ({ networks: await listNetworkApps(deps, actorOf(request)) }),
  )
  oneAppRoutes(app, deps)
  app.post(
    '/api/network-apps/:network/check',
    {
      config,
      schema: {
        tags,
        summary: 'Ask a network whether it takes the app that is registered',
        params: NetworkParams,
        response: { 200: AppChecked },
      },
    },
    (request) => checkApp(deps, actorOf(request), request.params.network),
  )
}

function oneAppRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.get(
    '/api/network-apps/:network',
    {
      config,
      schema: {
        tags,
        summary: 'One network with its form, its guide and the accounts that depend on its app',
        params: NetworkParams,
        response: { 200: NetworkAppView },
      },
    },
    (request) => readNetworkApp(deps, actorOf(request), request.params.network),
  )
  app.put(
    '/api/network-apps/:network',
    {
      config,
      schema: {
        tags,
        summary: 'Register the app of a network, or put another in its place',
        params: NetworkParams,
        body: AppInput,
        response: { 200: NetworkAppView },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      await keepApp(deps, actor, request.params.network, request.body)
      return readNetworkApp(deps, actor, request.params.network)
    },
  )
  app.delete(
    '/api/network-apps/:network',
    {
      config,
      schema: {
        tags,
        summary: 'Remove the app of a network',
        params: NetworkParams,
        querystring: AppRemoval,
        response: { 200: NetworkAppView },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      await removeApp(deps, actor, request.params.network, request.query.version)
      return readNetworkApp(deps, actor, request.params.network)
    },
  )
}
