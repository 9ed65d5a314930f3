import { afterAll, expect, test } from 'vitest'
import { json } from '#platform/db/index.ts'
import { switchService } from './manage.ts'
import { oidcInput, ssoHouse, strangeHouse, withService } from './testing.ts'

const { provider, house, comeBack, close, ...first } = await strangeHouse()
let { id } = first
afterAll(close)

const hour = 3600
const now = () => Math.floor(Date.now() / 1000)

test('an address that is taken here is linked only by its owner, or where the service answers for the domain', async () => {
  const { services, administrator } = house
  const { db } = services
  const local = await db
    .selectFrom('person')
    .select('email')
    .where('id', '=', administrator.actor.personId)
    .executeTakeFirstOrThrow()
  const claims = { sub: 'head', email: local.email }
  const { browser, to } = await comeBack(id, { claims })
  expect(await browser.refusal(to)).toMatchObject({
    code: 'people.sso-email-taken',
    fix: expect.stringContaining('Your profile') as string,
  })
  const begun = await house.app.inject({
    method: 'POST',
    url: `/api/me/sign-in-services/${id}/rounds`,
    headers: administrator.headers,
    payload: { purpose: 'link', back: '/profile' },
  })
  const address = new URL(begun.json<{ url: string }>().url)
  expect(address.searchParams.get('prompt')).toBe('login')
  await fetch(`${provider.issuer}/nonce?is=${address.searchParams.get('nonce')}`)
  provider.next.claims = claims
  const cookie = `${administrator.headers.cookie}; rostrum_sso=${begun.cookies[0]?.value}`
  const query = new URLSearchParams({
    state: address.searchParams.get('state') ?? '',
    code: 'a',
    iss: provider.issuer,
  })
  const linked = await house.app.inject({ url: `/api/sso/oidc/${id}/callback?${query}`, headers: { cookie } })
  expect(linked.headers.location).toBe('/profile')
  const after = await comeBack(id, { claims })
  expect(await after.browser.session()).toMatchObject({
    signedIn: true,
    person: { id: administrator.actor.personId },
  })

  const trusted = { ...oidcInput(provider), name: 'Trusted', domains: ['example.ac.uk'] }
  const other = await withService(house, trusted)
  const first = id
  id = other
  const { browser: came } = await comeBack(id, { claims: { sub: 'head-at-the-other', email: local.email } })
  expect(await came.session()).toMatchObject({ signedIn: true, person: { id: administrator.actor.personId } })
  id = first
})

test('whoever has left does not come back by a password that still works', async () => {
  const { db } = house.services
  const claims = { sub: 'leaver', email: 'leaver@example.ac.uk', name: 'A Leaver' }
  const first = await comeBack(id, { claims })
  const { person } = await first.browser.session()
  await db
    .updateTable('person')
    .set({ state: 'left', left_by: 'hand', left_at: '2026-11-21T00:00:00.000Z' })
    .where('id', '=', person?.id ?? '')
    .execute()
  const again = await comeBack(id, { claims })
  expect(await again.browser.refusal(again.to)).toMatchObject({ code: 'people.sso-left' })
  expect((await again.browser.session()).signedIn).toBe(false)
})

test('whom the directory has let go does not come in by a service, whatever that says', async () => {
  const { db } = house.services
  const claims = { sub: 'let-go', email: 'let-go@example.ac.uk', name: 'Let Go' }
  const { browser } = await comeBack(id, { claims })
  const { person } = await browser.session()
  const known = await db
    .selectFrom('identity')
    .selectAll()
    .where('subject', '=', 'let-go')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('identity')
    .values({
      ...known,
      id: crypto.randomUUID(),
      service_kind: 'scim',
      service_id: 'scim',
      active: false,
      groups: json([]),
      attributes: json({}),
      resource: json(null),
    })
    .execute()
  const again = await comeBack(id, { claims })
  expect(await again.browser.refusal(again.to)).toMatchObject({ code: 'people.sso-left' })
  // And the session that was open is over with it.
  expect((await browser.session()).signedIn).toBe(false)
  const row = await db
    .selectFrom('person')
    .select('state')
    .where('id', '=', person?.id ?? '')
    .executeTakeFirst()
  expect(row?.state).toBe('left')
})

