import type { FastifyRequest } from 'fastify'
import type { Actor } from '#features/people/index.ts'
import { createServer, type ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'

/** The server without sign-in: whoever `asks` says is there. Routes are still to be put on. */
export async function testServer(
  { config, log }: Services,
  asks: (request: FastifyRequest) => Actor | null,
  uploadLimit = 1_000,
): Promise<ApiApp> {
  const app = await createServer({ config, log, version: 'test', uploadLimit, requestsPerMinute: 10_000 })
  app.decorateRequest('actor', null)
  app.addHook('onRequest', async (request) => {
    request.actor = asks(request)
  })
  return app
}
