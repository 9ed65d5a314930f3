import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { addMember } from '#features/register/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testDatabaseUrl } from '#testing/environment.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

let house: TestHouse
let app: ApiApp
let queries = 0

beforeAll(async () => {
  house = await testHouse()
  const { services } = house
  // On a server that others may change nothing is remembered; the tests hold there too, by asking each time.
  app = await buildWeb(composeHouse(services, testKeys(services), services.database.changes), {
    pages: false,
  })
  app.addHook('preHandler', async () => {
    queries += 1
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const read = async (who: SignedIn) => {
  const answer = await app.inject({ url: `/api/accounts/${house.accountId}`, headers: who.headers })
  return {
    status: answer.statusCode,
    name: answer.json<{ displayName?: string }>().displayName,
    policy: answer.headers['content-security-policy'],
  }
}

test('the same person is given the same answer again while nothing has changed', async () => {
  const first = await read(house.officer)
  const before = queries
  const again = await read(house.officer)
  expect(again).toEqual(first)
  expect(again.policy).toContain("default-src 'none'")
  if (!testDatabaseUrl) expect(queries).toBe(before)
})

test('any change, whoever makes it and in whatever way, is seen by the very next read', async () => {
  const { db } = house.services
  for (const name of ['One', 'Two', 'Three']) {
    await read(house.officer)
    await db
      .transaction()
      .execute((tx) =>
        tx.updateTable('account').set({ display_name: name }).where('id', '=', house.accountId).execute(),
      )
    expect((await read(house.officer)).name).toBe(name)
  }
  await read(house.officer)
  await db
    .with('changed', (on) =>
      on
        .updateTable('account')
        .set({ display_name: 'Four' })
        .where('id', '=', house.accountId)
        .returning('id'),
    )
    .selectFrom('changed')
    .selectAll()
    .execute()
  expect((await read(house.officer)).name).toBe('Four')
})

test('nobody is given another person’s answer, and whoever loses the permission loses the answer', async () => {
  const stranger = await signInAs(house.services, { name: 'Visitor' })
  const posts = (who: SignedIn) => app.inject({ url: '/api/posts', headers: who.headers })
  expect((await posts(house.officer)).statusCode).toBe(200)
  expect((await posts(stranger)).statusCode).toBe(403)
  await addMember(house.services, house.officer.actor, house.accountId, {
    personId: stranger.actor.personId,
    relation: 'contributor',
    until: null,
  })
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  expect((await posts(stranger)).statusCode).toBe(200)
  await app.inject({ method: 'DELETE', url: '/api/session', headers: stranger.headers })
  expect((await posts(stranger)).statusCode).toBe(401)
})
