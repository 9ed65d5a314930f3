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
      const requestHash = createHash('sha256')
        .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
        .digest('hex')
      const row = {
        person_id: person,
        key,
        request_hash: requestHash,
        status: null,
        body: json(null),
        created_at: clock.now().toString(),
      }
      const made = await db
        .insertInto('idempotency')
        .values(row)
        .onConflict((on) => on.doNothing())
        .returning('key')
        .executeTakeFirst()
      if (made) {
        request.idempotencyKey = key
        return
      }
      const before = await db
        .selectFrom('idempotency')
        .selectAll()
        .where('person_id', '=', person)
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      if (before.request_hash !== requestHash)
        throw new Invalid('idempotency.reused', 'This Idempotency-Key was used for a different request.')
      const begun = clock.now().subtract({ seconds: 90 }).toString()
      if (before.status === null && before.created_at < begun) {
        // Its process died before it answered. Whoever asks again may go on.
        request.idempotencyKey = key
        return
      }
      if (before.status === null)
        throw new Conflict(
          'idempotency.under-way',
          'The same request is still being worked on; ask again in a moment.',
        )
      return reply.status(before.status).header('idempotency-replayed', 'true').send(before.body)
    })

    app.addHook('onSend', async (request, reply, payload) => {
      const person = personOf(request)
      if (!request.idempotencyKey || !person) return payload
      const rows = db
        .updateTable('idempotency')
        .where('person_id', '=', person)
        .where('key', '=', request.idempotencyKey)
      const keep =
        reply.statusCode < 400 && typeof payload === 'string' && !request.routeOptions.config.secretAnswer
      // A refusal is not kept: after mending what was wrong the same key may be used.
      if (keep) await rows.set({ status: reply.statusCode, body: json(JSON.parse(payload)) }).execute()
      else
        await db
          .deleteFrom('idempotency')
          .where('person_id', '=', person)
          .where('key', '=', request.idempotencyKey)
          .execute()
      return payload
    })
    done()
  },
)
