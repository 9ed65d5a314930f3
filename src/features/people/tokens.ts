import { json, newId } from '#platform/db/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { isPermission } from './access.ts'
import { entryActor } from './authorise.ts'
import type { NewToken } from './contract.ts'
import { maySomewhere, type Actor, type Permission } from './permissions.ts'
import { after } from './rules.ts'
import { newSecret } from './secrets.ts'
import { assertRecentlyConfirmed, type SessionState } from './sessions.ts'

/** So that a secret scanner, and a person, knows what it found. */
export const tokenPrefix = 'rst_'

const columns = ['id', 'name', 'scopes', 'created_at', 'last_used_at', 'expires_at'] as const

interface TokenRow {
  id: string
  name: string
  scopes: Permission[]
  created_at: string
  last_used_at: string | null
  expires_at: string
}

const told = (row: TokenRow) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
})

/** A token never may more than its person: its scopes are checked now, and against the person at each request. */
export async function makeToken(services: Services, actor: Actor, session: SessionState, input: NewToken) {
  assertRecentlyConfirmed(services, session)
  const scopes = [...new Set(input.scopes)].filter(isPermission)
  const beyond = input.scopes.filter((scope) => !isPermission(scope) || !maySomewhere(actor, scope))
  if (beyond.length > 0) {
    const message = 'A token can only do what you may do yourself.'
    throw new Invalid('people.token-beyond', message, {
      fields: [{ path: 'scopes', message }],
      data: { beyond },
    })
  }
  const now = nowOf(services)
  const secret = `${tokenPrefix}${newSecret()}`
  const token = await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('api_token')
      .values({
        id: newId(),
        person_id: actor.personId,
        name: input.name,
        token_hash: services.sealer.fingerprint(secret),
        scopes: json(scopes),
        created_at: now,
        last_used_at: null,
        expires_at: after(now, { hours: input.days * 24 }),
        revoked_at: null,
      })
      .returning(columns)
      .executeTakeFirstOrThrow()
    await append(tx, now, {
      kind: 'people.token-made',
      actor: entryActor(actor),
      subject: `person:${actor.personId}`,
      summary: 'A personal token was made.',
      facts: { token: row.id, scopes, expiresAt: row.expires_at },
    })
    return row
  })
  return { token: told(token), secret }
}

export async function listTokens(services: Services, personId: string) {
  const rows = await services.db
    .selectFrom('api_token')
    .select(columns)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', nowOf(services))
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(told)
}

export async function revokeToken(services: Services, actor: Actor, id: string): Promise<void> {
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .updateTable('api_token')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new NotFound('token')
    await append(tx, now, {
      kind: 'people.token-revoked',
      actor: entryActor(actor),
      subject: `person:${actor.personId}`,
      summary: 'A personal token was withdrawn.',
      facts: { token: id },
    })
  })
}
