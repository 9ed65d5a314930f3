import { createHash } from 'node:crypto'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock/index.ts'
import { json, type Db } from '../db/index.ts'
import { Conflict, Invalid } from '../errors.ts'

declare module '../db/types.ts' {
  interface Tables {
    idempotency: {
      person_id: string
      key: string
      request_hash: string
      status: number | null
      body: unknown
      created_at: string
    }
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotencyKey: string | null
  }
  interface FastifyContextConfig {
    /** The answer holds a secret that is shown once: it is never kept for replaying. */
    secretAnswer?: boolean
  }
}

const shape = /^[\x21-\x7e]{8,200}$/

interface Asked {
  person: string
  key: string
  hash: string
}

function hashOf(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
}

const mine = (db: Db, { person, key }: Pick<Asked, 'person' | 'key'>) =>
  db.selectFrom('idempotency').selectAll().where('person_id', '=', person).where('key', '=', key)

/** What this key answered before; null when this request is the first and goes on. */
async function earlierAnswer(
  db: Db,
  clock: Clock,
  asked: Asked,
): Promise<{ status: number; body: unknown } | null> {
  const { person, key, hash } = asked
  const made = await db
    .insertInto('idempotency')
    .values({
      person_id: person,
      key,
      request_hash: hash,
      status: null,
      body: json(null),
      created_at: clock.now().toString(),
    })
    .onConflict((on) => on.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (made) return null
  const before = await mine(db, asked).executeTakeFirstOrThrow()
  if (before.request_hash !== hash)
    throw new Invalid('idempotency.reused', 'This Idempotency-Key was used for a different request.')
  if (before.status !== null) return { status: before.status, body: before.body }
  // Its process died before it answered. Whoever asks again may go on.
  if (before.created_at < clock.now().subtract({ seconds: 90 }).toString()) return null
  throw new Conflict(
    'idempotency.under-way',
    'The same request is still being worked on; ask again in a moment.',
  )
}

/** Keeps an answer, or forgets the key: after mending what was refused, the same key may be used. */
async function keepAnswer(
  db: Db,
  asked: Pick<Asked, 'person' | 'key'>,
  answer: { status: number; body: unknown } | null,
): Promise<void> {
  const { person, key } = asked
  if (answer)
    await db
      .updateTable('idempotency')
      .set({ status: answer.status, body: json(answer.body) })
      .where('person_id', '=', person)
      .where('key', '=', key)
      .execute()
  else await db.deleteFrom('idempotency').where('person_id', '=', person).where('key', '=', key).execute()
}

/**
 * `Idempotency-Key` on any POST of a signed-in person: the first answer is kept for a day and given again, so that a
 * create that is repeated after a lost answer makes one thing. The same key with another body is refused.
 */
export const idempotency = fp<{ db: Db; clock: Clock; personOf: (request: FastifyRequest) => string | null }>(
  (app, { db, clock, personOf }, done) => {
    app.decorateRequest('idempotencyKey', null)

    app.addHook('preHandler', async (request, reply) => {
      const key = request.headers['idempotency-key']
      const person = personOf(request)
      if (request.method !== 'POST' || typeof key !== 'string' || !person) return
      if (!shape.test(key))
        throw new Invalid('idempotency.key', 'An Idempotency-Key has 8 to 200 visible characters.')
      const before = await earlierAnswer(db, clock, { person, key, hash: hashOf(request) })
      if (before) return reply.status(before.status).header('idempotency-replayed', 'true').send(before.body)
      request.idempotencyKey = key
    })

    app.addHook('onSend', async (request, reply, payload) => {
      const person = personOf(request)
      if (!request.idempotencyKey || !person) return payload
      const keep =
        reply.statusCode < 400 && typeof payload === 'string' && !request.routeOptions.config.secretAnswer
      const answer = keep ? { status: reply.statusCode, body: JSON.parse(payload) as unknown } : null
      await keepAnswer(db, { person, key: request.idempotencyKey }, answer)
      return payload
    })
    done()
  },
)
