import { TOTP, Secret } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { newId } from '#platform/db/index.ts'
import { peopleRoutes } from './http.ts'
import { makeInvitation } from './invitations.ts'
import { removeWhatIsOver } from './jobs.ts'
import { browserOf, makeTestPasskey, signInAs, testApp, useTestPasskey } from './testing.ts'

let services: TestServices
let app: ApiApp
const origin = 'http://localhost:3000'

beforeEach(async () => {
  services = await testServices()
  app = await testApp(services, (on) =>
    peopleRoutes(on, {
      services,
      institution: () =>
        Promise.resolve({
          name: 'Example University',
          nation: 'England',
          timeZone: 'Europe/London',
          example: false,
        }),
    }),
  )
})
afterEach(async () => {
  await app.close()
  await services.close()
})

const email = 'dmo@example.ac.uk'
const password = 'otter kettle Thursday'

async function invited(): Promise<string> {
  const person = { id: newId(), name: 'Robin Whitfield', email }
  await services.db
    .insertInto('person')
    .values({
      ...person,
      state: 'active',
      created_at: '2026-11-01T00:00:00.000Z',
      left_at: null,
      example: false,
    })
    .execute()
  const made = await services.db
    .transaction()
    .execute((tx) => makeInvitation(services, tx, person, 'join', null))
  return made.link?.split('#token=')[1] ?? ''
}

function codeFor(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: services.clock.now().epochMilliseconds,
  })
}

async function joined() {
  const browser = browserOf(app)
  const token = await invited()
  await browser.send('POST', '/api/invitations/accept', { token })
  await browser.send('PUT', '/api/enrolment/password', { password })
  const { secret } = (await browser.send('POST', '/api/enrolment/authenticator')).body as { secret: string }
  const done = await browser.send('POST', '/api/enrolment/authenticator/confirm', { code: codeFor(secret) })
  return { browser, token, secret, done, codes: done.body.recoveryCodes as string[] }
}

test('an invited person chooses a password and an authenticator, and is in', async () => {
  const { browser, token, done, codes } = await joined()
  expect(done.status).toBe(200)
  expect(codes).toHaveLength(10)
  const session = await browser.send('GET', '/api/session')
  expect(session.body).toMatchObject({
    signedIn: true,
    stage: 'full',
    setupNeeded: false,
    person: { email },
    institution: { name: 'Example University' },
  })
  const again = await browserOf(app).send('POST', '/api/invitations/accept', { token })
  expect(again.body.code).toBe('people.link-over')
})

test('half-way, nothing but the next step works', async () => {
  const browser = browserOf(app)
  const token = await invited()
  const read = await browser.send('POST', '/api/invitations/read', { token })
  expect(read.body).toEqual({ purpose: 'join', name: 'Robin Whitfield', email })
  await browser.send('POST', '/api/invitations/accept', { token })
  expect((await browser.send('GET', '/api/session')).body).toMatchObject({ signedIn: false, stage: 'enrol' })
  for (const path of ['/api/people', '/api/me/credentials', '/api/permissions'])
    expect((await browser.send('GET', path)).status).toBe(401)
  // An authenticator alone is no way to sign in.
  const { secret } = (await browser.send('POST', '/api/enrolment/authenticator')).body as { secret: string }
  const early = await browser.send('POST', '/api/enrolment/authenticator/confirm', { code: codeFor(secret) })
  expect(early.body.code).toBe('people.password-first')
  const weak = await browser.send('PUT', '/api/enrolment/password', { password: 'short' })
  expect(weak.body).toMatchObject({ status: 422, fields: [{ path: 'password' }] })
})

test('password, then the code; the same code does not count twice', async () => {
  const { secret } = await joined()
  services.clock.advance({ seconds: 60 })
  const browser = browserOf(app)
  const first = await browser.send('POST', '/api/session', { email: email.toUpperCase(), password })
  expect(first.body).toEqual({ stage: 'second-factor' })
  const second = await browser.send('POST', '/api/session/second-factor', { code: codeFor(secret) })
  expect(second.body).toEqual({ stage: 'full' })
  const other = browserOf(app)
  await other.send('POST', '/api/session', { email, password })
  const replay = await other.send('POST', '/api/session/second-factor', { code: codeFor(secret) })
  expect(replay.body.code).toBe('people.wrong-code')
  const signedIn = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('kind', '=', 'people.signed-in')
    .execute()
  expect(signedIn).toHaveLength(2)
})

