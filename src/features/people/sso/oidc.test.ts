import { generateKeyPairSync } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { addService } from './manage.ts'
import {
  oidcInput,
  strangeHouse,
  visitor,
  withService,
  type StrangeProvider,
  ssoHouse,
  startStrangeProvider,
} from './testing.ts'

const { provider, house, id, comeBack, close } = await strangeHouse()
afterAll(close)

const hour = 3600
const now = () => Math.floor(Date.now() / 1000)

test('the answer that all the others are changed from is taken', async () => {
  const { browser, to } = await comeBack(id, {})
  expect(to).toBe('/calendar')
  expect(await browser.session()).toMatchObject({
    signedIn: true,
    person: { email: 'strange@example.ac.uk' },
  })
})

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
test.for<[string, () => Partial<StrangeProvider['next']>, Record<string, string>, string, RegExp]>([
  ['with another state', () => ({}), { state: 'somebody-elses-state' }, 'state', /not begun in this browser/],
  ['with another nonce', () => ({ claims: { nonce: 'another' } }), {}, 'nonce', /belongs to another sign-in/],
  [
    'of another issuer',
    () => ({ claims: { iss: 'https://evil.example' } }),
    {},
    'issuer',
    /another provider/,
  ],
  ['for another client', () => ({ claims: { aud: 'another' } }), {}, 'audience', /another application/],
  [
    'for several clients',
    () => ({ claims: { aud: ['rostrum', 'another'], azp: 'another' } }),
    {},
    'audience',
    /another application/,
  ],
  ['with no signature', () => ({ key: 'none' }), {}, 'weak', /is none at all/],
  ['that only says it has none', () => ({ header: { alg: 'none' } }), {}, 'weak', /is none at all/],
  ['signed with a shared secret', () => ({ header: { alg: 'HS256' } }), {}, 'weak', /is none at all/],
  ['signed with another key', () => ({ key: stranger }), {}, 'signature', /valid signature/],
  ['that is over', () => ({ claims: { exp: now() - hour } }), {}, 'expired', /is over, or its clock/],
  [
    'mixed up with another provider',
    () => ({}),
    { iss: 'https://evil.example' },
    'issuer',
    /another provider/,
  ],
  [
    'whose code was used, or is too old',
    () => ({ token: { status: 400, body: '{"error":"invalid_grant"}', type: 'application/json' } }),
    {},
    'code',
    /did not take the code back/,
  ],
  [
    'of a provider that does not know us',
    () => ({ token: { status: 401, body: '{"error":"invalid_client"}', type: 'application/json' } }),
    {},
    'client',
    /client id or secret/,
  ],
  [
    'of a provider that answers a page',
    () => ({ token: { status: 200, body: '<html>Down for repair</html>', type: 'text/html' } }),
    {},
    'rubbish',
    /does not understand/,
  ],
  [
    'of a provider that breaks',
    () => ({ token: { status: 502, body: 'Bad gateway', type: 'text/plain' } }),
    {},
    'rubbish',
    /does not understand/,
  ],
  ['that says no', () => ({}), { error: 'access_denied', code: '' }, 'cancelled', /did not sign you in/],
  [
    'without an address',
    () => ({ claims: { sub: 'new', email: undefined } }),
    {},
    'no-email',
    /did not give your e-mail/,
  ],
  [
    'with an address that nobody checked',
    () => ({ claims: { sub: 'new', email: 'new@example.ac.uk', email_verified: false } }),
    {},
    'unverified-email',
    /has not been checked/,
  ],
  [
    'with an address of which nothing is said',
    () => ({ claims: { sub: 'new', email: 'new@example.ac.uk', email_verified: undefined } }),
    {},
    'unverified-email',
    /has not been checked/,
  ],
])('an answer %s is refused', async ([, next, query, reason, words]) => {
  const { browser, to } = await comeBack(id, next(), query)
  expect(to).toMatch(/^\/sign-in\?refused=/)
  const refusal = await browser.refusal(to)
  expect(refusal).toMatchObject({
    code: `people.sso-${reason}`,
    says: expect.stringMatching(words) as string,
  })
  expect(refusal.fix).not.toBe('')
  expect((await browser.session()).signedIn).toBe(false)
  expect(browser.jar.has('rostrum_session')).toBe(false)
})

