import type { Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { keepAuthenticator } from './authenticator.ts'
import type { PasskeyResponse } from './contract.ts'
import { assertGoodPassword, hashPassword, keepPassword, storedPassword } from './password.ts'
import { keepPasskey, verifyNewPasskey } from './passkeys.ts'
import { renewRecoveryCodes, recoveryCodesLeft } from './recovery-codes.ts'
import { endAllSessions, openFullSession, type Opened, type SessionState } from './sessions.ts'
import { assertLocalAllowed } from './sso/local.ts'

/** What came of adding a way to sign in. */
export interface EnrolledNow {
  /** A full session, when this ended a half-way one. */
  opened: Opened | null
  /** New recovery codes, when the person had none or came anew. */
  recoveryCodes: string[]
}

/** Half-way: part of choosing how to sign in, complete only with an authenticator. */
export async function choosePassword(
  services: Services,
  session: SessionState,
  institution: string | null,
  password: string,
): Promise<void> {
  assertGoodPassword(password, { name: session.name, email: session.email, institution })
  await keepPassword(services, services.db, session.personId, await hashPassword(password))
}

/** Keeps the authenticator whose code is shown. In enrolment, with a password, this completes it. */
export async function addAuthenticator(
  services: Services,
  session: SessionState,
  input: { secret: string; code: string; agent: string },
): Promise<EnrolledNow> {
  return services.db.transaction().execute(async (tx) => {
    // After a sign-in service it is the second factor of that, and there need be no password here.
    if (!session.service && !(await storedPassword(tx, session.personId)))
      throw new Invalid('people.password-first', 'Choose a password before the authenticator.')
    await keepAuthenticator(services, tx, session.personId, input.secret, input.code)
    return added(services, tx, session, 'authenticator', input.agent)
  })
}

/** Keeps a new passkey. In enrolment this completes it. */
export async function addPasskey(
  services: Services,
  session: SessionState,
  input: { name: string; response: PasskeyResponse; challenge: string; agent: string },
): Promise<EnrolledNow> {
  const made = await verifyNewPasskey(services, input.response, input.challenge)
  return services.db.transaction().execute(async (tx) => {
    await keepPasskey(services, tx, session.personId, input.name, made)
    return added(services, tx, session, 'passkey', input.agent)
  })
}

async function added(
  services: Services,
  tx: Tx,
  session: SessionState,
  credential: string,
  agent: string,
): Promise<EnrolledNow> {
  const now = nowOf(services)
  await append(tx, now, {
    kind: 'people.credential-added',
    actor: { person: session.personId, name: session.name },
    subject: `person:${session.personId}`,
    summary: 'A way to sign in was added.',
    facts: { credential, during: session.stage },
  })
  if (session.stage === 'full') {
    const none = (await recoveryCodesLeft(tx, session.personId)) === 0
    return {
      opened: null,
      recoveryCodes: none ? await renewRecoveryCodes(services, tx, session.personId) : [],
    }
  }
  if (!session.service) await assertLocalAllowed(tx, session.personId)
  // The link that led here is used up, and whoever else was signed in with the old ways is not any more.
  await tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('person_id', '=', session.personId)
    .where('used_at', 'is', null)
    .execute()
  await endAllSessions(tx, session.personId)
  const recoveryCodes = await renewRecoveryCodes(services, tx, session.personId)
  const opened = await openFullSession(services, tx, {
    personId: session.personId,
    name: session.name,
    agent,
    replaces: null,
    proof: {
      method: session.service?.kind ?? 'enrolment',
      secondFactor: credential,
      service: session.service,
    },
  })
  return { opened, recoveryCodes }
}
