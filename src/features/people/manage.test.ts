import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import type { Holding, Office, Person } from './contract.ts'
import { peopleRoutes } from './http.ts'
import { officeHolders } from './offices.ts'
import { browserOf, signInAs, testApp, type SignedIn } from './testing.ts'

let services: TestServices
let app: ApiApp
let it: SignedIn

beforeEach(async () => {
  services = await testServices()
  app = await testApp(services, (on) =>
    peopleRoutes(on, { services, institution: () => Promise.resolve(null) }),
  )
  it = await signInAs(services, { roles: ['it'] })
})
afterEach(async () => {
  await app.close()
  await services.close()
})

async function send(
  who: SignedIn | null,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) {
  const answer = await app.inject({
    method,
    url,
    headers: who?.headers ?? {},
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

const kinds = async () =>
  (await services.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute()).map((row) => row.kind)

test('without a mail server the inviter sees the link once; roles come with it', async () => {
  const made = await send(it, 'POST', '/api/people', {
    name: 'Digital Marketing Officer',
    email: 'dmo@example.ac.uk',
    roles: ['officer'],
  })
  expect(made).toMatchObject({ status: 201, body: { sentTo: null } })
  expect(made.body.link).toMatch(/^http:\/\/localhost:3000\/join#token=/)
  const { people } = (await send(it, 'GET', '/api/people')).body as { people: Person[] }
  expect(people.find((person) => person.email === 'dmo@example.ac.uk')).toMatchObject({
    state: 'invited',
    roles: ['officer'],
  })
  const entries = await services.db.selectFrom('ledger_entry').select('body').execute()
  expect(JSON.stringify(entries)).not.toContain('dmo@example.ac.uk')
})

test('only system administration manages people; each known address once', async () => {
  const officer = await signInAs(services, { roles: ['officer'] })
  const body = { name: 'A', email: 'a@example.ac.uk', roles: [] }
  expect((await send(officer, 'POST', '/api/people', body)).status).toBe(403)
  expect((await send(null, 'POST', '/api/people', body)).status).toBe(401)
  const { people } = (await send(it, 'GET', '/api/people')).body as { people: Person[] }
  const known = people.find((person) => person.id === officer.actor.personId)?.email ?? ''
  const again = await send(it, 'POST', '/api/people', { ...body, email: known.toUpperCase() })
  expect(again.body).toMatchObject({ code: 'people.known', fields: [{ path: 'email' }] })
})

test('who leaves is out at once, with tokens, offices and accounts; the last administrator stays', async () => {
  const unit = newId()
  const account = newId()
  await services.db
    .insertInto('unit')
    .values({ id: unit, name: 'Library', kind: 'service', parent_id: null, affiliate: false, example: false })
    .execute()
  // The register owns accounts; here only the row that a membership hangs on.
  const { sql } = await import('kysely')
  await sql`insert into account (id, network, handle, display_name, unit_id, purpose, audiences, hours_per_week,
    state, created_at) values (${account}, 'practice', 'library', 'Library', ${unit}, 'News', '[]', 2, 'open', now())`.execute(
    services.db,
  )
  const leaver = await signInAs(services, {
    roles: ['officer'],
    accounts: [{ accountId: account, relation: 'administrator' }],
  })
  expect(leaver.actor.accounts).toEqual([{ accountId: account, relation: 'administrator' }])
  expect((await send(leaver, 'GET', '/api/people')).status).toBe(200)
  const left = await send(it, 'POST', `/api/people/${leaver.actor.personId}/end-access`)
  expect(left.status).toBe(200)
  expect((await send(leaver, 'GET', '/api/people')).status).toBe(401)
  const member = await services.db.selectFrom('account_member').select('until').executeTakeFirstOrThrow()
  expect(member.until).not.toBeNull()
  const last = await send(it, 'POST', `/api/people/${it.actor.personId}/end-access`)
  expect(last.body.code).toBe('people.last-of-role')
  const demoted = await send(it, 'PATCH', `/api/people/${it.actor.personId}`, { roles: ['officer'] })
  expect(demoted.body.code).toBe('people.last-of-role')
  expect(await kinds()).toContain('people.access-ended')
})

test('changing roles wants a fresh confirmation and shows at the next request', async () => {
  const other = await signInAs(services, {})
  expect((await send(other, 'POST', '/api/units', { name: 'X', kind: 'service' })).status).toBe(403)
  await send(it, 'PATCH', `/api/people/${other.actor.personId}`, { roles: ['officer'] })
  expect((await send(other, 'POST', '/api/units', { name: 'X', kind: 'service' })).status).toBe(201)
  services.clock.advance({ minutes: 11 })
  const late = await send(it, 'PATCH', `/api/people/${other.actor.personId}`, { roles: [] })
  expect(late).toMatchObject({ status: 428, body: { code: 'people.confirm-first' } })
})

test('a mistyped address is corrected, but never to somebody else’s', async () => {
  const one = await signInAs(services, { name: 'Editor' })
  const url = `/api/people/${one.actor.personId}`
  expect((await send(it, 'PATCH', url, { email: 'editor@example.ac.uk' })).status).toBe(200)
  const other = await signInAs(services, {})
  const taken = { email: 'Editor@example.ac.uk' }
  const refused = await send(it, 'PATCH', `/api/people/${other.actor.personId}`, taken)
  expect(refused).toMatchObject({ status: 409, body: { fields: [{ path: 'email' }] } })
  expect(await kinds()).toEqual(['people.details-changed'])
})

test('an office is held from a day to a day, and deputies stand in', async () => {
  const holder = await signInAs(services, {})
  const deputy = await signInAs(services, {})
  await send(it, 'POST', '/api/offices', {
    id: 'digital-marketing-officer',
    name: 'Digital Marketing Officer',
  })
  const give = (personId: string, isDeputy: boolean) =>
    send(it, 'POST', '/api/offices/digital-marketing-officer/holdings', { personId, deputy: isDeputy })
  const given = await give(holder.actor.personId, false)
  expect(given.status).toBe(201)
  await give(deputy.actor.personId, true)
  expect((await give(holder.actor.personId, false)).body.code).toBe('offices.held')
  const at = (now: string) => officeHolders(services.db, 'digital-marketing-officer', now)
  expect((await at('2026-11-21T10:00:00.000Z')).map((entry) => entry.deputy)).toEqual([false, true])
  await send(it, 'PATCH', `/api/office-holdings/${String(given.body.id)}`, { until: '2026-11-21T10:00:00Z' })
  expect((await at('2026-11-21T10:00:00.000Z')).map((entry) => entry.personId)).toEqual([
    deputy.actor.personId,
  ])
  const { offices } = (await send(holder, 'GET', '/api/offices')).body as { offices: Office[] }
  const held: Holding[] = offices[0]?.holdings ?? []
  expect(held).toHaveLength(2)
})

test('the tree of units has no rings, no doubles, and keeps what is in use', async () => {
  const add = async (name: string, parentId: string | null) =>
    (await send(it, 'POST', '/api/units', { name, kind: 'faculty', parentId })).body as { id: string }
  const arts = await add('Arts', null)
  const history = await add('History', arts.id)
  const ring = await send(it, 'PATCH', `/api/units/${arts.id}`, { parentId: history.id })
  expect(ring.body.code).toBe('units.ring')
  const double = await send(it, 'POST', '/api/units', { name: 'arts', kind: 'faculty' })
  expect(double.body.code).toBe('units.known')
  expect((await send(it, 'DELETE', `/api/units/${arts.id}`)).body.code).toBe('units.in-use')
  expect((await send(it, 'DELETE', `/api/units/${history.id}`)).status).toBe(200)
  expect((await send(it, 'DELETE', `/api/units/not-a-unit`)).status).toBe(422)
})

test('what stands below a body that answers for itself does so too, and can be made otherwise only from above', async () => {
  const add = async (name: string, kind: string, parentId: string | null = null) =>
    (await send(it, 'POST', '/api/units', { name, kind, parentId })).body as {
      id: string
      affiliate: boolean
    }
  const union = await add('Students’ Union', 'affiliate')
  const radio = await add('Student Radio', 'other', union.id)
  const band = await add('Big Band', 'other')
  expect([union.affiliate, radio.affiliate, band.affiliate]).toEqual([true, true, false])
  const moved = await send(it, 'PATCH', `/api/units/${band.id}`, { parentId: radio.id })
  expect(moved.body).toMatchObject({ affiliate: true })
  expect((await send(it, 'PATCH', `/api/units/${band.id}`, { affiliate: false })).body.code).toBe(
    'units.affiliate',
  )
})

test('a unit is taken into another with what belongs to it', async () => {
  const add = async (name: string, parentId: string | null = null) =>
    (await send(it, 'POST', '/api/units', { name, kind: 'department', parentId })).body as { id: string }
  const [law, criminology, gone] = [await add('Law'), await add('Criminology'), await add('Socio-legal')]
  const clinic = await add('Law Clinic', gone.id)
  const merge = (id: string, into: string) => send(it, 'POST', `/api/units/${id}/merge`, { into })
  expect((await merge(gone.id, clinic.id)).body.code).toBe('units.merge')
  expect((await merge(gone.id, law.id)).status).toBe(201)
  const { units } = (await send(it, 'GET', '/api/units')).body as {
    units: { id: string; parentId: string | null }[]
  }
  expect(units.find(({ id }) => id === clinic.id)?.parentId).toBe(law.id)
  expect(units.some(({ id }) => id === gone.id)).toBe(false)
  const twin = await add('Law Clinic', criminology.id)
  expect((await merge(criminology.id, law.id)).body.code).toBe('units.known')
  expect((await merge(twin.id, clinic.id)).status).toBe(201)
  expect((await merge(criminology.id, law.id)).status).toBe(201)
})

test('somebody who lost everything gets a link from system administration', async () => {
  const lost = await signInAs(services, {})
  const made = await send(it, 'POST', `/api/people/${lost.actor.personId}/links`)
  const token = String(made.body.link).split('#token=')[1]
  expect(made.body.link).toContain('/recover#token=')
  const browser = browserOf(app)
  expect((await browser.send('POST', '/api/invitations/accept', { token })).body).toEqual({ stage: 'enrol' })
})

test('a page of another site can’t use our cookie', async () => {
  const foreign = await app.inject({
    method: 'POST',
    url: '/api/units',
    headers: { cookie: it.headers.cookie, origin: 'http://evil.example' },
    payload: { name: 'X', kind: 'service' },
  })
  expect(foreign.json()).toMatchObject({ code: 'request.foreign' })
})
