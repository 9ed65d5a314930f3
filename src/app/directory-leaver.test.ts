import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { directoryOf, patchOf } from '#features/people/scim/testing.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

let house: TestHouse
/** Two servers before one database, as behind a load balancer. */
let here: ApiApp
let there: ApiApp
let leaver: SignedIn

beforeEach(async () => {
  house = await testHouse()
  const keys = testKeys(house.services)
  const build = () => buildWeb(composeHouse(house.services, keys), { pages: false })
  here = await build()
  there = await build()
  leaver = await signInAs(house.services, {
    name: 'Leaver',
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
})
afterEach(async () => {
  await here.close()
  await there.close()
  await house.close()
})

test('whom the directory lets go is out on every server within seconds, token and all', async () => {
  const { services } = house
  const it = await signInAs(services, { roles: ['it'] })
  const directory = await directoryOf(here, services, it)
  const { email } = await services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', leaver.actor.personId)
    .executeTakeFirstOrThrow()
  const user = await directory.send('POST', '/Users', { userName: email, displayName: 'Leaver' })
  const made = await here.inject({
    method: 'POST',
    url: '/api/me/tokens',
    headers: leaver.headers,
    payload: { name: 'Script', scopes: ['accounts.read'], days: 30 },
  })
  const token = { authorization: `Bearer ${made.json<{ secret: string }>().secret}` }
  const ask = async (app: ApiApp, headers: Record<string, string>) =>
    (await app.inject({ url: `/api/accounts/${house.accountId}`, headers })).statusCode
  // Both servers know the caller now, and keep them in mind for a moment.
  for (const app of [here, there])
    expect([await ask(app, leaver.headers), await ask(app, token)]).toEqual([200, 200])

  const off = patchOf({ op: 'Replace', path: 'active', value: 'False' })
  expect((await directory.send('PATCH', `/Users/${String(user.body.id)}`, off)).status).toBe(200)
  expect([await ask(here, leaver.headers), await ask(here, token)]).toEqual([401, 401])
  const begun = performance.now()
  while ((await ask(there, leaver.headers)) !== 401 || (await ask(there, token)) !== 401)
    if (performance.now() - begun > 10_000) expect.fail('The other server still answers after ten seconds.')
  const { until } = await services.db
    .selectFrom('account_member')
    .select('until')
    .where('person_id', '=', leaver.actor.personId)
    .executeTakeFirstOrThrow()
  expect(until).not.toBeNull()
})

test('the last administrator is not let go, and hears that the directory wanted it', async () => {
  const { services } = house
  const it = await signInAs(services, { name: 'The last', roles: ['it'] })
  const directory = await directoryOf(here, services, it)
  const { email } = await services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', it.actor.personId)
    .executeTakeFirstOrThrow()
  const user = await directory.send('POST', '/Users', { userName: email, displayName: 'The last' })
  const refused = await directory.send('DELETE', `/Users/${String(user.body.id)}`)
  expect(refused).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Nobody else holds') },
  })
  const told = await services.db
    .selectFrom('notice')
    .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
    .select(['notice.title', 'notice_recipient.person_id'])
    .execute()
  expect(told).toEqual([
    {
      title: 'The directory would have taken the last administrator away',
      person_id: it.actor.personId,
    },
  ])
})
