import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Forbidden, NotSignedIn, Problem } from '#platform/errors.ts'
import { idempotency } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { expectedAnswer, isPermission } from './access.ts'
import {
  callerOfSession,
  callerOfToken,
  nobody,
  rememberCallers,
  touchSession,
  type Caller,
} from './caller.ts'
import { sessionCookieName } from './cookies.ts'
import { notInABrowser } from './credentials.ts'
import { permissions } from './permissions.ts'
import { assertRecentlyConfirmed, type SessionState } from './sessions.ts'
import { tokenPrefix } from './tokens.ts'
import './actor.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The browser's session, half-way ones too; null for a personal token. */
    session: SessionState | null
  }
  interface FastifyContextConfig {
    /** Asked by the page itself from time to time: does not count as somebody being there. */
    background?: boolean
    /** Open to anybody, and outside `/api/`, but it matters who calls: `request.actor` is set when somebody is signed in. */
    knowsCaller?: boolean
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `NotSignedIn` without a full session of a browser, and `Forbidden` for a personal token. */
export function browserSession(request: FastifyRequest): SessionState {
  if (request.session?.stage === 'full') return request.session
  if (request.actor) throw notInABrowser()
  throw new NotSignedIn()
}

/** For dangerous acts: the second factor was shown within the last ten minutes. 428 otherwise. */
export function requireRecentConfirmation(
  services: Pick<Services, 'clock'>,
  request: FastifyRequest,
): SessionState {
  const session = browserSession(request)
  assertRecentlyConfirmed(services, session)
  return session
}

function wanted(request: FastifyRequest): boolean {
  const { access, knowsCaller } = request.routeOptions.config ?? {}
  return (
    knowsCaller === true || request.url.startsWith('/api/') || (access !== undefined && !('public' in access))
  )
}

export interface PeopleHooksOptions {
  services: Services
  /** For how many milliseconds a caller who only reads is remembered; see `rememberCallers`. 0: never. */
  remember?: number
}

/** Knows who calls, on every request, and keeps those out whom `config.access` does not name. */
export const peopleHooks = fp<PeopleHooksOptions>(
  async (app, { services, remember = 0 }) => {
    const cookieName = sessionCookieName(services)
    const memory = rememberCallers(remember)
    app.decorateRequest('actor', null)
    app.decorateRequest('session', null)

    async function callerOf(request: FastifyRequest): Promise<Caller> {
      const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) {
        const caller = bearer.startsWith(tokenPrefix)
          ? await memory.find(bearer, () => callerOfToken(services, bearer))
          : nobody
        if (!caller.actor)
          throw new NotSignedIn('This personal token is wrong, withdrawn or over.', {
            fix: 'Make a new one under “My account”.',
          })
        return caller
      }
      const cookie = request.cookies[cookieName]
      return cookie ? memory.find(cookie, () => callerOfSession(services, cookie)) : nobody
    }

    app.addHook('onRequest', async (request) => {
      if (request.is404 || !wanted(request)) return
      const caller = await callerOf(request)
      request.actor = caller.actor
      request.session = caller.session
      if (caller.session && !request.routeOptions.config.background)
        await touchSession(services, caller.session)
      const access = request.routeOptions.config.access
      const answer = access ? expectedAnswer(access, caller.actor) : 'allowed'
      if (answer === 'unauthenticated') throw new NotSignedIn()
      if (answer === 'forbidden') throw forbidden(access)
    })

    app.addHook('onSend', async (request, _reply, payload) => {
      if (!safeMethods.has(request.method)) memory.forget()
      return payload
    })

    app.addHook('onError', async (_request, reply, error) => {
      const wait = error instanceof Problem ? error.extras.data?.waitSeconds : undefined
      if (typeof wait === 'number') reply.header('retry-after', String(wait))
    })

    await app.register(idempotency, {
      db: services.db,
      clock: services.clock,
      personOf: (request) => request.actor?.personId ?? null,
    })
  },
  { name: 'people' },
)

function forbidden(access: { permission: string } | object | undefined): Forbidden {
  const permission = access && 'permission' in access ? String(access.permission) : ''
  const about = isPermission(permission) ? permissions[permission].about : permission
  return new Forbidden('people.not-allowed', `This needs the permission “${about}”, which you don’t have.`, {
    fix: 'The page “Who can do what” shows who has it.',
    data: { permission },
  })
}
