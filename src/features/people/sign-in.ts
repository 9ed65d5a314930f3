import { Problem } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { append } from '#platform/ledger/index.ts'
import { codeCounts, countTry, forgive, signInCounts } from './attempts.ts'
import { useAuthenticatorCode } from './authenticator.ts'
import type { PasskeyResponse, SecondFactor } from './contract.ts'
import { queueLetter } from './letters.ts'
import { hashPassword, isOutdated, keepPassword, passwordMatches, storedPassword } from './password.ts'
import { verifyPasskey } from './passkeys.ts'
import { isPersonEnrolled, personByEmail } from './people-store.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { openFullSession, openSession, type Opened, type SessionState } from './sessions.ts'
import { assertLocalAllowed } from './sso/local.ts'

/** Where a request comes from. */
export interface Origin {
  address: string
  agent: string
}

/** The same words for every reason, so that nobody learns who works here. */
const wrongCredentials = (): Problem =>
  new Problem(401, 'people.wrong-credentials', 'The e-mail address and the password do not fit together.', {
    fix: 'Check both. If you forgot the password, use a recovery code or ask whoever runs Rostrum for a link.',
  })

/** First factor: e-mail address and password. The answer is a half-way session; nothing works with it but the next step. */
export async function signInWithPassword(
  services: Services,
  input: { email: string; password: string },
  origin: Origin,
): Promise<Opened> {
  const counted = signInCounts(services, input.email, origin.address)
  await countTry(services, counted)
  const person = await personByEmail(services.db, input.email)
  const stored = person?.state === 'active' ? await storedPassword(services.db, person.id) : null
  const right = await passwordMatches(stored, input.password)
  if (!right || !person || !stored) {
    services.log.info({ person: person?.id ?? null, address: origin.address }, 'a sign-in failed')
    throw wrongCredentials()
  }
  await forgive(services, counted)
  await assertLocalAllowed(services.db, person.id)
  if (isOutdated(stored))
    await keepPassword(services, services.db, person.id, await hashPassword(input.password))
  const enrolled = await isPersonEnrolled(services.db, person.id)
  return openSession(services, services.db, {
    personId: person.id,
    stage: enrolled ? 'second-factor' : 'enrol',
    agent: origin.agent,
  })
}

const wrongCode = (): Problem =>
  new Problem(401, 'people.wrong-code', 'This code is not right, or was used already.', {
    fix: 'Wait for the next code of the app and type that.',
  })

/** Is this the person's second factor? Counted, so that six digits can't be guessed. */
export async function checkSecondFactor(
  services: Services,
  personId: string,
  factor: SecondFactor,
): Promise<'authenticator' | 'recovery-code'> {
  const counted = codeCounts(personId)
  await countTry(services, counted)
  const byCode = 'code' in factor
  const right = byCode
    ? await useAuthenticatorCode(services, services.db, personId, factor.code)
    : await useRecoveryCode(services, services.db, personId, factor.recoveryCode)
  if (!right) {
    services.log.info({ person: personId }, 'a second factor failed')
    throw wrongCode()
  }
  await forgive(services, counted)
  return byCode ? 'authenticator' : 'recovery-code'
}

/** Second factor after the password: the six digits, or a recovery code. */
export async function finishWithSecondFactor(
  services: Services,
  session: SessionState,
  factor: SecondFactor,
  origin: Origin,
): Promise<Opened> {
  const secondFactor = await checkSecondFactor(services, session.personId, factor)
  const { service } = session
  return services.db.transaction().execute(async (tx) => {
    if (!service) await assertLocalAllowed(tx, session.personId)
    return openFullSession(services, tx, {
      personId: session.personId,
      name: session.name,
      agent: origin.agent,
      replaces: session.id,
      proof: { method: service?.kind ?? 'password', secondFactor, service },
    })
  })
}

/** A passkey is both factors: something held, and the PIN, finger or face that opens it. */
export async function signInWithPasskey(
  services: Services,
  response: PasskeyResponse,
  challenge: string,
  half: SessionState | null,
  origin: Origin,
): Promise<Opened> {
  const person = await verifyPasskey(services, response, challenge)
  // After a sign-in service the passkey is the second factor of that; somebody else's passkey is a sign-in of its own.
  const service = half?.personId === person.personId ? half.service : null
  return services.db.transaction().execute(async (tx) => {
    if (!service) await assertLocalAllowed(tx, person.personId)
    return openFullSession(services, tx, {
      personId: person.personId,
      name: person.name,
      agent: origin.agent,
      replaces: half?.id ?? null,
      proof: { method: service?.kind ?? 'passkey', secondFactor: 'passkey', service },
    })
  })
}

/**
 * Everything else is lost: e-mail address and a recovery code. It opens nothing but the choice of a new way to sign
 * in, and the person is told by mail.
 */
export async function recoverWithCode(
  services: Services,
  input: { email: string; recoveryCode: string },
  origin: Origin,
): Promise<Opened> {
  const counted = signInCounts(services, input.email, origin.address)
  await countTry(services, counted)
  const person = await personByEmail(services.db, input.email)
  const refused = new Problem(
    401,
    'people.wrong-credentials',
    'This recovery code does not fit this e-mail address.',
    {
      fix: 'Each code works once. Try another, or ask whoever runs Rostrum for a recovery link.',
    },
  )
  if (person?.state !== 'active') throw refused
  const opened = await services.db.transaction().execute(async (tx) => {
    if (!(await useRecoveryCode(services, tx, person.id, input.recoveryCode))) throw refused
    await assertLocalAllowed(tx, person.id)
    await append(tx, nowOf(services), {
      kind: 'people.recovery-begun',
      actor: { person: person.id, name: person.name },
      subject: `person:${person.id}`,
      summary: 'A recovery code was used to choose a new way to sign in.',
    })
    await queueLetter(services, tx, {
      to: person.email,
      subject: 'A recovery code of yours was used',
      text: 'Somebody used one of your recovery codes to choose a new way to sign in to Rostrum. If it was not you, tell whoever runs Rostrum at once.',
    })
    return openSession(services, tx, { personId: person.id, stage: 'enrol', agent: origin.agent })
  })
  await forgive(services, counted)
  return opened
}
