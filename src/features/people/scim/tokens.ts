import { newId } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { countTry, linkCounts } from '../attempts.ts'
import { authorise, entryActor } from '../authorise.ts'
import type { NewScimToken, ScimToken } from '../directory/contract.ts'
import type { Actor } from '../permissions.ts'
import { after, needsTouch } from '../rules.ts'
import { newSecret } from '../secrets.ts'
import { ScimProblem } from './messages.ts'
import '../directory/tables.ts'

/** So that a secret scanner, and a person, knows what it found. */
const prefix = 'rst-scim_'

export async function listScimTokens(services: Services): Promise<ScimToken[]> {
  const rows = await services.db
    .selectFrom('scim_token')
    .select(['id', 'name', 'created_at', 'expires_at', 'last_used_at'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** Only its fingerprint is kept: the secret is answered here and never again. */
export async function makeScimToken(
  services: Services,
  actor: Actor,
  input: NewScimToken,
): Promise<{ id: string; secret: string }> {
  authorise(actor, 'directory.manage')
  const now = nowOf(services)
  const secret = `${prefix}${newSecret()}`
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('scim_token')
      .values({
        id,
        name: input.name,
        token_hash: services.sealer.fingerprint(secret),
        created_by: actor.personId,
        created_at: now,
        expires_at: after(now, { hours: input.days * 24 }),
        last_used_at: null,
        revoked_at: null,
      })
      .execute()
    await append(tx, now, {
      kind: 'directory.token-made',
      actor: entryActor(actor),
      subject: 'directory',
      summary: 'A token for the directory was made.',
      facts: { token: id },
      content: { name: input.name },
    })
  })
  return { id, secret }
}

export async function revokeScimToken(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'directory.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .updateTable('scim_token')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw new NotFound('token')
    await append(tx, now, {
      kind: 'directory.token-revoked',
      actor: entryActor(actor),
      subject: 'directory',
      summary: 'A token for the directory was withdrawn.',
      facts: { token: id },
    })
  })
}

/** Throws unless the request carries a token of the directory. Wrong ones are counted by where they come from. */
export async function assertScimToken(
  services: Services,
  authorization: string | undefined,
  address: string,
): Promise<void> {
  const secret = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  const now = nowOf(services)
  const row = secret?.startsWith(prefix)
    ? await services.db
        .selectFrom('scim_token')
        .select(['id', 'last_used_at'])
        .where('token_hash', '=', services.sealer.fingerprint(secret))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst()
    : undefined
  if (!row) {
    await countTry(services, linkCounts(services, address))
    throw new ScimProblem(
      401,
      'This needs a token of the page “Directory”; this one is wrong, withdrawn or over.',
    )
  }
  if (row.last_used_at === null || needsTouch(row.last_used_at, now))
    await services.db.updateTable('scim_token').set({ last_used_at: now }).where('id', '=', row.id).execute()
}
