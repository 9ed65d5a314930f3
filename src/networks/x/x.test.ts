import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import { startX, type XPeer } from '../../../e2e/peers/x.ts'
import { manualClock } from '#platform/clock/index.ts'
import {
  ConnectRefused,
  MediaRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Connected,
  type Json,
  type NetworkContext,
  type NetworkSession,
} from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { captions, clip, madeReady, part, picture, refOf } from '../test-parts.ts'
import type { XOptions } from './api.ts'
import { xGrant } from './connect.ts'
import { createX } from './index.ts'

let peer: XPeer
let office: Person
let context: NetworkContext

beforeEach(async () => {
  peer = await startX()
  office = peer.addAccount('Press_Office')
  context = testContext([peer.host], [], peer.app)
})
afterEach(() => peer.stop())

const network = (options: XOptions = {}, among = context) =>
  createX(among, {
    api: peer.url,
    pages: peer.url,
    timeout: 400,
    pollEvery: 5,
    looks: 5,
    settle: 0,
    ...options,
  })
const signIn = (among = context) =>
  throughThePages(network({}, among).connectMethods[0], '@press_office', office)
const connectionOf = ({ remoteId, handle, server, grant }: Connected) => ({
  accountId: randomUUID(),
  remoteId,
  handle,
  server,
  grant,
})

interface Opened {
  session: NetworkSession
  connected: Connected
  saved: { grant: Json; expiresAt: string | null }[]
}

async function open(options: XOptions = {}, among = context): Promise<Opened> {
  const connected = await signIn(among)
  const saved: Opened['saved'] = []
  const session = await network(options, among).open(connectionOf(connected), async (grant, expiresAt) => {
    saved.push({ grant, expiresAt })
  })
  return { session, connected, saved }
}

const later = (milliseconds: number): NetworkContext => ({
  ...context,
  clock: manualClock(Temporal.Now.instant().add({ milliseconds }).toString()),
})
const asked = (what: string) => peer.faults.log.filter(({ url }) => url.includes(what)).length

test('asks for no more than it needs, and knows whose account it is', async () => {
  const connected = await signIn()
  expect(connected).toMatchObject({ handle: 'press_office', profileUrl: 'https://x.com/Press_Office' })
  // Renewed by itself for as long as X lets us: no end that a person has to watch.
  expect(connected.expiresAt).not.toBe(xGrant.parse(connected.grant).expiresAt)
  expect(connected.scopes).toEqual([
    'tweet.read',
    'tweet.write',
    'users.read',
    'media.write',
    'offline.access',
  ])
  const { url } = await network().connectMethods[0]!.start!({}, 'press_office', 's')
  expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
})

test('says what is wrong with a connection that can’t be made, and gives a foreign token back', async () => {
  const [method] = network().connectMethods
  await expect(throughThePages(method, 'press_office', office, { does: 'deny' })).rejects.toThrow('not given')
  await expect(method!.start!({}, 'no handle at all', 's')).rejects.toBeInstanceOf(ConnectRefused)
  await expect(throughThePages(method, 'somebody', office)).rejects.toThrow('You signed in as @Press_Office')
  expect(peer.oauth.tokens).toEqual([])
  const bare = network({}, { ...context, app: () => Promise.resolve(undefined) })
  await expect(bare.connectMethods[0]!.start!({}, 'press_office', 's')).rejects.toThrow('registered an app')
})

test('disconnecting gives both tokens back', async () => {
  const connected = await signIn()
  await network().disconnect?.(connectionOf(connected))
  expect(peer.oauth.tokens).toEqual([])
})

test('two that open at once renew once, and the new tokens are saved before they are used', async () => {
  const connected = await signIn()
  const among = later(2 * 3_600_000)
  let stored = connected.grant
  const connection = { ...connectionOf(connected), freshGrant: () => Promise.resolve(stored) }
  const save = async (grant: Json) => void (stored = grant)
  const one = network({}, among)
  await Promise.all([one.open(connection, save), one.open(connection, save)])
  expect(asked('/2/oauth2/token')).toBe(2)
  expect(xGrant.parse(stored).refreshToken).not.toBe(xGrant.parse(connected.grant).refreshToken)
})

