import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '#platform/services.ts'
import { signInRules } from './rules.ts'
import type { Opened } from './sessions.ts'

const isSecure = (services: Services): boolean => services.config.publicUrl.startsWith('https:')

/** `__Host-`: the browser then keeps other hosts of the institution from setting it. */
function named(services: Services, name: string): string {
  return isSecure(services) ? `__Host-${name}` : name
}

export const sessionCookieName = (services: Services): string => named(services, 'rostrum_session')
const ceremonyCookieName = (services: Services): string => named(services, 'rostrum_step')

function options(services: Services, seconds: number) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(services), maxAge: seconds } as const
}

export function setSessionCookie(services: Services, reply: FastifyReply, opened: Opened): void {
  const hours = opened.stage === 'full' ? signInRules.sessionHours : signInRules.halfWayMinutes / 60
  void reply.setCookie(sessionCookieName(services), opened.token, options(services, hours * 3600))
}

export function clearSessionCookie(services: Services, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookieName(services), options(services, 0))
}

export function setCeremonyCookie(services: Services, reply: FastifyReply, sealed: string): void {
  void reply.setCookie(
    ceremonyCookieName(services),
    sealed,
    options(services, signInRules.ceremonyMinutes * 60),
  )
}

/** Read once: whatever comes of it, the next try begins anew. */
export function takeCeremonyCookie(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  void reply.clearCookie(ceremonyCookieName(services), options(services, 0))
  return request.cookies[ceremonyCookieName(services)]
}

/** Looked at only: a wrong code may be typed again for the same secret. */
export function readCeremonyCookie(services: Services, request: FastifyRequest): string | undefined {
  return request.cookies[ceremonyCookieName(services)]
}