test('an answer is taken once, and in the browser that asked', async () => {
  const browser = visitor(house)
  const address = await browser.begin(id)
  await fetch(`${provider.issuer}/nonce?is=${address.searchParams.get('nonce')}`)
  const query = new URLSearchParams({
    state: address.searchParams.get('state') ?? '',
    code: 'a',
    iss: provider.issuer,
  })
  const thief = visitor(house)
  const stolen = await thief.get(`/api/sso/oidc/${id}/callback?${query}`)
  expect(await thief.refusal(stolen.headers.location)).toMatchObject({ code: 'people.sso-state' })
  expect((await browser.get(`/api/sso/oidc/${id}/callback?${query}`)).headers.location).toBe('/')
  const again = await browser.get(`/api/sso/oidc/${id}/callback?${query}`)
  expect(await browser.refusal(again.headers.location)).toMatchObject({ code: 'people.sso-used' })
})

test('a link leads to a page of ours, whatever stands in it', async () => {
  for (const back of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:x=1',
  ])
    expect((await comeBack(id, {}, {}, back)).to).not.toMatch(/evil|javascript|\r|\n/)
  expect((await comeBack(id, {}, {}, '/posts/1?tab=story#end')).to).toBe('/posts/1?tab=story#end')
})

test('a logout token that is forged, old, of another kind or used ends nothing', async () => {
  const { browser } = await comeBack(id, {
    claims: { sub: 'stays', email: 'stays@example.ac.uk', sid: 's-9' },
  })
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const good = () => ({
    iss: provider.issuer,
    aud: 'rostrum',
    iat: now(),
    jti: crypto.randomUUID(),
    sid: 's-9',
    events,
  })
  const send = (token: string) =>
    visitor(house).send({ method: 'POST', url: `/api/sso/oidc/${id}/logout`, form: { logout_token: token } })
  const [head, body] = provider.sign(good()).split('.')
  const bad = [
    provider.sign({ ...good(), iss: 'https://evil.example' }),
    provider.sign({ ...good(), aud: 'another' }),
    provider.sign({ ...good(), iat: now() - 2 * hour }),
    provider.sign({ ...good(), events: {} }),
    provider.sign({ ...good(), nonce: 'x' }),
    provider.sign({ ...good(), sid: undefined }),
    provider.sign(good(), { alg: 'HS256' }),
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`,
    `${head}.${body}.${Buffer.from('no signature').toString('base64url')}`,
    'rubbish',
  ]
  for (const token of bad) {
    expect((await send(token)).statusCode).toBe(400)
    expect((await browser.session()).signedIn).toBe(true)
  }
  const token = provider.sign(good())
  expect((await send(token)).statusCode).toBe(200)
  expect((await browser.session()).signedIn).toBe(false)
  expect((await send(token)).statusCode).toBe(400)
})

test('a provider that is down, or answers a page, is said to be so', async () => {
  const gone = await startStrangeProvider()
  const own = await ssoHouse([gone.issuer])
  const service = await withService(own, oidcInput(gone))
  await own.services.db
    .updateTable('sign_in_service')
    .set({ changed_at: '2027-01-01T00:00:00.000Z' })
    .where('id', '=', service)
    .execute()
  gone.next.description = { body: '<html>Welcome to our campus Wi-Fi</html>', type: 'text/html' }
  const browser = visitor(own)
  const page = await browser.begin(service)
  expect(await browser.refusal(page.href)).toMatchObject({ code: 'people.sso-rubbish' })
  await gone.stop()
  const away = await browser.begin(service)
  expect(await browser.refusal(away.href)).toMatchObject({
    code: 'people.sso-unreachable',
    says: 'The provider does not answer just now.',
  })
  await own.close()
})

test('an address on a private network, or without https, is refused when a service is set up', async () => {
  const own = await ssoHouse()
  const { actor } = own.administrator
  await expect(addService(own.services, actor, oidcInput(provider))).rejects.toMatchObject({
    code: 'people.sso-not-secure',
  })
  const inside = { ...provider, issuer: 'https://10.0.0.7/idp' }
  await expect(addService(own.services, actor, oidcInput(inside))).rejects.toMatchObject({
    code: 'people.sso-discovery',
    message: expect.stringContaining('private network') as string,
  })
  await own.close()
})
