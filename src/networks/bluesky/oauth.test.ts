import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startBluesky, type Bluesky, type BlueskyAccount } from '../../../e2e/peers/bluesky.ts'
import { launchBrowser } from '../../../e2e/peers/chromium.ts'
import { authorizeOnBluesky } from '../../../e2e/peers/sign-in-pages.ts'
import { film, part, picture, refOf } from '../test-parts.ts'
import {
  ReconnectNeeded,
  type Connected,
  type ConnectMethod,
  type Network,
  type NetworkContext,
  type OpenConnection,
} from '../contract.ts'
import { testContext } from '../test-context.ts'
import { createBluesky } from './index.ts'

let peer: Bluesky
let account: BlueskyAccount
let browser: Browser
let receiver: Server
let context: NetworkContext
let network: Network
let method: ConnectMethod

beforeAll(async () => {
  peer = await startBluesky({ faults: true })
  account = await peer.createAccount({ handle: 'press-office.test', password: 'a password for tests' })
  browser = await launchBrowser()
  receiver = createServer((_request, response) => void response.end('Back in Rostrum')).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const publicUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  context = { ...testContext([new URL(peer.url).host, new URL(peer.plcUrl).host]), publicUrl }
  network = createBluesky(context, { plcUrl: peer.plcUrl, resolverUrl: peer.url, timeout: 5000 })
  method =
    network.connectMethods.find((each) => each.kind === 'redirect') ?? network.connectMethods[0] ?? none()
}, 60_000)
afterAll(async () => {
  await browser.close()
  receiver.closeAllConnections()
  receiver.close()
  await peer.stop()
})

function none(): never {
  throw new Error('Bluesky has no way to connect')
}

async function throughThePages(
  handle: string,
  decision: 'allow' | 'deny' = 'allow',
  as = account,
): Promise<Connected> {
  const started = (await method.start?.({}, handle, 'state-of-ours')) ?? none()
  const page = await browser.newPage()
  try {
    await page.goto(started.url)
    await authorizeOnBluesky(page, as.password, decision)
    await page.waitForURL(`${context.publicUrl}/oauth/bluesky/callback**`)
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('state')).toBe(started.state)
    return (await method.finish?.(started.pending, searchParams)) ?? none()
  } finally {
    await page.context().close()
  }
}

function opened({ remoteId, handle, server, grant }: Connected): OpenConnection {
  return { accountId: randomUUID(), remoteId, handle, server, grant }
}
const open = (connection: OpenConnection) => network.open(connection, () => Promise.resolve())

const storedSession = z.looseObject({
  tokenSet: z.looseObject({ access_token: z.string(), refresh_token: z.string() }),
})

test('a person signs in on the server’s own page; Rostrum posts, renews, and lets go', async () => {
  const connected = await throughThePages(account.handle)
  expect(connected).toMatchObject({ remoteId: account.did, handle: account.handle, server: peer.url })
  expect(connected.scopes).toEqual([
    'atproto',
    'repo:app.bsky.feed.post',
    'blob:image/*',
    'blob:video/mp4',
    'blob:text/vtt',
  ])
  expect(JSON.stringify(connected)).not.toContain('token')

  const session = await open(opened(connected))
  const media = [await picture('The library at dusk')]
  const prepared = [await session.prepareMedia(media[0] ?? none())]
  const sent = part('By OAuth, thanks @press-office.test', { media, prepared })
  const ref = refOf(await session.publish(sent))
  expect(refOf(await session.publish(sent))).toEqual(ref)
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  expect(await peer.listPosts(account.did)).toHaveLength(1)
  expect(await session.remove?.(ref)).toMatchObject({ kind: 'done' })

  // Through the library too, a video goes bit by bit.
  const { media: walk, read } = film(6_000_000)
  expect(await session.prepareMedia(walk)).toMatchObject({ video: { size: 6_000_000 } })
  expect(read).toEqual({ largest: 1_048_576, bytes: 6_000_000 })

  // An access token that the server no longer takes is renewed on the way, and the new pair is kept.
  const before = storedSession.parse(await context.store.get('oauth-session', account.did))
  const stale = { ...before, tokenSet: { ...before.tokenSet, expires_at: new Date(0).toISOString() } }
  await context.store.set('oauth-session', account.did, z.json().parse(stale))
  const sessions = await Promise.all([open(opened(connected)), open(opened(connected))])
  const outcomes = await Promise.all(sessions.map((each, at) => each.publish(part(`Renewed ${at}`))))
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['published', 'published'])
  const renewed = storedSession.parse(await context.store.get('oauth-session', account.did))
  expect(renewed.tokenSet.refresh_token).not.toBe(before.tokenSet.refresh_token)
  expect(renewed.tokenSet.refresh_token).not.toBe('')

  peer.faults?.fail('putRecord', { kind: 'drop-after' })
  const lost = part('Through a fault')
  expect((await session.publish(lost)).kind).toBe('unknown')
  expect(await session.find(lost, null)).toMatchObject({ kind: 'present', same: true })
  peer.faults?.fail('putRecord', { kind: 'answer', status: 429, headers: { 'ratelimit-reset': '1' } })
  expect((await session.publish(part('Wait'))).kind).toBe('retry')

  await network.disconnect?.(opened(connected))
  await expect(open(opened(connected))).rejects.toBeInstanceOf(ReconnectNeeded)
  expect((await session.publish(part('Too late'))).kind).toBe('reconnect')
}, 60_000)

test('a server in trouble while renewing costs neither the grant nor the truth', async () => {
  const connected = await throughThePages(account.handle)
  const kept = storedSession.parse(await context.store.get('oauth-session', account.did))
  const stale = { ...kept, tokenSet: { ...kept.tokenSet, expires_at: new Date(0).toISOString() } }
  await context.store.set('oauth-session', account.did, z.json().parse(stale))
  peer.faults?.fail('/oauth/token', { kind: 'answer', status: 503 }, 2)
  await expect(open(opened(connected))).rejects.toMatchObject({ code: 'network.trouble' })
  peer.faults?.clear()
  const session = await open(opened(connected))
  expect((await session.publish(part('After the trouble'))).kind).toBe('published')
}, 60_000)

test('a permission that is not given connects nothing, and neither does a handle that nobody has', async () => {
  await expect(throughThePages(account.handle, 'deny')).rejects.toThrow('the permission was not given')
  await expect(method.start?.({}, 'nobody.test', 's')).rejects.toThrow('There is no account nobody.test')
  await expect(method.start?.({}, 'not a handle', 's')).rejects.toThrow('looks like a web address')
}, 60_000)

test('tells servers who asks, by two documents, when it has a public address', async () => {
  const web = { ...testContext(), publicUrl: 'https://social.example.ac.uk' }
  const documents = createBluesky(web).documents?.() ?? []
  expect(documents.map((document) => document.path)).toEqual([
    '/oauth/bluesky/client-metadata.json',
    '/oauth/bluesky/jwks.json',
  ])
  const [metadata, jwks] = await Promise.all(documents.map((document) => document.read()))
  expect(metadata).toMatchObject({
    client_id: 'https://social.example.ac.uk/oauth/bluesky/client-metadata.json',
    redirect_uris: ['https://social.example.ac.uk/oauth/bluesky/callback'],
    token_endpoint_auth_method: 'private_key_jwt',
  })
  const keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).parse(jwks).keys
  expect(keys).toHaveLength(1)
  expect(keys[0]).not.toHaveProperty('d')
  const again = await createBluesky(web).documents?.()[1]?.read()
  expect(again).toEqual(jwks)
  expect(network.documents?.()).toEqual([])
})
