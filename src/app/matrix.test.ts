import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectedAnswer, type Actor, type MemberRelation, type Role } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import type { ApiApp, RouteEntry } from '#platform/http/index.ts'
import { testHouse, testKeys, unitOf, type TestHouse } from './testing.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { ApiDocument, chaptersOf } from './ui/care/api-document.ts'

/** Every route with who may call it, as somebody has read and agreed to it. A new route needs a line here. */
const reviewed = JSON.parse(
  readFileSync(new URL('./routes.reviewed.json', import.meta.url), 'utf8'),
) as Record<string, string>

let house: TestHouse
let app: ApiApp
interface Caller {
  actor: Actor | null
  headers: Record<string, string>
}
/** How each kind of caller comes; some routes end sessions, so they come afresh after each deed that was let through. */
const callers = new Map<string, () => Promise<Caller>>()
const here = new Map<string, Caller>()

async function come(name: string): Promise<Caller> {
  const caller = here.get(name) ?? (await callers.get(name)?.())
  if (!caller) throw new Error(`There is no caller “${name}”.`)
  here.set(name, caller)
  return caller
}

beforeAll(async () => {
  house = await testHouse()
  app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
  await app.ready()
  const unitId = await unitOf(house)
  const kinds: [string, { roles?: Role[]; relation?: MemberRelation; coordinates?: string }][] = [
    ['member', {}],
    ['contributor', { relation: 'contributor' }],
    ['administrator', { relation: 'administrator' }],
    ['coordinator', { coordinates: unitId }],
    ['officer', { roles: ['officer'] }],
    ['governance', { roles: ['governance'] }],
    ['it', { roles: ['it'] }],
  ]
  callers.set('nobody', () => Promise.resolve({ actor: null, headers: {} }))
  for (const [name, { roles, relation, coordinates }] of kinds)
    callers.set(name, () =>
      signInAs(house.services, {
        name,
        roles,
        accounts: relation ? [{ accountId: house.accountId, relation }] : [],
        coordinates: coordinates ? [coordinates] : [],
      }),
    )
  const officer = await signInAs(house.services, { name: 'Token holder', roles: ['officer'] })
  const made = await app.inject({
    method: 'POST',
    url: '/api/me/tokens',
    headers: officer.headers,
    payload: { name: 'Narrow', scopes: ['accounts.read'], days: 30 },
  })
  const { secret } = made.json<{ secret: string }>()
  const holder: Caller = {
    actor: { ...officer.actor, scopes: ['accounts.read'] },
    headers: { authorization: `Bearer ${secret}` },
  }
  callers.set(narrow, () => Promise.resolve(holder))
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const narrow = 'a token for reading accounts'
const nobodyHas = '00000000-0000-7000-8000-000000000000'
const written = ({ access }: RouteEntry) =>
  'public' in access
    ? `public: ${access.public}`
    : 'signedIn' in access
      ? 'anybody signed in'
      : access.permission
const named = (route: RouteEntry) => `${route.method} ${route.url}`

test('every route stands in the reviewed list as it is', () => {
  const found = Object.fromEntries(app.routeTable.map((route) => [named(route), written(route)]).toSorted())
  expect(found).toEqual(reviewed)
})

test('the page for developers can read the description of every route', async () => {
  const answer = await app.inject({ url: '/api/openapi.json', headers: (await come('member')).headers })
  const described = ApiDocument.parse(answer.json())
  const endpoints = chaptersOf(described).flatMap((chapter) => chapter.endpoints)
  expect(endpoints.length).toBeGreaterThan(300)
  expect(endpoints.find(({ key }) => key === 'get /api/networks')?.answer).not.toBeNull()
})

test('every route answers every kind of caller as the permission table says', async () => {
  const wrong: string[] = []
  for (const route of app.routeTable) {
    const url = route.url.replace(/:\w+/g, nobodyHas).replace('*', 'nothing')
    for (const name of callers.keys()) {
      const { actor, headers } = await come(name)
      const answer = await app.inject({
        method: route.method as 'GET',
        url,
        headers,
        ...(route.method === 'GET' ? {} : { payload: {} }),
      })
      const code = answer.headers['content-type']?.includes('problem')
        ? answer.json<{ code: string }>().code
        : ''
      const got =
        answer.statusCode === 401 && code === 'people.not-signed-in'
          ? 'unauthenticated'
          : answer.statusCode === 403 && code === 'people.not-allowed'
            ? 'forbidden'
            : 'allowed'
      const wanted = expectedAnswer(route.access, actor)
      if (got === 'allowed' && route.method !== 'GET' && name !== narrow) here.delete(name)
      // A public route may still ask somebody to sign in, and a use case may be stricter than its gate; never laxer.
      if (wanted === 'allowed' ? got === 'unauthenticated' && !('public' in route.access) : got !== wanted)
        wrong.push(`${name}: ${named(route)} is ${got} (${answer.statusCode} ${code}), should be ${wanted}`)
    }
  }
  expect(wrong).toEqual([])
}, 240_000)
