import { Agent } from '@atproto/api'
import {
  JoseKey,
  NodeOAuthClient,
  type NodeSavedSession,
  type NodeSavedState,
} from '@atproto/oauth-client-node'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBluesky, type Bluesky, type BlueskyAccount } from './bluesky.ts'
import { launchBrowser } from './chromium.ts'
import { authorizeOnBluesky } from './sign-in-pages.ts'

const scope = 'atproto transition:generic'
let bluesky: Bluesky
let account: BlueskyAccount
let browser: Browser
let receiver: Server
let redirectUri: string

beforeAll(async () => {
  bluesky = await startBluesky({ faults: true })
  account = await bluesky.createAccount({ handle: 'press-office.test', password: 'a password for tests' })
  browser = await launchBrowser()
  receiver = createServer((_request, response) => void response.end('Back in Rostrum')).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  redirectUri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/callback`
}, 60_000)
afterAll(async () => {
  await browser.close()
  receiver.closeAllConnections()
  receiver.close()
  await bluesky.stop()
})

function memory<T>() {
  const kept = new Map<string, T>()
  return {
    get: (key: string) => kept.get(key),
    set: (key: string, value: T) => void kept.set(key, value),
    del: (key: string) => void kept.delete(key),
  }
}

function newClient(): NodeOAuthClient {
  return new NodeOAuthClient({
    ...common(),
    clientMetadata: {
      client_id: `http://localhost?${new URLSearchParams({ redirect_uri: redirectUri, scope })}`,
      redirect_uris: [redirectUri],
      scope,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
    },
  })
}

function common() {
  return {
    stateStore: memory<NodeSavedState>(),
    sessionStore: memory<NodeSavedSession>(),
    requestLock: <T>(_name: string, work: () => T | PromiseLike<T>) => Promise.resolve(work()),
    allowHttp: true,
    handleResolver: bluesky.url,
    plcDirectoryUrl: bluesky.plcUrl,
  }
}

async function throughThePages(
  client: NodeOAuthClient,
  decision: 'allow' | 'deny',
  back = redirectUri,
): Promise<URLSearchParams> {
  const address = await client.authorize(account.handle, { state: 'account-7' })
  const context = await browser.newContext()
  const page = await context.newPage()
  const returning = page.waitForRequest((request) => request.url().startsWith(back))
  await page.goto(String(address))
  await authorizeOnBluesky(page, account.password, decision)
  const { searchParams } = new URL((await returning).url())
  await context.close()
  return searchParams
}

test('a person signs in on the server’s own page, and Rostrum may post until it signs out', async () => {
  const client = newClient()
  const { session, state } = await client.callback(await throughThePages(client, 'allow'))
  expect([session.did, state]).toEqual([account.did, 'account-7'])
  expect(bluesky.faults?.log.find(({ url }) => url === '/oauth/par')?.headers['dpop']).toBeTruthy()

  const record = { $type: 'app.bsky.feed.post', text: 'By OAuth', createdAt: '2026-09-01T09:00:00.000Z' }
  const written = { repo: session.did, collection: 'app.bsky.feed.post', rkey: '3mjtest2222aa', record }
  await new Agent(session).com.atproto.repo.putRecord(written)
  expect(await bluesky.listPosts(account.did)).toMatchObject([{ value: { text: 'By OAuth' } }])

  const refreshed = await client.restore(account.did, true)
  await new Agent(refreshed).com.atproto.server.getSession()
  await refreshed.signOut()
  await expect(client.restore(account.did)).rejects.toThrow()
}, 60_000)

test('a person who denies access comes back with an error', async () => {
  const client = newClient()
  const back = await throughThePages(client, 'deny')
  expect(back.get('error')).toBe('access_denied')
  await expect(client.callback(back)).rejects.toMatchObject({ state: 'account-7' })
}, 60_000)

test('a client known by its metadata address signs its requests with its own key', async () => {
  const origin = 'https://rostrum.example.ac.uk'
  const back = `${origin}/connect/bluesky`
  const client = new NodeOAuthClient({
    ...common(),
    clientMetadata: {
      client_id: `${origin}/oauth-client.json`,
      client_name: 'Rostrum',
      client_uri: origin,
      redirect_uris: [back],
      jwks_uri: `${origin}/keys.json`,
      scope,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'web',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      dpop_bound_access_tokens: true,
    },
    keyset: [await JoseKey.generate(['ES256'], 'first')],
  })
  const rostrum = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/keys.json' ? client.jwks : client.clientMetadata))
  }).listen(0, '127.0.0.1')
  await once(rostrum, 'listening')
  await bluesky.find(origin, `http://127.0.0.1:${(rostrum.address() as AddressInfo).port}`)

  const { session } = await client.callback(await throughThePages(client, 'allow', back))
  await new Agent(session).com.atproto.server.getSession()
  const asked = bluesky.faults?.log.filter(({ url }) => url === '/oauth/token').at(-1)
  expect(asked?.body.toString()).toContain('client_assertion')
  await client.restore(account.did, true)
  rostrum.closeAllConnections()
  rostrum.close()
}, 60_000)

test.for([
  ['a metadata address on 127.0.0.1', () => `${new URL(redirectUri).origin}/oauth-client.json`],
  [
    'a loopback client that comes back to "localhost"',
    () => loopback(redirectUri.replace('127.0.0.1', 'localhost')),
  ],
  ['a loopback client with a path', () => `http://localhost/rostrum?${new URLSearchParams({ scope })}`],
] as const)('the server refuses %s', async ([, clientId]) => {
  const fields = { client_id: clientId(), redirect_uri: redirectUri, scope, response_type: 'code' }
  const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }
  const body = new URLSearchParams({ ...fields, ...pkce })
  const response = await fetch(`${bluesky.url}/oauth/par`, { method: 'POST', body })
  const told = (await response.json()) as { error: string; error_description: string }
  expect([response.status, told.error]).toEqual([
    400,
    expect.stringMatching(/^invalid_(client_metadata|request|client)$/),
  ])
})

function loopback(redirect: string): string {
  return `http://localhost?${new URLSearchParams({ redirect_uri: redirect, scope })}`
}