test('an empty or broken answer to a renewal overwrites nothing', async () => {
  const connected = await signIn()
  const among = later(2 * 3_600_000)
  const never = () => Promise.reject(new Error('saved'))
  for (const body of ['{}', '{"access_token":""}', '<p>Hello</p>']) {
    peer.faults.fail('/2/oauth2/token', { kind: 'answer', status: 200, body })
    await expect(network({}, among).open(connectionOf(connected), never)).rejects.toBeInstanceOf(
      NetworkTrouble,
    )
  }
  peer.faults.fail('/2/oauth2/token', { kind: 'answer', status: 400, body: '{"error":"invalid_request"}' })
  await expect(network({}, among).open(connectionOf(connected), never)).rejects.toBeInstanceOf(
    ReconnectNeeded,
  )
})

test('a token that ends between the upload and the post is renewed, and the post goes out once', async () => {
  const { session, saved } = await open()
  const sent = await madeReady(session, part('With a picture', { media: [await picture('Dusk')] }))
  for (const token of peer.oauth.tokens) token.until = Date.now() - 1
  refOf(await session.publish(sent))
  expect(peer.posts(office)).toHaveLength(1)
  expect(saved).toHaveLength(1)
  // A renewal that gets no answer is no reason to connect again: nothing was sent, and it is tried later.
  for (const token of peer.oauth.tokens) token.until = Date.now() - 1
  peer.faults.fail('/2/oauth2/token', { kind: 'drop-before' })
  expect((await session.publish(part('Later'))).kind).toBe('retry')
})

test('two sessions that meet the end of a token at once renew it once', async () => {
  const connected = await signIn()
  let stored = connected.grant
  const connection = { ...connectionOf(connected), freshGrant: () => Promise.resolve(stored) }
  const one = network()
  const save = async (grant: Json) => void (stored = grant)
  const sessions = await Promise.all([one.open(connection, save), one.open(connection, save)])
  for (const token of peer.oauth.tokens) token.until = Date.now() - 1
  const sent = await Promise.all(sessions.map((session, at) => session.publish(part(`At once ${at}`))))
  expect(sent.map(({ kind }) => kind)).toEqual(['published', 'published'])
  expect(asked('/2/oauth2/token')).toBe(2)
})

test('finds its post whatever the clocks say', async () => {
  for (const minutes of [-25, -10, 10, 25]) {
    const among = later(minutes * 60_000)
    const { session } = await open({}, among)
    const sent = part(`Clock ${minutes}`, { createdAt: among.clock.now().toString() })
    const { remoteId } = refOf(await session.publish(sent))
    expect(await session.find(sent, null)).toMatchObject({ kind: 'present', remoteId })
    const never = part('Never', { createdAt: among.clock.now().toString() })
    expect(await session.find(never, null)).toEqual({ kind: 'absent' })
    await session.remove?.({ remoteId, url: '' })
  }
})

test('a refusal of the same words that an earlier sending left behind is that sending', async () => {
  const { session } = await open()
  const sent = part('Came late')
  peer.faults.fail(/^POST \/2\/tweets$/, { kind: 'drop-after' })
  expect((await session.publish(sent)).kind).toBe('unknown')
  expect(await session.publish(sent)).toMatchObject({
    kind: 'published',
    remoteId: peer.posts(office)[0]?.id,
  })
  expect(peer.posts(office)).toHaveLength(1)
  // When the account can't be read, nobody says that it was not made.
  peer.faults.fail('/tweets?', { kind: 'answer', status: 503 })
  expect((await session.publish(part('Came late'))).kind).toBe('unknown')
})

