import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { nobody, rememberCallers, type Caller } from './caller.ts'
import { peopleRoutes } from './http.ts'
import { signInAs, testApp } from './testing.ts'

let services: TestServices
let app: ApiApp

beforeEach(async () => {
  services = await testServices()
  const mount = (on: ApiApp) => peopleRoutes(on, { services, institution: () => Promise.resolve(null) })
  app = await testApp(services, mount, 60_000)
})
afterEach(async () => {
  await app.close()
  await services.close()
})

test('somebody remembered is forgotten by any request that may change something', async () => {
  const it = await signInAs(services, { roles: ['it'] })
  const other = await signInAs(services, {})
  const read = () => app.inject({ url: '/api/people', headers: other.headers })
  expect((await read()).statusCode).toBe(200)
  // Behind the server's back: still remembered, which shows that the memory works at all.
  await services.db.deleteFrom('session').where('person_id', '=', other.actor.personId).execute()
  expect((await read()).statusCode).toBe(200)
  const headers = it.headers
  await app.inject({ method: 'POST', url: '/api/units', headers, payload: { name: 'Arts', kind: 'faculty' } })
  expect((await read()).statusCode).toBe(401)
})

test('ending access shows at the very next request', async () => {
  const it = await signInAs(services, { roles: ['it'] })
  const leaver = await signInAs(services, { roles: ['officer'] })
  const read = () => app.inject({ url: '/api/people', headers: leaver.headers })
  expect((await read()).statusCode).toBe(200)
  const url = `/api/people/${leaver.actor.personId}/end-access`
  expect((await app.inject({ method: 'POST', url, headers: it.headers })).statusCode).toBe(200)
  expect((await read()).statusCode).toBe(401)
})

test('what was read before a change is not remembered after it', async () => {
  const memory = rememberCallers(60_000)
  const somebody: Caller = {
    session: null,
    actor: { personId: 'p', name: 'P', roles: ['it'], accounts: [], units: [], scopes: null },
  }
  await memory.find('key', () => {
    memory.forget()
    return Promise.resolve(somebody)
  })
  expect(await memory.find('key', () => Promise.resolve(nobody))).toBe(nobody)
})
