import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { Done } from '../contract.ts'
import type { PeopleDeps } from '../deps.ts'
import { newSecret } from '../secrets.ts'
import { endSessionsByToken } from './back-channel.ts'
import type { OidcSettings, SamlSettings } from './contract.ts'
import { finish, orRefused } from './finish.ts'
import { finishOidc } from './oidc.ts'
import { refuse, refusedBecause } from './refusals.ts'
import { beginRound, browserSecret, keepAnswer, knownBrowser, takeRound } from './rounds.ts'
import { ownPath } from './rules.ts'
import { readSamlAnswer, samlMetadata } from './saml.ts'
import { noteFault, serviceById, type ServiceRow } from './store.ts'

const tags = ['Sign-in services']
const hidden = { hide: true } as const
const ServiceParams = z.object({ id: z.uuid('This address is not complete.') })
const text = z.string().max(4000).optional()

/** Throws unless the service speaks this protocol. */
async function serviceOf<Kind extends 'oidc' | 'saml'>(
  { services }: PeopleDeps,
  id: string,
  kind: Kind,
): Promise<ServiceRow<Extract<OidcSettings | SamlSettings, { kind: Kind }>>> {
  const service = await serviceById(services.db, id)
  if (service.settings.kind !== kind) throw refuse('state', `the service is no ${kind}`)
  return service as ServiceRow<Extract<OidcSettings | SamlSettings, { kind: Kind }>>
}

export function oidcRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.get(
    '/api/sso/oidc/:id/callback',
    {
      config: {
        access: {
          public: 'The provider sends the browser here; state, nonce, code and cookie are the proof.',
        },
      },
      schema: {
        ...hidden,
        params: ServiceParams,
        querystring: z.looseObject({ state: text, code: text, iss: text, error: text }),
      },
    },
    async (request, reply) => {
      const state = request.query.state ?? ''
      const at = { serviceId: request.params.id, back: '/' }
      return orRefused(deps, reply, at, async () => {
        const service = await serviceOf(deps, request.params.id, 'oidc')
        const round = await takeRound(services, service.id, state, knownBrowser(services, request) ?? '')
        at.back = round.back
        const query = new URL(request.url, 'http://rostrum').searchParams
        const identity = await finishOidc(services, service, round, query, state)
        return finish(deps, request, reply, { service, round, identity })
      })
    },
  )
}

/** What comes as a form: from the provider's server, or through the browser from the provider's page. */
export function postedRoutes(app: ApiApp, deps: PeopleDeps): void {
  logoutRoute(app, deps)
  acsRoute(app, deps)
}

function logoutRoute(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.post(
    '/api/sso/oidc/:id/logout',
    {
      config: {
        access: { public: 'The provider’s server calls it; the signed logout token is the proof.' },
        fromElsewhere: true,
      },
      schema: {
        tags,
        summary: 'Back-channel logout: the provider says that a session is over',
        params: ServiceParams,
        body: z.object({ logout_token: z.string().max(20_000) }),
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const service = await serviceOf(deps, request.params.id, 'oidc')
      try {
        await endSessionsByToken(services, service, request.body.logout_token)
        return { done: true as const }
      } catch (error) {
        const why = refusedBecause(error)
        await noteFault(services, service.id, { code: why.code, says: why.message, detail: why.detail })
        throw new Problem(400, why.code, why.message, why.extras)
      }
    },
  )
}

export function samlRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.get(
    '/api/sso/saml/:id/metadata',
    {
      config: { access: { public: 'Our name, address and certificate, for the identity provider.' } },
      schema: { tags, summary: 'Our SAML metadata', params: ServiceParams },
    },
    async (request, reply) => {
      const service = await serviceOf(deps, request.params.id, 'saml')
      void reply.header('content-disposition', 'inline; filename="rostrum-metadata.xml"')
      return reply
        .type('application/samlmetadata+xml; charset=utf-8')
        .send(await samlMetadata(services, service))
    },
  )
}

function acsRoute(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.post(
    '/api/sso/saml/:id/acs',
    {
      config: {
        access: { public: 'A form of the provider; its signature is the proof, and our own page finishes.' },
        fromElsewhere: true,
      },
      schema: {
        ...hidden,
        params: ServiceParams,
        body: z.object({
          SAMLResponse: z.string().max(1_000_000).default(''),
          RelayState: z.string().max(4000).optional(),
        }),
      },
    },
    async (request, reply) => {
      const at = { serviceId: request.params.id, back: '/' }
      return orRefused(deps, reply, at, async () => {
        const service = await serviceOf(deps, request.params.id, 'saml')
        const { SAMLResponse, RelayState } = request.body
        const answer = await readSamlAnswer(services, service, SAMLResponse, nowOf(services))
        const roundId = answer.inResponseTo
          ? (await takeRound(services, service.id, answer.inResponseTo, null)).id
          : await unasked(deps, request, reply, service, RelayState)
        const ticket = await keepAnswer(services, roundId, answer.identity)
        // One step over our own address: to that the browser brings its cookies, to a form of another site it does not.
        return reply.header('cache-control', 'no-store').redirect(`/api/sso/finish?ticket=${ticket}`, 303)
      })
    },
  )
}

/** The provider's portal sent somebody: only where that is switched on, and only to a path of ours. */
async function unasked(
  { services }: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  service: ServiceRow<SamlSettings>,
  relayState: string | undefined,
): Promise<string> {
  if (!service.settings.unsolicited) throw refuse('unasked', 'an answer without a request')
  const state = newSecret()
  const browser = browserSecret(services, request, reply)
  const back = ownPath(relayState)
  await beginRound(services, { service, purpose: 'sign-in', back, personId: null, browser, state })
  return (await takeRound(services, service.id, state, null)).id
}
