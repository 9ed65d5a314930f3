import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'
import { SystemView } from './contract.ts'
import { echoRoute } from './echo.ts'
import { readSystem } from './system.ts'

/** What the system says about itself. */
export function careRoutes(app: ApiApp, { services, keys }: { services: Services; keys: Keys }): void {
  echoRoute(app, services.config)
  app.get(
    '/api/system',
    {
      config: { access: { permission: 'system.read' } },
      schema: { tags: ['System'], summary: 'How the system is doing', response: { 200: SystemView } },
    },
    (request) => readSystem(services, keys, actorOf(request)),
  )
}
