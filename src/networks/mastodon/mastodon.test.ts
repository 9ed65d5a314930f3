import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startMastodon, type Mastodon, type Person } from '../../../e2e/peers/mastodon.ts'
import { clip, part, picture, refOf } from '../test-parts.ts'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Connected,
  type Network,
  type NetworkContext,
  type NetworkSession,
} from '../contract.ts'
import { testContext } from '../test-context.ts'
import { createMastodon } from './index.ts'
import { throughThePages } from './sign-in.test-helper.ts'
import { comparable, textOfHtml } from './html-text.ts'

let peer: Mastodon
let office: Person
let context: NetworkContext
let network: Network
let handle: string

beforeEach(async () => {
  peer = await startMastodon()
  office = peer.addAccount({
    username: 'press_office',
    password: 'a password for tests',
    displayName: 'Press office',
  })
  const { host } = new URL(peer.url)
  handle = `press_office@${host}`
  context = testContext([host])
  network = createMastodon(context, { timeout: 1500, pollEvery: 10, settle: 0 })
})
afterEach(() => peer.stop())

const signIn = (does: 'allow' | 'deny' = 'allow') => throughThePages(network, peer.url, handle, office, does)

function open({ remoteId, server, grant }: Connected): Promise<NetworkSession> {
  return network.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () => Promise.resolve())
}

const registrations = () => peer.faults.log.filter(({ url }) => url === '/api/v1/apps').length

test('asks for no more than it needs, and knows whose account it is', async () => {
  const connected = await signIn()
  expect(connected).toMatchObject({ handle, displayName: 'Press office', server: peer.url, expiresAt: null })
  expect(connected.scopes).toEqual([
    'profile',
    'read:statuses',
    'write:statuses',
    'write:media',
    'write:accounts',
  ])
})

test('registers once at a server, and again when the server has forgotten', async () => {
  await signIn()
  await signIn()
  expect(registrations()).toBe(1)
  peer.faults.fail('/oauth/token', { kind: 'answer', status: 401, body: '{"error":"invalid_client"}' })
  await signIn()
  expect(registrations()).toBe(2)
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(signIn('deny')).rejects.toThrow('the permission was not given')
  const [method] = network.connectMethods
  await expect(method?.start?.({}, 'press_office', 's')).rejects.toThrow('a name and a server')
  await expect(method?.start?.({ server: 'http://mastodon.example' }, handle, 's')).rejects.toThrow(
    'looks like https://',
  )
  handle = 'press_office@elsewhere.test'
  await expect(signIn()).rejects.toThrow('elsewhere.test does not say that')
})

test('gives the token back on disconnecting, also when the handle was not ours', async () => {
  const connected = await signIn()
  await network.disconnect?.({
    accountId: randomUUID(),
    remoteId: connected.remoteId,
    handle,
    server: peer.url,
    grant: connected.grant,
  })
  await expect(open(connected)).rejects.toBeInstanceOf(ReconnectNeeded)
  handle = handle.replace('press_office', 'somebody')
  const before = peer.faults.log.length
  await expect(signIn()).rejects.toThrow('You signed in as press_office@')
  expect(peer.faults.log.slice(before).some(({ url }) => url === '/oauth/revoke')).toBe(true)
})

test('an empty 401 and an error that is an object are understood', async () => {
  const session = await open(await signIn())
  peer.faults.fail(/^POST \/api\/v1\/statuses$/, { kind: 'answer', status: 401 })
  expect((await session.publish(part('Hello'))).kind).toBe('reconnect')
  const body = '{"error":{"text":["is too odd"]}}'
  peer.faults.fail(/^POST \/api\/v1\/statuses$/, { kind: 'answer', status: 422, body })
  expect(await session.publish(part('Hello'))).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('is too odd'),
  })
})

