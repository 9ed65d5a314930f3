import { afterEach, beforeEach, expect, test } from 'vitest'
import { browserOf, makeTestPasskey, testApp } from '#features/people/testing.ts'
import { peopleRoutes } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import type { Start } from './contract.ts'
import { institutionRoutes } from './http.ts'
import { contactFault, knownTimeZone } from './rules.ts'
import { ensureSetupLink, finishSetup, type SetupHook } from './setup.ts'
import { getInstitution, pendingSetup } from './store.ts'

let services: TestServices
let app: ApiApp
let started: Start[]
let failing: boolean
const origin = 'http://localhost:3000'

const hook: SetupHook = (_services, _actor, start) => {
  if (failing) return Promise.reject(new Error('no luck'))
  started.push(start)
  return Promise.resolve()
}

beforeEach(async () => {
  services = await testServices()
  started = []
  failing = false
  app = await testApp(services, (on) => {
    institutionRoutes(on, { services, onSetup: [hook] })
    peopleRoutes(on, {
      services,
      institution: getInstitution,
      enrolled: (all, actor) => finishSetup(all, actor, [hook]),
    })
  })
})
afterEach(async () => {
  await app.close()
  await services.close()
})

const token = async () => String(await ensureSetupLink(services)).split('#token=')[1] ?? ''
const given = (link: string, name = 'Example University') => ({
  token: link,
  institution: { name, nation: 'Wales', timeZone: 'Europe/London' },
  administrator: { name: 'Digital Lead', email: 'digital@example.ac.uk' },
  start: 'example',
})

async function enrol(browser: ReturnType<typeof browserOf>) {
  const start = (await browser.send('POST', '/api/enrolment/passkey-options')).body
  const { response } = makeTestPasskey(start.options as Record<string, unknown>, origin)
  return browser.send('POST', '/api/enrolment/passkeys', { name: 'Laptop', response })
}

test('from the printed link to a signed-in administrator, once', async () => {
  const browser = browserOf(app)
  const link = await token()
  expect((await browser.send('GET', '/api/setup')).body).toEqual({ needed: true, begun: false })
  expect((await browser.send('POST', '/api/setup', given(link))).status).toBe(201)
  expect((await browser.send('GET', '/api/people')).status).toBe(401)
  expect((await enrol(browser)).body.recoveryCodes).toHaveLength(10)
  expect(started).toEqual(['example'])
  const session = (await browser.send('GET', '/api/session')).body
  expect(session).toMatchObject({
    signedIn: true,
    setupNeeded: false,
    institution: { name: 'Example University', nation: 'Wales' },
  })
  expect(session.permissions).toContain('institution.manage')
  expect(session.permissions).toContain('posts.write')
  expect(await ensureSetupLink(services)).toBeNull()
  const again = await browserOf(app).send('POST', '/api/setup', given(link))
  expect(again.body.code).toBe('institution.set-up-already')
})

test('closed half-way, the link still works; a restart makes a new one', async () => {
  const first = await token()
  await browserOf(app).send('POST', '/api/setup', given(first, 'Exmaple'))
  const browser = browserOf(app)
  expect((await browser.send('GET', '/api/setup')).body).toEqual({ needed: true, begun: true })
  const second = await token()
  expect((await browser.send('POST', '/api/setup', given(first))).body.code).toBe('institution.setup-link')
  expect((await browser.send('POST', '/api/setup', given(second))).status).toBe(201)
  await enrol(browser)
  expect((await getInstitution(services.db))?.name).toBe('Example University')
  expect(await services.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('a last step that fails loses no recovery codes and can be run again', async () => {
  failing = true
  const browser = browserOf(app)
  await browser.send('POST', '/api/setup', given(await token()))
  expect((await enrol(browser)).body.recoveryCodes).toHaveLength(10)
  expect(await pendingSetup(services.db)).not.toBeNull()
  failing = false
  expect((await browser.send('POST', '/api/setup/finish')).status).toBe(200)
  expect(started).toEqual(['example'])
  expect(await pendingSetup(services.db)).toBeNull()
})

test('asked twice at once, the last steps run once; somebody invited does not run them', async () => {
  failing = true
  const browser = browserOf(app)
  await browser.send('POST', '/api/setup', given(await token()))
  await enrol(browser)
  failing = false
  const invited = await browser.send('POST', '/api/people', { name: 'Editor', email: 'e@example.ac.uk' })
  const other = browserOf(app)
  const link = String(invited.body.link).split('#token=')[1]
  await other.send('POST', '/api/invitations/accept', { token: link })
  expect((await enrol(other)).status).toBe(201)
  expect(started).toEqual([])
  await Promise.all([browser.send('POST', '/api/setup/finish'), browser.send('POST', '/api/setup/finish')])
  expect(started).toEqual(['example'])
})

test('a wrong zone and a wrong link are told beside the field or plainly', async () => {
  const browser = browserOf(app)
  const body = given(await token())
  const zone = { ...body, institution: { ...body.institution, timeZone: 'Europe/Londn' } }
  expect((await browser.send('POST', '/api/setup', zone)).body).toMatchObject({
    fields: [{ path: 'institution.timeZone' }],
  })
  const wrong = await browser.send('POST', '/api/setup', given('x'.repeat(43)))
  expect(wrong.body.code).toBe('institution.setup-link')
})

test('the institution’s own numbers are kept once, and checked', async () => {
  const browser = browserOf(app)
  await browser.send('POST', '/api/setup', given(await token()))
  await enrol(browser)
  const good = await browser.send('PATCH', '/api/institution', {
    contacts: [
      { kind: 'telephone', value: '01632 960000', label: 'Switchboard' },
      { kind: 'telephone', value: '01632960000', label: 'Again' },
      { kind: 'postcode', value: 'EX1 2AB', label: '' },
    ],
  })
  expect(good.body.contacts).toHaveLength(2)
  const bad = await browser.send('PATCH', '/api/institution', {
    contacts: [{ kind: 'email', value: 'press', label: '' }],
  })
  expect(bad.body).toMatchObject({ status: 422, fields: [{ path: 'contacts.0.value' }] })
})

test('zones and entries', () => {
  expect(knownTimeZone('Europe/London')).toBe('Europe/London')
  expect(knownTimeZone('Nowhere/At all')).toBeNull()
  expect(contactFault({ kind: 'domain', value: 'example.ac.uk', label: '' })).toBeNull()
  expect(contactFault({ kind: 'domain', value: 'https://example.ac.uk', label: '' })).toMatch(/without/)
})
