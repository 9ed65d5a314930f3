import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { ApiApp } from '#platform/http/index.ts'

const folder = fileURLToPath(new URL('../../dist/ui', import.meta.url))
const aYear = 31_536_000

/** The browser's side: files whose names carry their hash are kept for ever, the page itself never. */
export async function servePages(app: ApiApp): Promise<void> {
  let index: string
  try {
    index = readFileSync(`${folder}/index.html`, 'utf8')
  } catch (error) {
    throw new Error('The pages have not been built. Run `npm run build`, or start with `npm start`, which does it.', { cause: error })
  }
  const access = { public: 'The pages hold no data; everything they show comes through the API.' }
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access }
    })
    await scope.register(fastifyStatic, { root: folder, wildcard: false, index: false, cacheControl: false, setHeaders: cacheFor })
  })
  app.get('/*', { config: { access }, schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index)
  })
}

function cacheFor(reply: { setHeader(name: string, value: string): unknown }, path: string): void {
  reply.setHeader('cache-control', path.includes('/assets/') ? `public, max-age=${aYear}, immutable` : 'no-cache')
}