test('nobody learns who works here, and guessing has to wait longer and longer', async () => {
  await joined()
  const browser = browserOf(app)
  const wrong = await browser.send('POST', '/api/session', { email, password: 'not the password' })
  const unknown = await browser.send('POST', '/api/session', { email: 'no@example.ac.uk', password })
  expect(unknown).toMatchObject({ status: 401, body: { ...wrong.body } })
  for (let tries = 1; tries < 5; tries++)
    await browser.send('POST', '/api/session', { email, password: 'no' })
  const blocked = await browser.send('POST', '/api/session', { email, password })
  expect(blocked).toMatchObject({ status: 429, body: { code: 'people.wait', data: { waitSeconds: 15 } } })
  expect(blocked.headers['retry-after']).toBe('15')
  services.clock.advance({ seconds: 16 })
  expect((await browser.send('POST', '/api/session', { email, password })).status).toBe(200)
})

test('six digits can’t be guessed by many at once', async () => {
  await joined()
  services.clock.advance({ minutes: 5 })
  const browser = browserOf(app)
  await browser.send('POST', '/api/session', { email, password })
  const tries = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      browser.send('POST', '/api/session/second-factor', { code: String(100000 + at) }),
    ),
  )
  expect(tries.filter((entry) => entry.status === 401)).toHaveLength(5)
  expect(tries.filter((entry) => entry.status === 429)).toHaveLength(7)
})

test('a passkey is both factors; without its PIN it is none', async () => {
  const browser = browserOf(app)
  const token = await invited()
  await browser.send('POST', '/api/invitations/accept', { token })
  const refusedStart = (await browser.send('POST', '/api/enrolment/passkey-options')).body
  const without = makeTestPasskey(refusedStart.options as Record<string, unknown>, origin, false)
  const refused = await browser.send('POST', '/api/enrolment/passkeys', {
    name: 'Laptop',
    response: without.response,
  })
  expect(refused.body.code).toBe('people.passkey-refused')
  const start = (await browser.send('POST', '/api/enrolment/passkey-options')).body
  const { passkey, response } = makeTestPasskey(start.options as Record<string, unknown>, origin)
  const kept = await browser.send('POST', '/api/enrolment/passkeys', { name: 'Laptop', response })
  expect(kept).toMatchObject({ status: 201, body: { stage: 'full' } })

  const other = browserOf(app)
  const options = (await other.send('POST', '/api/session/passkey-options')).body.options
  const answer = useTestPasskey(passkey, options as Record<string, unknown>, origin)
  expect((await other.send('POST', '/api/session/passkey', answer)).body).toEqual({ stage: 'full' })
  expect((await other.send('GET', '/api/me/credentials')).body).toMatchObject({
    password: false,
    passkeys: [{ name: 'Laptop' }],
    recoveryCodesLeft: 10,
  })
  // The challenge was used up, and another page's answer does not fit.
  expect((await other.send('POST', '/api/session/passkey', answer)).body.code).toBe('people.start-again')
  const next = (await other.send('POST', '/api/session/passkey-options')).body.options
  const foreign = useTestPasskey(passkey, next as Record<string, unknown>, 'http://evil.example')
  expect((await other.send('POST', '/api/session/passkey', foreign)).status).toBe(401)
})

test('the last way to sign in stays; an authenticator code confirms dangerous acts', async () => {
  const { browser, secret } = await joined()
  services.clock.advance({ minutes: 11 })
  const early = await browser.send('DELETE', '/api/me/password')
  expect(early).toMatchObject({ status: 428, body: { code: 'people.confirm-first' } })
  await browser.send('POST', '/api/session/confirm', { code: codeFor(secret) })
  const last = await browser.send('DELETE', '/api/me/password')
  expect(last).toMatchObject({ status: 409, body: { code: 'people.last-credential' } })
  const start = (await browser.send('POST', '/api/me/passkey-options')).body
  const { response } = makeTestPasskey(start.options as Record<string, unknown>, origin)
  await browser.send('POST', '/api/me/passkeys', { name: 'Key', response })
  expect((await browser.send('DELETE', '/api/me/password')).status).toBe(200)
  const removal = await browser.send('DELETE', `/api/me/passkeys/${response.id}`)
  expect(removal.body.code).toBe('people.last-credential')
})

