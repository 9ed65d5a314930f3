import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { ApiApp } from '#platform/http/index.ts'
import type { PeopleDeps } from '../deps.ts'
import { beginAtService } from './begin.ts'
import { OfferedServices, Refusal } from './contract.ts'
import { finish, orRefused, refused } from './finish.ts'
import { requiredService } from './local.ts'
import { oidcRoutes, postedRoutes, samlRoutes } from './provider-http.ts'
import { openRefusal, refuse } from './refusals.ts'
import { browserSecret, knownBrowser, takeTicket } from './rounds.ts'
import { ownPath } from './rules.ts'
import { allServices, serviceById } from './store.ts'

const tags = ['Sign-in services']
const hidden = { hide: true } as const
const ServiceParams = z.object({ id: z.uuid('This address is not complete.') })
const text = z.string().max(4000).optional()

/** What a person meets on the way through a service: plain redirects, so that it works without a script. */
export function ssoRoutes(app: ApiApp, deps: PeopleDeps): void {
  offerRoutes(app, deps)
  beginRoutes(app, deps)
  oidcRoutes(app, deps)
  samlRoutes(app, deps)
  // In a scope of its own: nowhere else does Rostrum read what a plain form sends.
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    postedRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps)
    done()
  })
}

function offerRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.get(
    '/api/sso',
    {
      config: { access: { public: 'The buttons of the sign-in page; whoever may sign in has to see them.' } },
      schema: { tags, summary: 'The services that one can sign in with', response: { 200: OfferedServices } },
    },
    async () => {
      const offered = (await allServices(services.db)).filter((service) => service.enabled)
      return {
        services: offered.map(({ id, name }) => ({ id, name })),
        required: (await requiredService(services.db)) !== null,
      }
    },
  )
  app.get(
    '/api/sso/refusal',
    {
      config: { access: { public: 'Sealed words of our own, for the person who was refused.' } },
      schema: {
        tags,
        summary: 'Why a sign-in through a service was refused',
        querystring: z.object({ of: z.string().max(4000) }),
        response: { 200: Refusal },
      },
    },
    (request) => openRefusal(services, request.query.of) ?? { ...generic, service: '' },
  )
}

const generic = (() => {
  const { code, message, extras } = refuse('state')
  return { code, says: message, fix: extras.fix ?? '' }
})()

function beginRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.get(
    '/api/sso/:id/begin',
    {
      config: { access: { public: 'Sends the browser to the provider; nothing is known of anybody yet.' } },
      schema: {
        tags,
        summary: 'Begin to sign in with a service',
        params: ServiceParams,
        querystring: z.object({ back: text }),
      },
    },
    async (request, reply) => {
      const back = ownPath(request.query.back)
      return orRefused(deps, reply, { serviceId: request.params.id, back }, async (service) => {
        if (!service.enabled) throw refuse('off')
        const browser = browserSecret(services, request, reply)
        const url = await beginAtService(services, service, {
          purpose: 'sign-in',
          back,
          personId: null,
          browser,
        })
        return reply.header('cache-control', 'no-store').redirect(url, 303)
      })
    },
  )
  app.get(
    '/api/sso/finish',
    {
      config: { access: { public: 'The ticket is the proof, in the browser that began.' } },
      schema: { ...hidden, querystring: z.object({ ticket: z.string().max(100) }) },
    },
    async (request, reply) => {
      let at: { serviceId: string; back: string } = { serviceId: '', back: '/' }
      try {
        const { round, identity } = await takeTicket(
          services,
          request.query.ticket,
          knownBrowser(services, request),
        )
        at = { serviceId: round.serviceId, back: round.back }
        const service = await serviceById(services.db, round.serviceId)
        return await finish(deps, request, reply, { service, round, identity })
      } catch (error) {
        return refused(deps, reply, at, error)
      }
    },
  )
}
