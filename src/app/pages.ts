import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { ApiApp } from '#platform/http/index.ts'

const folder = fileURLToPath(new URL('../../dist/ui', import.meta.url))
const aYear = 31_536_000

interface Built {
  index: string
  files: Set<string>
}

function readBuilt(): Built {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return {
      index: readFileSync(`${folder}/index.html`, 'utf8'),
      files: new Set(names.map((name) => name.replaceAll('\\', '/'))),
    }
  } catch (error) {
    throw new Error(
      'The pages have not been built. Run `npm run build`, or start with `npm start`, which does it.',
      { cause: error },
    )
  }
}

/**
 * The browser's side. Files whose names carry their hash are kept by browsers for ever, the page itself never. Any
 * address that is no file is a place within the pages.
 */
export async function servePages(app: ApiApp): Promise<void> {
  const { index, files } = readBuilt()
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true })
  const access = { public: 'The pages hold no data; everything they show comes through the API.' }
  // A whole campus may come from one address, and each first page is some forty files: only the API is counted.
  app.get('/*', { config: { access, rateLimit: false }, schema: { hide: true } }, (request, reply) => {
    const path = new URL(request.url, 'http://pages').pathname.slice(1)
    if (path.startsWith('api/')) return reply.callNotFound()
    if (files.has(path) && path.includes('.')) {
      reply.header(
        'cache-control',
        path.startsWith('assets/') ? `public, max-age=${aYear}, immutable` : 'no-cache',
      )
      return reply.sendFile(path)
    }
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index)
  })
}