test('where a server ignores the key, reading back still keeps it one post', async () => {
  peer.settings.idempotency = 'ignored'
  const session = await open(await signIn())
  const sent = part('Thanks @somebody@elsewhere.test\n\nSee https://example.ac.uk/a?b=1&c=2')
  peer.faults.fail(/^POST \/api\/v1\/statuses$/, { kind: 'drop-after' })
  expect((await session.publish(sent)).kind).toBe('unknown')
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  expect(peer.posts(office)).toHaveLength(1)
})

test('sends one at a time, so that a racing server can’t be tricked', async () => {
  peer.settings.idempotency = 'racy'
  const connected = await signIn()
  const sent = part('Sent by two workers')
  const outcomes = await Promise.all(
    (await Promise.all([open(connected), open(connected)])).map((each) => each.publish(sent)),
  )
  expect(new Set(outcomes.map((outcome) => refOf(outcome).remoteId)).size).toBe(1)
  expect(peer.posts(office)).toHaveLength(1)
})

test('an older post of the same words is not taken for ours, whatever the server’s clock', async () => {
  const session = await open(await signIn())
  peer.post(office, 'Closed today')
  await new Promise((resolve) => setTimeout(resolve, 3100))
  const sent = part('Closed today')
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
  refOf(await session.publish(sent))
  expect((await session.find(sent, null)).kind).toBe('present')
})

test('is undetermined, never absent, when the account cannot be read', async () => {
  const session = await open(await signIn())
  for (const fault of [
    { kind: 'answer', status: 503 },
    { kind: 'answer', status: 200, body: '<p>Hello</p>' },
    { kind: 'drop-before' },
  ] as const) {
    peer.faults.fail('/statuses', fault)
    expect((await session.find(part('Anything'), null)).kind).toBe('undetermined')
  }
  for (let at = 0; at < 201; at++) peer.post(office, `Busy day ${at}`)
  const sent = part('Among many', { createdAt: new Date(Date.now() - 60_000).toISOString() })
  expect((await session.find(sent, null)).kind).toBe('undetermined')
})

test('so soon after the intent, what is not there may still come', async () => {
  const session = await open(await signIn())
  network = createMastodon(context, { timeout: 1500 })
  const patient = await open(await signIn())
  expect(await patient.find(part('Under way'), null)).toMatchObject({ kind: 'undetermined' })
  const old = part('Long ago', { createdAt: new Date(Date.now() - 30_000).toISOString() })
  expect(await patient.find(old, null)).toEqual({ kind: 'absent' })
  expect(await session.find(part('Under way'), null)).toEqual({ kind: 'absent' })
})

test('a grant that somebody ended is noticed on opening, and a silent server is not taken for that', async () => {
  const connected = await signIn()
  peer.faults.fail('verify_credentials', { kind: 'drop-before' })
  await open(connected)
  peer.revokeTokens(office)
  network = createMastodon(context, { timeout: 1500 })
  await expect(open(connected)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a wait for somebody else’s sending that is too long proves that nothing was sent', async () => {
  const connected = await signIn()
  const lock = () => Promise.reject(new NetworkTrouble('Somebody else has been working with this account.'))
  const { remoteId, server, grant } = connected
  const stuck = createMastodon({ ...context, lock }, { timeout: 1500 })
  const session = await stuck.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () =>
    Promise.resolve(),
  )
  expect((await session.publish(part('Waiting'))).kind).toBe('retry')
})

test('an edit changes the words of an image too', async () => {
  const session = await open(await signIn())
  const media = [await picture('Before')]
  const prepared = [await session.prepareMedia(await picture('Before'))]
  const sent = part('A picture', { media, prepared })
  const ref = refOf(await session.publish(sent))
  const edit = { ...sent, text: 'The picture', media: [await picture('After')] }
  expect(await session.edit?.(ref, edit)).toMatchObject({ kind: 'done', ref: { remoteId: ref.remoteId } })
  expect(peer.posts(office).map((post) => post.text)).toEqual(['The picture'])
  // The stand-in keeps the words of an image, so what was sent is looked at (`media_attributes`, Mastodon 4.1).
  const asked = JSON.parse(
    peer.faults.log.findLast(({ method }) => method === 'PUT')?.body.toString() ?? '{}',
  )
  expect(asked).toMatchObject({ media_attributes: [{ description: 'After' }] })
})

