import { createHash, randomBytes } from 'node:crypto'
import { createRestAPIClient } from 'masto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { startMastodon, type Mastodon, type Person } from './mastodon.ts'
import { authorizeOnMastodon } from './sign-in-pages.ts'

let server: Mastodon
let office: Person
beforeEach(async () => {
  server = await startMastodon({ maxCharacters: 600 })
  office = server.addAccount({ username: 'press_office', password: 'a password for tests' })
})
afterEach(() => server.stop())

function clientWith(accessToken = server.token(office)) {
  return createRestAPIClient({ url: server.url, accessToken })
}

async function call(path: string, { token = server.token(office), key = '', ...init }: Init = {}) {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    ...(key ? { 'idempotency-key': key } : {}),
  }
  if (init.body !== undefined) headers['content-type'] = 'application/json'
  const response = await fetch(server.url + path, { ...init, headers })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}
interface Init {
  token?: string
  key?: string
  method?: string
  body?: string
}
const posting = (status: string, more: object = {}) => ({
  method: 'POST',
  body: JSON.stringify({ status, ...more }),
})

test('a person signs in with a real browser, an app gets a token with PKCE, and gives it back', async () => {
  const redirect = `${server.url}/pictures/back`
  const scopes = 'read:accounts write:statuses'
  const app = await call('/api/v1/apps', {
    method: 'POST',
    body: JSON.stringify({ client_name: 'Rostrum', redirect_uris: redirect, scopes }),
  })
  const { client_id, client_secret } = app.body as { client_id: string; client_secret: string }
  const verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const wanted = {
    response_type: 'code',
    client_id,
    redirect_uri: redirect,
    scope: scopes,
    state: 'account-9',
  }
  const query = new URLSearchParams({ ...wanted, code_challenge, code_challenge_method: 'S256' })

  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(`${server.url}/oauth/authorize?${query}`)
  await authorizeOnMastodon(page, office)
  await page.waitForURL(`${redirect}**`)
  const { searchParams } = new URL(page.url())
  await browser.close()
  expect(searchParams.get('state')).toBe('account-9')

  const exchange = (code_verifier: string) =>
    call('/oauth/token', {
      method: 'POST',
      body: JSON.stringify({
        ...{ grant_type: 'authorization_code', client_id, client_secret, redirect_uri: redirect },
        ...{ code: searchParams.get('code'), code_verifier },
      }),
    })
  expect((await exchange('wrong')).body).toMatchObject({ error: 'invalid_grant' })
  const { body: granted } = await exchange(verifier)
  expect(granted).toMatchObject({ token_type: 'Bearer', scope: scopes })
  const token = String(granted['access_token'])
  expect((await call('/api/v1/accounts/verify_credentials', { token })).body).toMatchObject({
    username: 'press_office',
  })
  expect(await call('/api/v1/notifications', { token })).toMatchObject({ status: 403 })

  await call('/oauth/revoke', { method: 'POST', body: JSON.stringify({ client_id, client_secret, token }) })
  const after = await call('/api/v1/accounts/verify_credentials', { token })
  expect(after).toMatchObject({ status: 401, body: { error: 'The access token is invalid' } })
}, 60_000)

test('a person may deny access, and a wrong password signs nobody in', async () => {
  const redirect_uri = `${server.url}/pictures/back`
  const app = await call('/api/v1/apps', {
    method: 'POST',
    body: JSON.stringify({ client_name: 'Rostrum', redirect_uris: [redirect_uri], scopes: 'read' }),
  })
  const client_id = String(app.body['client_id'])
  const query = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri,
    scope: 'read',
    state: 's',
  })
  const browser = await launchBrowser()
  const page = await browser.newPage()
  await page.goto(`${server.url}/oauth/authorize?${query}`)
  await page.getByLabel('Username').fill('press_office')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  expect(await page.getByRole('alert').textContent()).toBe('Invalid username or password.')
  await authorizeOnMastodon(page, office, 'deny')
  await page.waitForURL(`${redirect_uri}**`)
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('error'), searchParams.get('state')]).toEqual(['access_denied', 's'])
  await browser.close()
})

