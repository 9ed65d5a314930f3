import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Config } from '../config/index.ts'
import { Forbidden, Problem } from '../errors.ts'
import { newId } from '../db/helpers.ts'
import { storable } from '../storable.ts'
import type { Access, ApiApp } from './access.ts'
import { answerProblem, problemOf } from './problems.ts'
import { rememberReads, type RememberReads } from './remember-reads.ts'

/** One route and who may call it, for the matrix test and for the page of the API. */
export interface RouteEntry {
  method: string
  url: string
  access: Access
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: readonly RouteEntry[]
  }
}

export interface ServerOptions {
  config: Pick<Config, 'publicUrl' | 'trustProxy'>
  log: FastifyBaseLogger
  version: string
  /** The largest upload, in bytes. */
  uploadLimit: number
  /** Requests a minute from one address or token. */
  requestsPerMinute: number
  /** Present when answers may be given again while the database has not changed. */
  remember?: RememberReads
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Nothing inline, nothing from elsewhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    // `blob:` for the still that a browser draws from a video before it goes up.
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

/** An HTTP server with the house's rules built in; routes are put on afterwards. */
export async function createServer(options: ServerOptions): Promise<ApiApp> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.config.trustProxy,
    genReqId: () => newId(),
    bodyLimit: 2_000_000,
    routerOptions: { maxParamLength: 300 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => {
    const problem = problemOf(
      new Problem(404, 'not-found', 'There is nothing at this address.'),
      request.url.split('?')[0] ?? '',
    )
    void reply.status(404).type('application/problem+json').send(problem)
  })

  // First, so that a kept answer costs nothing of what follows.
  if (options.remember) await app.register(rememberReads, options.remember)
  const secure = options.config.publicUrl.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: options.uploadLimit, files: 1, fields: 10 } })
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) =>
      new Problem(
        429,
        'request.too-many',
        `That was too many requests at once. Wait ${context.after} and go on.`,
      ),
  })
  await describe(app, options.version)
  const table: RouteEntry[] = []
  app.decorate('routeTable', table)
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it (config.access).`)
    for (const method of [route.method].flat())
      if (method !== 'HEAD') table.push({ method, url: route.url, access: route.config.access })
  })
  app.addHook('onRequest', async (request) => {
    const { fromElsewhere = false, plainForm = false } = request.routeOptions.config ?? {}
    if (!fromElsewhere)
      refuseForeignPages(request.method, request.headers, options.config.publicUrl, plainForm)
  })
  app.addHook('preValidation', async (request) => {
    request.body = storable(request.body)
    request.query = storable(request.query)
  })
  return app
}

async function describe(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rostrum',
        version: version,
        description:
          'Everything the pages do, they do through this. Sign in with a personal token: `Authorization: Bearer …`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: withAccess,
  })
}

/** The description says of each route who may call it, as the server enforces it. */
const withAccess: typeof jsonSchemaTransform = (input) => {
  const transformed = jsonSchemaTransform(input)
  const { access } = (input.route as { config?: { access?: Access } }).config ?? {}
  if (access)
    Object.assign(transformed.schema, {
      'x-access': 'permission' in access ? access.permission : 'public' in access ? 'public' : 'signed in',
    })
  return transformed
}

/**
 * A browser can be made to send our cookie by somebody else's page; it can't be made to lie about where that page is.
 * Requests without a cookie (tokens, programs) have nothing to be tricked out of.
 */
function refuseForeignPages(
  method: string,
  headers: Record<string, unknown>,
  publicUrl: string,
  plainForm: boolean,
): void {
  if (safeMethods.has(method) || !headers.cookie) return
  const site = headers['sec-fetch-site']
  const fromUs = site ? site === 'same-origin' : headers.origin === undefined || headers.origin === publicUrl
  if (!fromUs || (!plainForm && headers['x-rostrum'] !== '1'))
    throw new Forbidden('request.foreign', 'This request came from another page, so it was not carried out.')
}
