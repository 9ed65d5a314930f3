import { afterEach, beforeEach, expect, test } from 'vitest'
import { testApp } from '#features/people/testing.ts'
import { postRoutes } from '#features/posts/index.ts'
import type { ApiApp } from '#platform/http/index.ts'

import { words } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
let app: ApiApp
beforeEach(async () => {
  house = await testHouse()
  app = await testApp(house.services, (on) => postRoutes(on, house.posts))
})
afterEach(async () => {
  await app.close()
  await house.close()
})

test.each([
  ['half an emoji', 'Come \ud83d and see', 'Come \uFFFD and see'],
  ['a NUL out of a document', 'Come\0 and see', 'Come\uFFFD and see'],
  ['a whole family', 'Come 👩‍👩‍👧‍👦 and see', 'Come 👩‍👩‍👧‍👦 and see'],
])('what somebody wrote is kept although %s stands in it', async (_what, written, kept) => {
  const { headers } = house.author
  const payload = { title: written, content: words(written), accountIds: [house.accountId] }
  const made = await app.inject({ method: 'POST', url: '/api/posts', headers, payload })
  expect(made.statusCode).toBe(201)
  const { id } = made.json<{ id: string }>()
  const read = await app.inject({ method: 'GET', url: `/api/posts/${id}`, headers })
  expect(read.json()).toMatchObject({ title: kept, content: { parts: [{ text: kept }] } })
  const url = `/api/posts?text=${encodeURIComponent(kept)}%00`
  expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(200)
})
