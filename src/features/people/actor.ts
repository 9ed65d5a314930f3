import type { FastifyRequest } from 'fastify'
import { NotSignedIn } from '#platform/errors.ts'
import type { Actor } from './permissions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once fully signed in; null otherwise. Set before any route runs. */
    actor: Actor | null
  }
}

/** Who calls. Throws `NotSignedIn`. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new NotSignedIn()
  return request.actor
}
