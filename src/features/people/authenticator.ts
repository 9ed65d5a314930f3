import { Secret, TOTP } from 'otpauth'
import type { Db, Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'

const period = 30

function totp(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period,
  })
}

/** A fresh secret and the address that an authenticator app reads from a picture. */
export function newAuthenticator(email: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: totp(secret, email, 'Rostrum').toString() }
}

/** The step whose code this is, one step early or late allowed; null when it is none. */
function stepOf(secret: string, code: string, nowMs: number): number | null {
  const digits = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = totp(secret, 'x', 'x').validate({ token: digits, timestamp: nowMs, window: 1 })
  return delta === null ? null : Math.floor(nowMs / 1000 / period) + delta
}

const contextOf = (personId: string): string => `authenticator:${personId}`

/** Keeps the secret once the app has shown that it holds it. Throws when the code does not fit. */
export async function keepAuthenticator(
  services: Services,
  tx: Tx,
  personId: string,
  secret: string,
  code: string,
): Promise<void> {
  const step = stepOf(secret, code, services.clock.now().epochMilliseconds)
  if (step === null)
    throw new Invalid('people.wrong-code', wrongCode, { fields: [{ path: 'code', message: wrongCode }] })
  const kept = {
    sealed_secret: services.sealer.seal(secret, contextOf(personId)),
    confirmed_at: nowOf(services),
    last_step: step,
  }
  await tx
    .insertInto('authenticator')
    .values({ person_id: personId, ...kept })
    .onConflict((on) => on.column('person_id').doUpdateSet(kept))
    .execute()
}

const wrongCode =
  'This is not the code that the app shows now. Wait for the next one; if that fails too, check the clock of your telephone.'

/** Is this the present code? It is used up by asking: the same code never counts twice. */
export async function useAuthenticatorCode(
  services: Services,
  db: Db | Tx,
  personId: string,
  code: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('authenticator')
    .select('sealed_secret')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  if (!row) return false
  const secret = services.sealer.open(row.sealed_secret, contextOf(personId))
  const step = stepOf(secret, code, services.clock.now().epochMilliseconds)
  if (step === null) return false
  const taken = await db
    .updateTable('authenticator')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
    .returning('person_id')
    .executeTakeFirst()
  return taken !== undefined
}

export async function hasAuthenticator(db: Db | Tx, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('authenticator')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