test('says which mentions lead to somebody, where its server can know', async () => {
  const session = await open(await signIn())
  peer.addAccount({ username: 'A_Student', password: 'x' })
  expect(await session.knows?.('a_student')).toBe(true)
  expect(await session.knows?.(`@a_student@${new URL(peer.url).host}`)).toBe(true)
  expect(await session.knows?.('nobody')).toBe(false)
  // Its server has not met everybody on every other server.
  expect(await session.knows?.('press@elsewhere.test')).toBeNull()
  peer.faults.fail('lookup', { kind: 'drop-before' })
  expect(await session.knows?.('a_student')).toBeNull()
})

test('waits for a video, refuses one that the server can’t use, and one that is too large before it leaves', async () => {
  const session = await open(await signIn())
  peer.settings.processing = 4
  const media = [clip('A walk')]
  const sent = part('A clip', { media, prepared: [await session.prepareMedia(media[0]!)] })
  refOf(await session.publish(sent))
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  const body = '{"error":"Error processing thumbnail for uploaded media"}'
  peer.faults.fail(/^GET \/api\/v1\/media/, { kind: 'answer', status: 422, body })
  await expect(session.prepareMedia(clip('Broken'))).rejects.toThrow(
    'did not take the video: Error processing',
  )
  const before = peer.faults.log.length
  const large = { ...clip('Long'), size: () => Promise.resolve(104_000_000) }
  await expect(session.prepareMedia(large)).rejects.toThrow('at most 99 MiB')
  expect(peer.faults.log).toHaveLength(before)
})

test('a pin that the server will not give is told from one that is there already', async () => {
  const session = await open(await signIn())
  const refs = []
  for (let at = 0; at < 6; at++) refs.push(refOf(await session.publish(part(`Number ${at}`))))
  for (const ref of refs.slice(0, 5)) expect(await session.pin?.(ref, true)).toMatchObject({ kind: 'done' })
  expect(await session.pin?.(refs[0]!, true)).toMatchObject({ kind: 'done' })
  expect(await session.pin?.(refs[5]!, true)).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('the maximum number'),
  })
})

test('a busy account’s list says that it is not whole', async () => {
  const session = await open(await signIn())
  const since = new Date(Date.now() - 60_000).toISOString()
  for (let at = 0; at < 201; at++) peer.post(office, `Busy day ${at}`)
  const own = await session.own?.(since)
  expect([own?.posts.length, own?.complete]).toEqual([200, false])
  peer.faults.fail('/statuses', { kind: 'answer', status: 200, body: '<p>Hello</p>' })
  await expect(session.own?.(since)).rejects.toBeInstanceOf(NetworkTrouble)
})

test('uses the limits that the server states', async () => {
  peer.settings.maxCharacters = 600
  expect(await network.serverLimits?.(peer.url)).toMatchObject({
    text: 600,
    images: 4,
    video: { bytes: 99 * 1024 * 1024, types: ['video/mp4', 'video/webm'] },
  })
  peer.faults.fail('/api/v2/instance', { kind: 'answer', status: 404 })
  expect(await network.serverLimits?.(peer.url)).toBeNull()
})

test('reads the words out of what servers make of them', () => {
  const html =
    '<p>One &amp; two<br />three</p><p><span class="h-card"><a href="https://elsewhere.test/@press" class="u-url mention">@<span>press</span></a></span> ' +
    '<a href="https://example.ac.uk/a/long/path"><span class="invisible">https://</span><span class="ellipsis">example.ac.uk/a/lo</span><span class="invisible">ng/path</span></a></p>'
  expect(textOfHtml(html)).toBe('One & two\nthree\n\n@press https://example.ac.uk/a/long/path')
  expect(comparable('One & two\nthree\n\n@press@elsewhere.test https://example.ac.uk/a/long/path')).toBe(
    comparable(textOfHtml(html)),
  )
})