test('waits as long as the limit that was met says, by X’s own clock', async () => {
  peer.settings.postsIn15Minutes = 1
  const { session } = await open()
  await session.publish(part('One'))
  const refused = await session.publish(part('Two'))
  expect(refused).toMatchObject({ kind: 'retry', limited: 'account' })
  if (refused.kind === 'retry') expect(Date.parse(refused.after) - Date.now()).toBeGreaterThan(890_000)
  const date = 'Sat, 21 Nov 2026 10:00:00 GMT'
  const reset = String(Date.parse(date) / 1000 + 600)
  const headers = { date, 'x-app-limit-24hour-remaining': '0', 'x-app-limit-24hour-reset': reset }
  peer.faults.fail(/^POST \/2\/tweets$/, { kind: 'answer', status: 429, headers })
  const ofTheApp = await session.publish(part('Three'))
  expect(ofTheApp).toMatchObject({ kind: 'retry', limited: 'app' })
  if (ofTheApp.kind === 'retry')
    expect(Math.round((Date.parse(ofTheApp.after) - Date.now()) / 60_000)).toBe(10)
})

test('says that the credits are used up, and that nothing was sent', async () => {
  peer.settings.credits = 0
  const { session } = await open()
  expect(await session.publish(part('Unpaid'))).toMatchObject({
    kind: 'retry',
    limited: 'app',
    say: expect.stringContaining('credits'),
  })
})

test('a video that X could not work with is refused, and one without an end is tried again', async () => {
  peer.settings.processingFails = true
  const { session } = await open({ part: 500_000 })
  await expect(session.prepareMedia(clip('A walk'))).rejects.toBeInstanceOf(MediaRefused)
  expect(asked('/append')).toBe(3)
  peer.settings.processing = Infinity
  await expect(session.prepareMedia(clip('A walk'))).rejects.toThrow('still works on the video')
  const empty = { ...(await picture('')), size: () => Promise.resolve(0) }
  await expect(session.prepareMedia(empty)).rejects.toBeInstanceOf(MediaRefused)
})

test('captions go up as SubRip, with the language in two capitals', async () => {
  const { session } = await open()
  const sent = await madeReady(session, part('The film', { media: [clip('', [captions('Welcome.')])] }))
  refOf(await session.publish(sent))
  expect(peer.posts(office)[0]?.captions).toEqual(['1\n00:00:00,000 --> 00:00:04,000\nWelcome.\n'])
  expect(peer.posts(office)[0]?.media[0]?.subtitles).toMatchObject([{ language: 'EN' }])
})

test('refuses 281 characters itself, so that nothing is paid for it', async () => {
  const { session } = await open()
  const before = asked('/2/tweets')
  expect(await session.publish(part('の'.repeat(141)))).toMatchObject({ kind: 'rejected', code: 'too-long' })
  expect(asked('/2/tweets')).toBe(before)
  const full = part('👩‍👩‍👧‍👦'.repeat(140))
  refOf(await session.publish(full))
  expect(await session.find(full, null)).toMatchObject({ kind: 'present', same: true })
})

test('a page with status 200 is never an answer', async () => {
  const { session } = await open()
  const rubbish = { kind: 'answer', status: 200, body: '<!doctype html><p>Welcome</p>' } as const
  const sent = part('Hello')
  const ref = refOf(await session.publish(sent))
  peer.faults.fail('/2/', rubbish, 20)
  expect((await session.publish(part('Hello again'))).kind).toBe('unknown')
  expect((await session.find(sent, ref)).kind).toBe('undetermined')
  expect((await session.find(sent, null)).kind).toBe('undetermined')
  expect((await session.remove?.(ref))?.kind).toBe('unknown')
  expect(await session.knows?.('press_office')).toBeNull()
  await expect(session.own?.(new Date(0).toISOString())).rejects.toBeInstanceOf(NetworkTrouble)
  await expect(session.prepareMedia(await picture(''))).rejects.toBeInstanceOf(NetworkTrouble)
})

test('knows whom a mention names', async () => {
  const { session } = await open()
  expect(await session.knows?.('Press_Office')).toBe(true)
  expect(await session.knows?.('nobody_here')).toBe(false)
  expect(await session.knows?.('this-can-be-no-name')).toBe(false)
})

test('so soon after the sending, what is not there may still come', async () => {
  const { session } = await open({ settle: 25_000 })
  const now = new Date().toISOString()
  expect((await session.find(part('Under way', { sentAt: now }), null)).kind).toBe('undetermined')
})