test('a recovery code works once, opens only a new choice, and ends the old sessions', async () => {
  const { browser: old, codes } = await joined()
  const browser = browserOf(app)
  const recoveryCode = codes[0]?.toLowerCase() ?? ''
  const opened = await browser.send('POST', '/api/session/recovery', { email, recoveryCode })
  expect(opened.body).toEqual({ stage: 'enrol' })
  expect((await old.send('GET', '/api/me/credentials')).status).toBe(200)
  const start = (await browser.send('POST', '/api/enrolment/passkey-options')).body
  const { response } = makeTestPasskey(start.options as Record<string, unknown>, origin)
  const done = await browser.send('POST', '/api/enrolment/passkeys', { name: 'New', response })
  expect(done.body.recoveryCodes).toHaveLength(10)
  expect((await old.send('GET', '/api/me/credentials')).status).toBe(401)
  const again = await browserOf(app).send('POST', '/api/session/recovery', { email, recoveryCode })
  expect(again.status).toBe(401)
})

test('a recovery code stands in for a lost telephone', async () => {
  const { codes } = await joined()
  const browser = browserOf(app)
  await browser.send('POST', '/api/session', { email, password })
  const done = await browser.send('POST', '/api/session/second-factor', { recoveryCode: codes[3] })
  expect(done.body).toEqual({ stage: 'full' })
})

test('a quiet session ends, asking who is here keeps nothing alive, and what is over is removed', async () => {
  const { browser } = await joined()
  services.clock.advance({ minutes: 119 })
  expect((await browser.send('GET', '/api/session')).body.signedIn).toBe(true)
  services.clock.advance({ minutes: 2 })
  expect((await browser.send('GET', '/api/session')).body.signedIn).toBe(false)
  await removeWhatIsOver(services)
  expect(await services.db.selectFrom('session').selectAll().execute()).toEqual([])
})

test('own sessions are listed, ended one by one, and all at once', async () => {
  const { browser, secret } = await joined()
  services.clock.advance({ minutes: 1 })
  const other = browserOf(app)
  await other.send('POST', '/api/session', { email, password })
  await other.send('POST', '/api/session/second-factor', { code: codeFor(secret) })
  const list = (await other.send('GET', '/api/me/sessions')).body.sessions as {
    id: string
    current: boolean
  }[]
  expect(list.map((entry) => entry.current).toSorted()).toEqual([false, true])
  const first = list.find((entry) => !entry.current)
  await other.send('DELETE', `/api/me/sessions/${first?.id}`)
  expect((await browser.send('GET', '/api/me/sessions')).status).toBe(401)
  await other.send('DELETE', '/api/me/sessions')
  expect((await other.send('GET', '/api/session')).body).toMatchObject({ signedIn: false, stage: 'none' })
})

test('a new password needs the old one, and ends other sessions', async () => {
  const { browser } = await joined()
  const other = await browserOf(app).send('POST', '/api/session', { email, password })
  expect(other.status).toBe(200)
  const next = 'kettle otter Wednesday'
  const wrong = await browser.send('PUT', '/api/me/password', { current: 'no', password: next })
  expect(wrong.body).toMatchObject({ fields: [{ path: 'current' }] })
  expect((await browser.send('PUT', '/api/me/password', { current: password, password: next })).status).toBe(
    200,
  )
  expect((await browserOf(app).send('POST', '/api/session', { email, password })).status).toBe(401)
  expect((await browserOf(app).send('POST', '/api/session', { email, password: next })).status).toBe(200)
})

test('a personal token may what it is limited to, can’t change how its person signs in, and ends at once', async () => {
  const { headers } = await signInAs(services, { roles: ['it'] })
  const make = (scopes: string[]) =>
    app.inject({
      method: 'POST',
      url: '/api/me/tokens',
      headers,
      payload: { name: 'Intranet', scopes, days: 30 },
    })
  expect((await make(['posts.write'])).json()).toMatchObject({ code: 'people.token-beyond' })
  const made = (await make(['people.read'])).json<{ secret: string; token: { id: string } }>()
  const authorization = `Bearer ${made.secret}`
  const ask = (method: 'GET' | 'POST', url: string) =>
    app.inject({ method, url, headers: { authorization }, ...(method === 'POST' ? { payload: {} } : {}) })
  expect(made.secret).toMatch(/^rst_/)
  expect((await ask('GET', '/api/people')).statusCode).toBe(200)
  expect((await ask('POST', '/api/units')).statusCode).toBe(403)
  expect((await ask('GET', '/api/me/tokens')).json()).toMatchObject({ code: 'people.not-with-token' })
  await app.inject({ method: 'DELETE', url: `/api/me/tokens/${made.token.id}`, headers })
  expect((await ask('GET', '/api/people')).statusCode).toBe(401)
})
