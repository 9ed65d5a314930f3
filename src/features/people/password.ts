import { hash, verify } from '@node-rs/argon2'
import { Invalid } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { commonPasswords } from './common-passwords.ts'
import { passwordFault } from './rules.ts'

/** OWASP's first choice for argon2id (password storage cheat sheet, 2026-10): 19 MiB, two passes, one lane. */
// Algorithm 2 is argon2id; the package's const enum can't be imported by type stripping.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const marker = '$argon2id$v=19$m=19456,t=2,p=1$'

// One form for what looks the same, so that two keyboards type the same password.
const normal = (password: string): string => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), parameters)
}

let decoy: Promise<string> | null = null

/** Null `stored` takes as long as a real one, so that time does not tell who has an account. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has')
  const right = await verify(stored ?? (await decoy), normal(password.slice(0, 400)))
  return stored !== null && right
}

export function isOutdated(stored: string): boolean {
  return !stored.startsWith(marker)
}

export async function storedPassword(db: Db | Tx, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('password')
    .select('hash')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.hash ?? null
}

export async function keepPassword(
  services: Pick<Services, 'clock'>,
  db: Db | Tx,
  personId: string,
  hashed: string,
): Promise<void> {
  const changed_at = nowOf(services)
  await db
    .insertInto('password')
    .values({ person_id: personId, hash: hashed, changed_at })
    .onConflict((on) => on.column('person_id').doUpdateSet({ hash: hashed, changed_at }))
    .execute()
}

/** Throws with the fault beside the field. */
export function assertGoodPassword(
  password: string,
  about: { name: string; email: string; institution: string | null },
): void {
  const fault = passwordFault(normal(password), about, commonPasswords)
  if (fault)
    throw new Invalid('people.weak-password', fault, { fields: [{ path: 'password', message: fault }] })
}
