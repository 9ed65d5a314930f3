import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { json, isUniqueViolation, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, Problem } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { PasskeyResponse } from './contract.ts'

/** A passkey belongs to the host that people type; moving Rostrum to another address makes it useless. */
const hostOf = (services: Services): string => new URL(services.config.publicUrl).hostname

export interface PasskeyStart {
  options: Record<string, unknown>
  challenge: string
}

export async function startPasskeySignIn(services: Services): Promise<PasskeyStart> {
  // No list of credentials: the authenticator knows whose it is, so nobody types an address.
  const options = await generateAuthenticationOptions({
    rpID: hostOf(services),
    userVerification: 'required',
    allowCredentials: [],
  })
  return { options: { ...options }, challenge: options.challenge }
}

export async function startPasskey(
  services: Services,
  person: { personId: string; name: string; email: string },
): Promise<PasskeyStart> {
  const known = await services.db
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('person_id', '=', person.personId)
    .execute()
  const options = await generateRegistrationOptions({
    rpName: 'Rostrum',
    rpID: hostOf(services),
    userName: person.email,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(person.personId)),
    attestationType: 'none',
    excludeCredentials: known.map((row) => ({ id: row.id, transports: row.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options: { ...options }, challenge: options.challenge }
}

export const passkeyRefused = (): Problem =>
  new Problem(401, 'people.passkey-refused', 'This passkey was not accepted.', {
    fix: 'Try once more, or sign in with e-mail address and password.',
  })

export interface NewPasskey {
  id: string
  publicKey: string
  counter: number
  transports: string[]
}

/** Checks what the browser made. User verification was asked for and is insisted on: it is the second factor. */
export async function verifyNewPasskey(
  services: Services,
  response: PasskeyResponse,
  challenge: string,
): Promise<NewPasskey> {
  const verified = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: services.config.publicUrl,
    expectedRPID: hostOf(services),
    requireUserVerification: true,
  }).catch((error: unknown) => {
    services.log.info({ err: error }, 'a new passkey was refused')
    return { verified: false } as const
  })
  if (!verified.verified)
    throw new Invalid('people.passkey-refused', 'This passkey could not be checked, so it was not kept.', {
      fix: 'Try once more. The device must ask for its PIN, your finger or your face.',
    })
  const { credential } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
  }
}

export async function keepPasskey(
  services: Services,
  tx: Tx,
  personId: string,
  name: string,
  made: NewPasskey,
): Promise<void> {
  try {
    await tx
      .insertInto('passkey')
      .values({
        id: made.id,
        person_id: personId,
        name,
        public_key: made.publicKey,
        counter: made.counter,
        transports: json(made.transports),
        created_at: nowOf(services),
        last_used_at: null,
      })
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw new Conflict('people.passkey-known', 'This passkey is kept already.')
    throw error
  }
}

/** Whose passkey this is. Throws when it is unknown, wrong, or the person has left. */
export async function verifyPasskey(
  services: Services,
  response: PasskeyResponse,
  challenge: string,
): Promise<{ personId: string; name: string }> {
  const row = await services.db
    .selectFrom('passkey')
    .innerJoin('person', 'person.id', 'passkey.person_id')
    .select(['passkey.id', 'passkey.public_key', 'passkey.counter', 'passkey.transports'])
    .select(['person.id as personId', 'person.name as personName'])
    .where('passkey.id', '=', response.id)
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (!row) throw passkeyRefused()
  const verified = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: services.config.publicUrl,
    expectedRPID: hostOf(services),
    requireUserVerification: true,
    credential: {
      id: row.id,
      publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
      counter: row.counter,
      transports: row.transports,
    },
  }).catch((error: unknown) => {
    services.log.info({ err: error }, 'a passkey was refused')
    return null
  })
  if (!verified?.verified) throw passkeyRefused()
  await services.db
    .updateTable('passkey')
    .set({ counter: verified.authenticationInfo.newCounter, last_used_at: nowOf(services) })
    .where('id', '=', row.id)
    .execute()
  return { personId: row.personId, name: row.personName }
}
