import type { FastifyReply, FastifyRequest } from 'fastify'
import { contentType } from './messages.ts'

export const tags = ['SCIM 2.0']

export const config = {
  access: { public: 'The token of the directory is the proof.' },
  // A directory sends its people all at once: ten times what a person needs.
  rateLimit: { max: 12_000, timeWindow: '1 minute' },
}

export function answer(reply: FastifyReply, body: object, status = 200): FastifyReply {
  return reply.status(status).type(contentType).send(body)
}

interface Versioned {
  meta: { location: string; version: string }
}

/** A resource with its version, or nothing where the client has that version. */
export function answerResource(
  request: FastifyRequest,
  reply: FastifyReply,
  body: object & Versioned,
  { status = 200, shown }: { status?: number; shown?: object } = {},
): FastifyReply {
  void reply.headers({ etag: body.meta.version, location: body.meta.location })
  const held = request.headers['if-none-match']
  if (
    request.method === 'GET' &&
    held !== undefined &&
    held.split(',').some((tag) => tag.trim() === body.meta.version)
  )
    return reply.status(304).send()
  return answer(reply, shown ?? body, status)
}

export const idOf = (request: FastifyRequest): string => String((request.params as { id: string }).id)
