import { sql } from 'kysely'
import { nowOf, type Services } from '#platform/services.ts'
import { actorColumns, actorFrom } from './people-store.ts'
import type { Actor } from './permissions.ts'
import { isLive, needsTouch } from './rules.ts'
import type { ServiceSession, SessionState } from './sessions.ts'
import './sso/tables.ts'

/** Who stands behind a cookie or a token. */
export interface Caller {
  session: SessionState | null
  actor: Actor | null
}

export const nobody: Caller = { session: null, actor: null }

/** One query: the session, its person, their roles and what they answer for. */
export async function callerOfSession(services: Services, token: string): Promise<Caller> {
  const now = nowOf(services)
  const row = await services.db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .leftJoin('sign_in_service', 'sign_in_service.id', 'session.service_id')
    .select(['session.id', 'session.stage', 'session.created_at', 'session.seen_at', 'session.expires_at'])
    .select(['session.confirmed_at', 'person.id as personId', 'person.name', 'person.email'])
    .select(['session.method', 'session.second_factor', 'session.service_id', 'sign_in_service.kind'])
    .select(['service_subject', 'service_sid', 'sealed_hint', 'last_until'])
    .select(actorColumns(now))
    .where('session.token_hash', '=', services.sealer.fingerprint(token))
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return nobody
  const session: SessionState = {
    id: row.id,
    stage: row.stage,
    personId: row.personId,
    name: row.name,
    email: row.email,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    confirmedAt: row.confirmed_at,
    method: row.method,
    secondFactor: row.second_factor,
    service: serviceOf(row),
  }
  if (!isLive(session, now)) return nobody
  if (row.stage !== 'full') return { session, actor: null }
  return { session, actor: actorFrom(row, null) }
}

function serviceOf(row: {
  service_id: string | null
  kind: ServiceSession['kind'] | null
  service_subject: string | null
  service_sid: string | null
  sealed_hint: string | null
  last_until: string | null
}): ServiceSession | null {
  if (!row.service_id || !row.kind || row.service_subject === null || row.last_until === null) return null
  return {
    id: row.service_id,
    kind: row.kind,
    subject: row.service_subject,
    sid: row.service_sid,
    sealedHint: row.sealed_hint,
    until: row.last_until,
  }
}

export async function touchSession(services: Services, session: SessionState): Promise<void> {
  const now = nowOf(services)
  if (!needsTouch(session.seenAt, now)) return
  session.seenAt = now
  await services.db.updateTable('session').set({ seen_at: now }).where('id', '=', session.id).execute()
}

/** The person of a personal token, limited to its scopes. Its use is noted at most once a minute. */
export async function callerOfToken(services: Services, secret: string): Promise<Caller> {
  const now = nowOf(services)
  const row = await services.db
    .selectFrom('api_token')
    .innerJoin('person', 'person.id', 'api_token.person_id')
    .select(['api_token.id', 'api_token.scopes', 'api_token.last_used_at'])
    .select(['person.id as personId', 'person.name'])
    .select(actorColumns(now))
    .where('api_token.token_hash', '=', services.sealer.fingerprint(secret))
    .where('api_token.revoked_at', 'is', null)
    .where('api_token.expires_at', '>', now)
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return nobody
  if (row.last_used_at === null || needsTouch(row.last_used_at, now))
    await services.db
      .updateTable('api_token')
      .set({ last_used_at: sql<string>`${now}::timestamptz` })
      .where('id', '=', row.id)
      .execute()
  return { session: null, actor: actorFrom(row, row.scopes) }
}

/**
 * Remembers callers for a moment, because most requests are reads that come in bursts. Any request of this process
 * that may change something forgets them all; another process's change is seen within the second.
 */
export function rememberCallers(forMilliseconds: number, most = 5000) {
  const known = new Map<string, { caller: Caller; until: number }>()
  let generation = 0
  return {
    async find(key: string, look: () => Promise<Caller>): Promise<Caller> {
      const now = performance.now()
      const held = known.get(key)
      if (held && held.until > now) return held.caller
      const begun = generation
      const caller = await look()
      // What was read before a change must not be kept after it.
      if (begun === generation && caller.actor && forMilliseconds > 0) {
        if (known.size >= most) known.clear()
        known.set(key, { caller, until: now + forMilliseconds })
      }
      return caller
    },
    forget(): void {
      generation += 1
      known.clear()
    },
  }
}
