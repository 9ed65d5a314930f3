/** For tests of every room: somebody signed in without the ceremony, and the ceremonies themselves. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { json, newId } from '#platform/db/index.ts'
import { createServer, type ApiApp } from '#platform/http/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import './directory/tables.ts'
import { sessionCookieName } from './cookies.ts'
import { peopleHooks } from './hooks.ts'
import { actorById } from './people-store.ts'
import type { Actor, MemberRelation, Role } from './permissions.ts'
import { openSession } from './sessions.ts'

/** A server with the house's rules and people's hooks; `mount` puts the routes on. */
export async function testApp(
  services: Services,
  mount: (app: ApiApp) => void,
  remember = 0,
): Promise<ApiApp> {
  const app = await createServer({
    config: services.config,
    log: createLogger(services.config.logLevel),
    version: 'test',
    uploadLimit: 30_000_000,
    requestsPerMinute: 100_000,
  })
  await app.register(peopleHooks, { services, remember })
  mount(app)
  await app.ready()
  return app
}

export interface SignedIn {
  actor: Actor
  /** For `app.inject`: the cookie, and the header of our own pages. */
  headers: { cookie: string; 'x-rostrum': string }
}

let made = 0

/** A person who is fully signed in and freshly confirmed. The accounts must exist. */
export async function signInAs(
  services: Services,
  as: {
    name?: string
    roles?: Role[]
    accounts?: { accountId: string; relation: MemberRelation }[]
    /** The units that the person coordinates. */
    coordinates?: string[]
  } = {},
): Promise<SignedIn> {
  const now = nowOf(services)
  const id = newId()
  made += 1
  const name = as.name ?? `Person ${made}`
  const person = { id, name, email: `person-${made}@example.ac.uk` }
  await services.db
    .insertInto('person')
    .values({ ...person, state: 'active', created_at: now, left_at: null, example: false })
    .execute()
  await services.db
    .insertInto('passkey')
    .values({
      id: `test-${id}`,
      person_id: id,
      name: 'Test',
      public_key: '',
      counter: 0,
      transports: json([]),
      created_at: now,
      last_used_at: null,
    })
    .execute()
  for (const role of as.roles ?? [])
    await services.db.insertInto('role_assignment').values({ person_id: id, role, since: now }).execute()
  for (const { accountId, relation } of as.accounts ?? [])
    await services.db
      .insertInto('account_member')
      .values({ id: newId(), account_id: accountId, person_id: id, relation, since: now, until: null })
      .execute()
  for (const unitId of as.coordinates ?? [])
    await services.db
      .insertInto('person_unit')
      .values({
        id: newId(),
        person_id: id,
        unit_id: unitId,
        coordinator: true,
        by_mapping: false,
        since: now,
        until: null,
      })
      .execute()
  const opened = await openSession(services, services.db, { personId: id, stage: 'full', agent: 'test' })
  const actor = await actorById(services.db, id, now)
  if (!actor) throw new Error('The person just made is not there.')
  return { actor, headers: { cookie: `${sessionCookieName(services)}=${opened.token}`, 'x-rostrum': '1' } }
}

/** A browser's cookie jar for `app.inject`. */
export function browserOf(app: ApiApp) {
  const jar = new Map<string, string>()
  return {
    jar,
    async send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { 'x-rostrum': '1', ...(cookie ? { cookie } : {}) }
      const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
      for (const { name, value } of answer.cookies) {
        if (value) jar.set(name, value)
        else jar.delete(name)
      }
      return {
        status: answer.statusCode,
        body: answer.json<Record<string, unknown>>(),
        headers: answer.headers,
      }
    },
  }
}

export interface TestPasskey {
  id: string
  userId: string
  key: KeyObject
  counter: number
}

const encode = (data: Uint8Array | string): string => Buffer.from(data).toString('base64url')

function authenticatorData(host: string, flags: number, counter: number, rest = Buffer.alloc(0)): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), count, rest])
}

const clientData = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

const present = 0x01
const verified = 0x04
const attested = 0x40

/** What a device does with `navigator.credentials.create`. `uv: false`: it did not ask for a PIN. */
export function makeTestPasskey(options: Record<string, unknown>, origin: string, uv = true) {
  const { challenge, user } = options as { challenge: string; user: { id: string } }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(String(jwk.x), 'base64url'))],
    [-3, new Uint8Array(Buffer.from(String(jwk.y), 'base64url'))],
  ])
  const id = randomBytes(16)
  const credential = Buffer.concat([
    Buffer.alloc(16),
    Buffer.from([0, id.length]),
    id,
    Buffer.from(isoCBOR.encode(cose)),
  ])
  const flags = present | attested | (uv ? verified : 0)
  const authData = authenticatorData(new URL(origin).hostname, flags, 0, credential)
  const attestation = new Map<string, unknown>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', new Uint8Array(authData)],
  ])
  const passkey: TestPasskey = { id: encode(id), userId: user.id, key: privateKey, counter: 0 }
  const response = {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: encode(clientData('webauthn.create', challenge, origin)),
      attestationObject: encode(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0])),
      transports: ['internal'],
    },
  }
  return { passkey, response }
}

/** What it does with `navigator.credentials.get`. */
export function useTestPasskey(
  passkey: TestPasskey,
  options: Record<string, unknown>,
  origin: string,
  uv = true,
) {
  passkey.counter += 1
  const flags = present | (uv ? verified : 0)
  const authData = authenticatorData(new URL(origin).hostname, flags, passkey.counter)
  const data = clientData('webauthn.get', String(options.challenge), origin)
  const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
  return {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: encode(data),
      authenticatorData: encode(authData),
      signature: encode(sign('sha256', signed, passkey.key)),
      userHandle: passkey.userId,
    },
  }
}