test('a service confirms who somebody is only when it has asked anew', async () => {
  const claims = { sub: 'confirms', email: 'confirms@example.ac.uk' }
  const { browser } = await comeBack(id, { claims: { ...claims, auth_time: now() - hour } })
  const confirmed = async () => {
    const answer = await browser.send({
      method: 'DELETE',
      url: `/api/me/sign-in-services/${id}`,
      headers: { 'x-rostrum': '1' },
    })
    return answer.json<{ code: string }>().code
  }
  // Signed in at the provider an hour ago: enough to work, not enough for this.
  expect(await confirmed()).toBe('people.confirm-first')
  const round = async (authTime: number) => {
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const begun = await house.app.inject({
      method: 'POST',
      url: `/api/me/sign-in-services/${id}/rounds`,
      headers: { cookie, 'x-rostrum': '1' },
      payload: { purpose: 'confirm', back: '/sign-in/done' },
    })
    const address = new URL(begun.json<{ url: string }>().url)
    await fetch(`${provider.issuer}/nonce?is=${address.searchParams.get('nonce')}`)
    provider.next.claims = { ...claims, auth_time: authTime }
    const state = address.searchParams.get('state') ?? ''
    const query = new URLSearchParams({ state, code: 'a', iss: provider.issuer })
    return String((await browser.get(`/api/sso/oidc/${id}/callback?${query}`)).headers.location)
  }
  expect(await browser.refusal(await round(now() - hour))).toMatchObject({ code: 'people.sso-not-fresh' })
  expect(await round(now())).toBe('/sign-in/done')
  expect(await confirmed()).toBe('people.last-credential')
})

test('a session ends when the provider says, however long it would last here', async () => {
  const short = await withService(house, { ...oidcInput(provider), name: 'Short', longestHours: 1 })
  const first = id
  id = short
  const claims = { sub: 'short', email: 'short@example.ac.uk', auth_time: now() - hour / 2 }
  const { browser } = await comeBack(id, { claims })
  const own = await house.services.db
    .selectFrom('session')
    .select('expires_at')
    .where('service_id', '=', short)
    .executeTakeFirstOrThrow()
  const minutes = Temporal.Instant.from(own.expires_at).since(Temporal.Now.instant()).total('minutes')
  expect(minutes).toBeGreaterThan(27)
  expect(minutes).toBeLessThan(31)
  const stale = await comeBack(id, { claims: { ...claims, auth_time: now() - 2 * hour } })
  expect(await stale.browser.refusal(stale.to)).toMatchObject({ code: 'people.sso-expired' })
  expect((await browser.session()).signedIn).toBe(true)
  id = first
})

test('what is set up is recorded, and no secret is given back', async () => {
  const { services, administrator, app } = house
  const own = await withService(house, { ...oidcInput(provider), name: 'Recorded' })
  const list = await app.inject({ url: '/api/sign-in-services', headers: administrator.headers })
  expect(list.body).not.toContain(provider.clientSecret)
  const row = await services.db
    .selectFrom('sign_in_service')
    .select('sealed')
    .where('id', '=', own)
    .executeTakeFirstOrThrow()
  expect(row.sealed).toMatch(/^v1\./)
  await app.inject({ method: 'DELETE', url: `/api/sign-in-services/${own}`, headers: administrator.headers })
  const records = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('subject', '=', `sign-in-service:${own}`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  expect(records.map(({ kind }) => kind)).toEqual([
    'people.sign-in-service-added',
    'people.sign-in-service-changed',
    'people.sign-in-service-removed',
  ])
})
test('a service that everybody has to use leaves the last way in open', async () => {
  const own = await ssoHouse([provider.issuer])
  const { services, administrator, app } = own
  const service = await withService(own, oidcInput(provider))
  const marked = await services.db.selectFrom('person').select('id').where('break_glass', '=', true).execute()
  expect(marked).toEqual([{ id: administrator.actor.personId }])
  await switchService(services, administrator.actor, service, { enabled: true, required: true })
  const unmark = await app.inject({
    method: 'PUT',
    url: '/api/sign-in-services/break-glass',
    headers: administrator.headers,
    payload: { personId: administrator.actor.personId, marked: false },
  })
  expect(unmark.json<{ code: string }>().code).toBe('people.last-emergency')
  await services.db.deleteFrom('passkey').execute()
  const none = switchService(services, administrator.actor, service, { enabled: true, required: true })
  await expect(none).rejects.toMatchObject({ code: 'people.no-emergency' })
  await own.close()
})
