import { timingSafeEqual } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { z } from 'zod'
import { Forbidden } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { workersSeen } from '#platform/jobs/index.ts'
import { ledgerState } from '#platform/ledger/index.ts'
import type { Services } from '#platform/services.ts'
import { version } from './version.ts'

const health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.enum(['ok', 'full', 'unavailable']),
  worker: z.enum(['ok', 'missing']),
})

/** Below this the built-in database may fail to write at any moment: it grows in steps of 16 MB. */
const leastRoom = 24_000_000

/** A PostgreSQL server has its own disk, and its own watch on it. */
async function hasRoom({ config }: Services): Promise<boolean> {
  if (config.databaseUrl) return true
  const { bavail, bsize } = await statfs(config.dataFolder)
  return bavail * bsize >= leastRoom
}

async function checkHealth(services: Services): Promise<z.infer<typeof health>> {
  try {
    const seen = await workersSeen(services.db, services.clock.now())
    const worker = seen.length > 0 ? 'ok' : 'missing'
    const database = (await hasRoom(services)) ? 'ok' : 'full'
    const status = worker === 'ok' && database === 'ok' ? 'ok' : 'degraded'
    return { status, version, database, worker }
  } catch {
    // Whatever is wrong with the database, the answer is the same: it cannot be used.
    return { status: 'degraded', version, database: 'unavailable', worker: 'missing' }
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const here = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function gauges(registry: Registry, services: Services): void {
  const publications = new Gauge({
    name: 'rostrum_publications',
    help: 'Publications by state.',
    labelNames: ['state'],
    registers: [registry],
  })
  const log = new Gauge({
    name: 'rostrum_log_entries',
    help: 'Records in the log, and those that wait for their place.',
    labelNames: ['place'],
    registers: [registry],
  })
  const collect = async () => {
    workers.set((await workersSeen(services.db, services.clock.now())).length)
    const counts = await services.db
      .selectFrom('publication')
      .select((on) => ['state', on.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute()
    publications.reset()
    for (const row of counts) publications.set({ state: row.state }, row.count)
    const state = await ledgerState(services.db)
    log.set({ place: 'sequenced' }, state.size)
    log.set({ place: 'waiting' }, state.waiting)
  }
  const workers = new Gauge({
    name: 'rostrum_workers',
    help: 'Workers heard of in the last 45 seconds.',
    registers: [registry],
    collect,
  })
}

function countRequests(app: ApiApp, registry: Registry): void {
  const answers = new Counter({
    name: 'rostrum_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const times = new Histogram({
    name: 'rostrum_http_seconds',
    help: 'How long answering took.',
    labelNames: ['method'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    answers.inc({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
    })
    times.observe({ method: request.method }, reply.elapsedTime / 1000)
    done()
  })
}

/** From this machine itself, and not by way of a proxy on it. */
function isLocal(request: FastifyRequest): boolean {
  return (
    here.has(request.ip) &&
    request.headers['x-forwarded-for'] === undefined &&
    request.headers.forwarded === undefined
  )
}

/** `/health`, `/metrics` and the description of the API. */
export function opsRoutes(app: ApiApp, services: Services): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  gauges(registry, services)
  countRequests(app, registry)

  app.get(
    '/health',
    {
      config: {
        access: { public: 'A load balancer asks without signing in; it says only whether we work.' },
      },
      schema: { tags: ['System'], summary: 'Does it work?', response: { 200: health, 503: health } },
    },
    async (_request, reply) => {
      const found = await checkHealth(services)
      return reply.status(found.database === 'unavailable' ? 503 : 200).send(found)
    },
  )
  app.get(
    '/metrics',
    {
      config: { access: { public: 'Guarded by its own token, or by answering this machine only.' } },
      schema: { hide: true },
    },
    async (request, reply) => {
      const { metricsToken } = services.config
      const allowed = metricsToken
        ? sameText(request.headers.authorization ?? '', `Bearer ${metricsToken}`)
        : isLocal(request)
      if (!allowed)
        throw new Forbidden(
          'system.metrics',
          'Metrics are for this machine, or for whoever has the token ROSTRUM_METRICS_TOKEN.',
        )
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  )
  app.get(
    '/api/openapi.json',
    { config: { access: { public: 'The description of the API holds no data.' } }, schema: { hide: true } },
    () => app.swagger(),
  )
}
