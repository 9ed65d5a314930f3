import { actorOf } from '#features/people/index.ts'
import type { Network } from '#networks/contract.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'
import { SystemView } from './contract.ts'
import { echoRoute } from './echo.ts'
import { readSystem } from './system.ts'

export interface Care {
  services: Services
  keys: Keys
  networks: ReadonlyMap<string, Network>
}

/** What the system says about itself. */
export function careRoutes(app: ApiApp, { services, keys, networks }: Care): void {
  echoRoute(app, services.config)
  app.get(
    '/api/system',
    {
      config: { access: { permission: 'system.read' } },
      schema: { tags: ['System'], summary: 'How the system is doing', response: { 200: SystemView } },
    },
    (request) => readSystem({ services, keys, networks }, actorOf(request)),
  )
}
