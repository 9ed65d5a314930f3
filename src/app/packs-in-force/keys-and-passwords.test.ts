import { TOTP, Secret } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeInvitation } from '#features/people/invitations.ts'
import { browserOf } from '#features/people/testing.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { sealedStoreOf } from '../networks.ts'
import { packsHouse, type PacksHouse } from './house.ts'

/** How people sign in, and what is kept of the keys to an account: the same whatever policy is in force. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

const password = 'otter kettle Thursday'

/** Somebody with an invitation, before they have chosen how to sign in. */
async function invited() {
  const { services } = house
  const id = newId()
  const person = { id, name: 'Faculty Web Editor', email: `${id}@example.ac.uk` }
  const row = { ...person, state: 'active' as const, created_at: nowOf(services), left_at: null }
  await services.db
    .insertInto('person')
    .values({ ...row, example: false })
    .execute()
  const { link } = await services.db
    .transaction()
    .execute((tx) => makeInvitation(services, tx, person, 'join', null))
  const browser = browserOf(house.app)
  await browser.send('POST', '/api/invitations/accept', { token: link?.split('#token=')[1] ?? '' })
  return { browser, person }
}
const choose = (browser: ReturnType<typeof browserOf>, chosen: string) =>
  browser.send('PUT', '/api/enrolment/password', { password: chosen })
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: house.services.clock.now().epochMilliseconds,
  })

async function joined() {
  const { browser, person } = await invited()
  await choose(browser, password)
  const { body } = await browser.send('POST', '/api/enrolment/authenticator')
  const secret = String(body.secret)
  await browser.send('POST', '/api/enrolment/authenticator/confirm', { code: codeOf(secret) })
  return { browser, person, secret }
}

test.each([
  [null, 'BASE-1.3'],
  ['aston', 'ASTON-59 and ASTON-63'],
  ['uwl', 'UWL-7.1d'],
])('with %s in force, a password that anybody could guess is not taken, by %s', async (pack, clause) => {
  await house.adopt(pack)
  const { browser } = await invited()
  for (const weak of ['short', 'passwordpassword', 'the example university rocks'])
    expect(await choose(browser, weak), clause).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'password' }] },
    })
  expect((await choose(browser, password)).status).toBe(200)
})

test.each([
  [null, 'BASE-1.3'],
  ['aston', 'ASTON-59'],
  ['uwl', 'UWL-7.1d'],
])('with %s in force, a password alone opens nothing, by %s; the code does', async (pack, clause) => {
  await house.adopt(pack)
  const { person, secret } = await joined()
  house.services.clock.advance({ seconds: 60 })
  const browser = browserOf(house.app)
  const first = await browser.send('POST', '/api/session', { email: person.email, password })
  expect(first.body).toEqual({ stage: 'second-factor' })
  expect((await browser.send('GET', '/api/people')).status, clause).toBe(401)
  await browser.send('POST', '/api/session/second-factor', { code: codeOf(secret) })
  expect((await browser.send('GET', '/api/people')).status).toBe(200)
})

test('ASTON-63: a session that nobody uses ends after two hours', async () => {
  await house.adopt('aston')
  const { browser } = await joined()
  house.services.clock.advance({ minutes: 121 })
  expect((await browser.send('GET', '/api/people')).status).toBe(401)
})

test('ASTON-63: a part in an account is given until a date, so that no password has to be told', async () => {
  await house.adopt('aston')
  const { browser, person } = await joined()
  const draft = () =>
    browser.send('POST', '/api/posts', {
      title: 'Open day',
      content: { parts: [{ text: 'Come and see.', media: [], link: null }], variants: {} },
      accountIds: [house.accountId],
    })
  expect((await draft()).status).toBe(403)
  const until = house.services.clock.now().add({ minutes: 60 }).toString()
  const part = { personId: person.id, relation: 'contributor', until }
  const given = await house.call(house.officer, 'POST', `/accounts/${house.accountId}/members`, part)
  expect(given.status).toBe(201)
  house.services.clock.advance({ seconds: 2 })
  expect((await draft()).status).toBe(201)
  house.services.clock.advance({ minutes: 61 })
  expect((await draft()).status).toBe(403)
})

test('BASE-1.3, ASTON-59: what opens an account on its network is kept sealed, and never shown', async () => {
  await house.adopt('aston')
  const { services } = house
  const store = sealedStoreOf(services, 'practice')
  const grant = 'a-grant-that-opens-the-account'
  await store.set('grants', 'engineering', grant)
  expect(await store.get('grants', 'engineering')).toBe(grant)
  const kept = await Promise.all([
    services.db.selectFrom('sealed_value').selectAll().execute(),
    services.db.selectFrom('connection').selectAll().execute(),
    services.db.selectFrom('ledger_entry').selectAll().execute(),
    services.db.selectFrom('ledger_content').selectAll().execute(),
  ])
  const shown = await Promise.all(
    ['/accounts', `/accounts/${house.accountId}`, '/system'].map((path) =>
      house.call(house.officer, 'GET', path),
    ),
  )
  expect(JSON.stringify([kept, shown])).not.toContain(grant)
  const keys = JSON.stringify(shown).match(/"(?:grant|secret|token|password|credentials)"/gi)
  expect(keys).toBeNull()
})