test('a published client library posts, attaches, edits, answers and deletes', async () => {
  const masto = clientWith()
  const { configuration } = await masto.v2.instance.fetch()
  expect(configuration.statuses.maxCharacters).toBe(600)
  const file = new File([new Uint8Array([1, 2, 3])], 'door.png', { type: 'image/png' })
  const media = await masto.v2.media.create({ file, description: 'A door' })
  const first = await masto.v1.statuses.create({ status: 'Open day <soon>', mediaIds: [media.id] })
  expect(first.content).toBe('<p>Open day &lt;soon&gt;</p>')
  expect(first.mediaAttachments[0]).toMatchObject({ description: 'A door', type: 'image' })
  const answer = await masto.v1.statuses.create({ status: 'Doors at ten', inReplyToId: first.id })
  const edited = await masto.v1.statuses.$select(answer.id).update({ status: 'Doors at nine' })
  expect(edited.editedAt).toBeTruthy()
  const context = await masto.v1.statuses.$select(first.id).context.fetch()
  expect(context.descendants.map(({ content }) => content)).toEqual(['<p>Doors at nine</p>'])
  await masto.v1.statuses.$select(answer.id).remove()
  const left = await masto.v1.accounts.$select(office.id).statuses.list()
  expect(left.map(({ id }) => id)).toEqual([first.id])
}, 20_000)

test('an attachment is processed before it can be used', async () => {
  const form = new FormData()
  form.set('file', new File([new Uint8Array([1])], 'a.png', { type: 'image/png' }))
  const headers = { authorization: `Bearer ${server.token(office)}` }
  const added = await fetch(`${server.url}/api/v2/media`, { method: 'POST', headers, body: form })
  const { id, url } = (await added.json()) as { id: string; url: string | null }
  expect([added.status, url]).toEqual([202, null])
  expect(await call('/api/v1/statuses', posting('x', { media_ids: [id] }))).toMatchObject({ status: 422 })
  expect((await call(`/api/v1/media/${id}`)).status).toBe(206)
  expect((await call(`/api/v1/media/${id}`)).status).toBe(200)
  expect(await call('/api/v1/statuses', posting('x', { media_ids: [id] }))).toMatchObject({ status: 200 })
})

test('an idempotency key holds for an hour, unless the server is one that ignores it or lets parallel ones through', async () => {
  let now = Date.parse('2026-09-01T09:00:00Z')
  server.settings.now = () => now
  const send = () => call('/api/v1/statuses', { ...posting('Once'), key: 'abc' })
  expect((await send()).body['id']).toBe((await send()).body['id'])
  now += 3_600_000
  await send()
  expect(server.posts(office)).toHaveLength(2)
  server.settings.idempotency = 'ignored'
  now += 3_600_000
  await send()
  await send()
  expect(server.posts(office)).toHaveLength(4)
  server.settings.idempotency = 'racy'
  await Promise.all([send(), send()])
  await send()
  expect(server.posts(office)).toHaveLength(6)
})

test('refusals have the network’s own shape, and limits are told', async () => {
  expect(await call('/api/v1/statuses', posting('x'.repeat(601)))).toMatchObject({
    status: 422,
    body: { error: 'Validation failed: Text character limit of 600 exceeded' },
  })
  expect(
    (await call('/api/v1/statuses', posting(`${'x'.repeat(576)} https://example.ac.uk/${'y'.repeat(90)}`)))
      .status,
  ).toBe(200)
  expect(await call('/api/v1/statuses/1')).toMatchObject({ status: 404, body: { error: 'Record not found' } })
  const token = server.token(office)
  server.settings.rateLimit = { limit: 2, windowMs: 60_000 }
  const answers = [await call('/api/v2/instance', { token }), await call('/api/v2/instance', { token })]
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0'])
  expect(await call('/api/v2/instance', { token })).toMatchObject({
    status: 429,
    body: { error: 'Too many requests' },
  })
})

test('somebody answers and mentions; faults happen before and after the post is made', async () => {
  const student = server.addAccount({ username: 'a_student', password: 'x' })
  const post = server.post(office, 'Library hours')
  server.post(student, '@press_office are you open on Sunday?', post.id)
  const [mention] = await clientWith().v1.notifications.list({ types: ['mention'] })
  expect(mention?.status).toMatchObject({ inReplyToId: post.id, account: { acct: 'a_student' } })

  server.faults.fail(/^POST .*statuses/, { kind: 'answer', status: 401, body: '' })
  server.faults.fail(/^POST .*statuses/, { kind: 'answer-after-forwarding', status: 500, body: '{}' })
  await expect(clientWith().v1.statuses.create({ status: 'no' })).rejects.toThrow()
  await expect(clientWith().v1.statuses.create({ status: 'yes' })).rejects.toThrow()
  expect(server.posts(office).map(({ text }) => text)).toEqual(['Library hours', 'yes'])
  server.revokeTokens(office)
})
