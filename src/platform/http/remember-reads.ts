import fp from 'fastify-plugin'
import type { Changes } from '../db/index.ts'

export interface RememberReads {
  /** Of the database that the answers come from; it must see every change there is. */
  changes: Changes
  /** For how long at most, in milliseconds: what depends on the time of day is so old at worst. */
  forMilliseconds: number
}

interface Kept {
  change: number
  until: number
  headers: Record<string, string | string[] | number | undefined>
  body: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Where this answer may be kept, and at which change it was begun. */
    readBegun: { key: string; change: number } | null
  }
}

const most = 2_000
const largest = 64_000
const own = /^(x-ratelimit|content-length|date$|connection$)/

/**
 * Gives the same person the same answer again while nothing has changed. Pages ask for the same things again and
 * again; on the built-in database every change is made by this process, so an answer that was begun and ended without
 * one is still true until the next. An ended session or a withdrawn token is a change like any other.
 */
export const rememberReads = fp<RememberReads>((app, { changes, forMilliseconds }, done) => {
  const kept = new Map<string, Kept>()
  app.decorateRequest('readBegun', null)

  app.addHook('onRequest', (request, reply, next) => {
    const who = request.headers.authorization ?? request.headers.cookie
    const { access } = request.routeOptions.config
    // What anybody may ask depends on nobody, and may depend on how it was asked.
    const ofSomebody = access !== undefined && !('public' in access)
    if (request.method !== 'GET' || !who || !ofSomebody) return next()
    const key = `${who}\n${request.url}`
    const change = changes.count()
    const found = kept.get(key)
    if (found && found.change === change && found.until > performance.now()) {
      void reply.headers(found.headers).send(found.body)
      return
    }
    request.readBegun = { key, change }
    next()
  })

  app.addHook('onSend', (request, reply, payload, next) => {
    const begun = request.readBegun
    const fit = reply.statusCode === 200 && typeof payload === 'string' && payload.length <= largest
    if (begun && fit && begun.change === changes.count() && !reply.hasHeader('set-cookie')) {
      if (kept.size >= most) kept.clear()
      const headers = Object.fromEntries(
        Object.entries(reply.getHeaders()).filter(([name]) => !own.test(name)),
      )
      kept.set(begun.key, {
        change: begun.change,
        until: performance.now() + forMilliseconds,
        headers,
        body: payload,
      })
    }
    next(null, payload)
  })
  done()
})
