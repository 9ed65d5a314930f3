import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { peopleRoutes } from '../http.ts'
import type { Role } from '../permissions.ts'
import { signInAs, testApp, type SignedIn } from '../testing.ts'
import { actorNow, addTestUnit, comes } from './testing.ts'

let services: TestServices
let app: ApiApp
let it: SignedIn
let arts: string

beforeEach(async () => {
  services = await testServices()
  app = await testApp(services, (on) =>
    peopleRoutes(on, { services, institution: () => Promise.resolve(null) }),
  )
  it = await signInAs(services, { roles: ['it'] })
  arts = await addTestUnit(services, 'Arts')
})
afterEach(async () => {
  await app.close()
  await services.close()
})

async function send(who: SignedIn, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await app.inject({ method, url, headers: who.headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

const toArts = () => ({
  attribute: null,
  value: 'Arts staff',
  grant: { gives: 'coordinator', unitId: arts },
})

test('a rule is looked at, saved, followed for everybody, and taken back', async () => {
  const ada = await comes({ services }, 'ada', { groups: ['arts staff'] })
  await comes({ services }, 'bob')
  const preview = await send(it, 'POST', '/api/directory/preview', { change: 'add', rule: toArts() })
  expect(preview.body).toEqual({
    gains: 1,
    loses: 0,
    leaves: 0,
    people: [
      {
        id: (await actorNow(services, ada)).personId,
        name: 'ada',
        gains: [{ gives: 'coordinator', unitId: arts }],
        loses: [],
        leaves: false,
      },
    ],
    keeps: [],
  })
  expect((await actorNow(services, ada)).units).toEqual([])
  const made = await send(it, 'POST', '/api/directory/rules', toArts())
  expect(made.status).toBe(201)
  expect((await actorNow(services, ada)).units).toEqual([arts])
  const again = await send(it, 'POST', '/api/directory/rules', { ...toArts(), value: 'ARTS STAFF' })
  expect(again).toMatchObject({ status: 409, body: { code: 'directory.rule-known' } })
  const tried = await send(it, 'POST', '/api/directory/try', { groups: ['arts staff'] })
  expect(tried.body).toEqual({ admitted: true, grants: [{ gives: 'coordinator', unitId: arts }] })
  const { units } = (await send(it, 'GET', '/api/units')).body as { units: { coordinators: object[] }[] }
  expect(units[0]).toMatchObject({ coordinators: [{ name: 'ada' }], people: 1 })
  expect((await send(it, 'DELETE', `/api/units/${arts}`)).body.code).toBe('units.in-use')
  expect((await send(it, 'DELETE', `/api/directory/rules/${String(made.body.id)}`)).status).toBe(200)
  expect((await actorNow(services, ada)).units).toEqual([])
})

test('changing the directory wants the permission and a fresh confirmation', async () => {
  const officer = await signInAs(services, { roles: ['officer'] })
  expect((await send(officer, 'GET', '/api/directory')).status).toBe(403)
  expect((await send(officer, 'POST', '/api/directory/rules', toArts())).status).toBe(403)
  services.clock.advance({ minutes: 11 })
  for (const [method, url, body] of [
    ['POST', '/api/directory/rules', toArts()],
    ['PUT', '/api/directory/settings', { requiredGroup: 'Rostrum' }],
    ['POST', '/api/directory/tokens', { name: 'Entra ID', days: 365 }],
  ] as const)
    expect((await send(it, method, url, body)).body.code).toBe('people.confirm-first')
})

test('a token for SCIM is shown once and kept as its fingerprint only', async () => {
  const made = await send(it, 'POST', '/api/directory/tokens', { name: 'Entra ID', days: 365 })
  const secret = String(made.body.secret)
  const read = await send(it, 'GET', '/api/directory')
  expect(read.body).toMatchObject({
    scimUrl: 'http://localhost:3000/scim/v2',
    tokens: [{ name: 'Entra ID', lastUsedAt: null }],
  })
  expect(JSON.stringify(read.body)).not.toContain(secret)
  const stored = await services.db.selectFrom('scim_token').selectAll().execute()
  const logged = await services.db.selectFrom('ledger_content').selectAll().execute()
  expect(JSON.stringify([stored, logged])).not.toContain(secret)
})

test('administration is warned before the last token of the directory ends, and once it is over', async () => {
  await send(it, 'POST', '/api/directory/tokens', { name: 'Entra ID', days: 40 })
  // People are asked anew each time, because sessions end in the meantime.
  const warned = async (roles: Role[]) => {
    const { body } = await send(await signInAs(services, { roles }), 'GET', '/api/session')
    return (body.notices as { text: string }[]).map(({ text }) => text).join(' ')
  }
  expect(await warned(['it'])).not.toContain('Entra ID')
  services.clock.advance({ hours: 11 * 24 })
  expect(await warned(['it'])).toContain('ends within 30 days')
  expect(await warned(['officer'])).not.toContain('Entra ID')
  services.clock.advance({ hours: 30 * 24 })
  expect(await warned(['it'])).toContain('is over')
})

test('the required group lets go whom it leaves out, and says so before', async () => {
  await comes({ services }, 'ada', { groups: ['Rostrum'] })
  const bob = await comes({ services }, 'bob')
  const settings = { requiredGroup: 'rostrum' }
  const preview = await send(it, 'POST', '/api/directory/preview', { change: 'settings', settings })
  expect(preview.body).toMatchObject({ leaves: 1, people: [{ name: 'bob', leaves: true }] })
  expect((await send(it, 'PUT', '/api/directory/settings', settings)).status).toBe(200)
  await expect(actorNow(services, bob)).rejects.toThrow('Nobody came in.')
  const tried = await send(it, 'POST', '/api/directory/try', { groups: ['elsewhere'] })
  expect(tried.body).toEqual({ admitted: false, grants: [] })
})

test('the required group can’t lock the last administrator out, and nothing of it is done', async () => {
  const { email } = await services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', it.actor.personId)
    .executeTakeFirstOrThrow()
  await comes({ services }, 'it', { email })
  const bob = await comes({ services }, 'bob')
  const settings = { requiredGroup: 'rostrum' }
  const preview = await send(it, 'POST', '/api/directory/preview', { change: 'settings', settings })
  expect(preview.body).toMatchObject({ leaves: 2, keeps: ['it'] })
  const refused = await send(it, 'PUT', '/api/directory/settings', settings)
  expect(refused).toMatchObject({ status: 409, body: { code: 'people.last-of-role' } })
  expect(await actorNow(services, bob)).toMatchObject({ name: 'bob' })
  expect((await send(it, 'GET', '/api/directory')).body).toMatchObject({ settings: { requiredGroup: null } })
})

test('units by hand: a coordinator is named and ended; the directory’s stays', async () => {
  const person = await signInAs(services, {})
  const url = `/api/people/${person.actor.personId}/units`
  expect((await send(it, 'POST', url, { unitId: arts, coordinator: true })).status).toBe(201)
  const read = async () => {
    const { body } = await send(it, 'GET', `/api/people?ids=${person.actor.personId}`)
    return (body.people as { units: object[] }[])[0]?.units
  }
  expect(await read()).toEqual([{ unitId: arts, name: 'Arts', coordinator: true, byMapping: false }])
  await send(it, 'POST', url, { unitId: arts, coordinator: false })
  expect(await read()).toEqual([{ unitId: arts, name: 'Arts', coordinator: false, byMapping: false }])
  expect((await send(it, 'DELETE', `${url}/${arts}`)).status).toBe(200)
  expect(await read()).toEqual([])
  await send(it, 'POST', '/api/directory/rules', toArts())
  await comes({ services }, 'ada', { groups: ['arts staff'] })
  const { body } = await send(it, 'GET', '/api/people?search=ada')
  const [ada] = body.people as { id: string; inDirectory: boolean }[]
  expect(ada).toMatchObject({ inDirectory: true, units: [{ byMapping: true }] })
  const refused = await send(it, 'DELETE', `/api/people/${ada?.id}/units/${arts}`)
  expect(refused.body.code).toBe('units.by-directory')
})

test('people are found by words, state, role and unit, some at a time', async () => {
  for (const name of ['Ann Abel', 'Ben Abel', 'Cam 100%']) await signInAs(services, { name })
  const names = async (query: string) => {
    const { body } = await send(it, 'GET', `/api/people?${query}`)
    return { total: body.total, names: (body.people as { name: string }[]).map((each) => each.name) }
  }
  expect(await names('search=abel%20ann')).toEqual({ total: 1, names: ['Ann Abel'] })
  expect(await names('search=ABEL&limit=1&from=1')).toEqual({ total: 2, names: ['Ben Abel'] })
  expect(await names('search=100%25')).toEqual({ total: 1, names: ['Cam 100%'] })
  expect(await names('role=it')).toMatchObject({ total: 1 })
  expect(await names('state=left')).toEqual({ total: 0, names: [] })
  expect((await send(it, 'GET', '/api/people?limit=5000')).status).toBe(422)
})
