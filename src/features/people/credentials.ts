import type { Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound, Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { codeCounts, countTry, forgive } from './attempts.ts'
import { hasAuthenticator } from './authenticator.ts'
import type { Credentials } from './contract.ts'
import {
  assertGoodPassword,
  hashPassword,
  keepPassword,
  passwordMatches,
  storedPassword,
} from './password.ts'
import { isPersonEnrolled } from './people-store.ts'
import { recoveryCodesLeft, renewRecoveryCodes } from './recovery-codes.ts'
import { after, isConfirmed, signInRules } from './rules.ts'
import { assertRecentlyConfirmed, endAllSessions, type SessionState } from './sessions.ts'

/** One's own ways to sign in. */
export async function ownCredentials(services: Services, session: SessionState): Promise<Credentials> {
  const { db } = services
  const passkeys = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('person_id', '=', session.personId)
    .orderBy('created_at')
    .execute()
  const confirmed = isConfirmed(session.confirmedAt, nowOf(services)) ? session.confirmedAt : null
  return {
    password: (await storedPassword(db, session.personId)) !== null,
    authenticator: await hasAuthenticator(db, session.personId),
    passkeys: passkeys.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
    })),
    recoveryCodesLeft: await recoveryCodesLeft(db, session.personId),
    confirmedUntil: confirmed && after(confirmed, { minutes: signInRules.confirmMinutes }),
  }
}

/** Changing it ends every other session. The old one is asked for, unless there is none. */
export async function changePassword(
  services: Services,
  session: SessionState,
  institution: string | null,
  input: { current?: string | undefined; password: string },
): Promise<void> {
  assertRecentlyConfirmed(services, session)
  const stored = await storedPassword(services.db, session.personId)
  if (stored) {
    const counted = codeCounts(session.personId)
    await countTry(services, counted)
    if (!(await passwordMatches(stored, input.current ?? ''))) {
      const message = 'This is not your present password.'
      throw new Invalid('people.wrong-password', message, { fields: [{ path: 'current', message }] })
    }
    await forgive(services, counted)
  }
  assertGoodPassword(input.password, { name: session.name, email: session.email, institution })
  const hashed = await hashPassword(input.password)
  await services.db.transaction().execute(async (tx) => {
    await keepPassword(services, tx, session.personId, hashed)
    await endAllSessions(tx, session.personId, session.id)
    await recordOwn(services, tx, session, 'people.password-changed', 'A password was changed.')
  })
}

export async function newRecoveryCodes(services: Services, session: SessionState): Promise<string[]> {
  assertRecentlyConfirmed(services, session)
  return services.db.transaction().execute(async (tx) => {
    await recordOwn(services, tx, session, 'people.recovery-codes-renewed', 'New recovery codes were made.')
    return renewRecoveryCodes(services, tx, session.personId)
  })
}

export async function renamePasskey(
  services: Services,
  session: SessionState,
  input: { id: string; name: string },
): Promise<void> {
  const renamed = await services.db
    .updateTable('passkey')
    .set({ name: input.name })
    .where('id', '=', input.id)
    .where('person_id', '=', session.personId)
    .returning('id')
    .executeTakeFirst()
  if (!renamed) throw new NotFound('passkey')
}

/** Takes a way to sign in away, unless nobody could sign in with what is left. */
export async function removeCredential(
  services: Services,
  session: SessionState,
  which: { passkey: string } | 'password-and-authenticator',
): Promise<void> {
  assertRecentlyConfirmed(services, session)
  await services.db.transaction().execute(async (tx) => {
    // Held, so that two windows can't each remove the other's last one.
    await tx.selectFrom('person').select('id').where('id', '=', session.personId).forUpdate().execute()
    if (which === 'password-and-authenticator') {
      await tx.deleteFrom('authenticator').where('person_id', '=', session.personId).execute()
      await tx.deleteFrom('password').where('person_id', '=', session.personId).execute()
    } else await removePasskey(tx, session.personId, which.passkey)
    if (!(await isPersonEnrolled(tx, session.personId)))
      throw new Conflict('people.last-credential', 'This is your last way to sign in, so it stays.', {
        fix: 'Add another way first, then remove this one.',
      })
    await recordOwn(services, tx, session, 'people.credential-removed', 'A way to sign in was removed.', {
      credential: which === 'password-and-authenticator' ? which : 'passkey',
    })
  })
}

async function removePasskey(tx: Tx, personId: string, id: string): Promise<void> {
  const gone = await tx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound('passkey')
}

export async function recordOwn(
  services: Services,
  tx: Tx,
  session: SessionState,
  kind: string,
  summary: string,
  facts: Record<string, unknown> = {},
): Promise<void> {
  await append(tx, nowOf(services), {
    kind,
    actor: { person: session.personId, name: session.name },
    subject: `person:${session.personId}`,
    summary,
    facts,
  })
}

export const notInABrowser = (): Problem =>
  new Problem(403, 'people.not-with-token', 'A personal token may not do this.', {
    fix: 'Sign in with a browser and do it there.',
  })
