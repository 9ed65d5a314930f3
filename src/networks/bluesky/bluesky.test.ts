import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '#platform/clock/index.ts'
import { startBluesky, type Bluesky, type BlueskyAccount } from '../../../e2e/peers/bluesky.ts'
import { captions, clip, part, picture, refOf } from '../test-parts.ts'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Connected,
  type Json,
  type Network,
  type OpenConnection,
} from '../contract.ts'
import { testContext } from '../test-context.ts'
import { passwordGrant } from './app-password.ts'
import { createBluesky } from './index.ts'
import { timeOfKey } from './own.ts'

let peer: Bluesky
let account: BlueskyAccount
let network: Network
const lines: string[] = []

beforeAll(async () => {
  peer = await startBluesky({ faults: true })
  const context = testContext([new URL(peer.url).host, new URL(peer.plcUrl).host], lines)
  network = createBluesky(context, { plcUrl: peer.plcUrl, resolverUrl: peer.url, timeout: 3000 })
  account = await peer.createAccount({ handle: 'library.test', password: 'a password for tests' })
}, 60_000)
afterAll(() => peer.stop())

function connect(values: Record<string, string> = {}, handle = account.handle): Promise<Connected> {
  const method = network.connectMethods.find((each) => each.id === 'app-password')
  return (
    method?.connect?.({ password: account.appPassword, ...values }, handle) ??
    Promise.reject(new Error('No form'))
  )
}

async function connection(): Promise<OpenConnection> {
  const { remoteId, handle, server, grant } = await connect()
  return { accountId: randomUUID(), remoteId, handle, server, grant }
}

/** As after the two hours for which the server takes an access token. */
function spent(grant: Json): Json {
  const { accessJwt, ...rest } = passwordGrant.parse(grant)
  return { ...rest, accessJwt: `${accessJwt}x` }
}

test('finds the server by the handle, and takes it as people type it', async () => {
  const connected = await connect({}, ' @Library.test ')
  expect(connected).toMatchObject({ remoteId: account.did, handle: 'library.test', server: peer.url })
  expect(Date.parse(connected.expiresAt ?? '')).toBeGreaterThan(Date.now() + 14 * 86_400_000)
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(connect({ password: 'wrong' })).rejects.toThrow(
    'does not know library.test with this app password',
  )
  await expect(connect({ password: '' })).rejects.toThrow('Type the app password')
  await expect(connect({}, 'nobody.test')).rejects.toThrow('There is no account nobody.test')
  await expect(connect({ server: 'http://bluesky.example.ac.uk' })).rejects.toThrow('looks like https://')
  await expect(connect({ server: 'https://127.0.0.1:1' })).rejects.toBeInstanceOf(NetworkTrouble)
})

test('renews a spent grant once for all who wait, saves it before using it, and posts', async () => {
  const given = await connection()
  const saved: Json[] = []
  let stored = spent(given.grant)
  const open = () =>
    network.open(
      { ...given, grant: spent(given.grant), freshGrant: () => Promise.resolve(stored) },
      (grant) => {
        saved.push(grant)
        stored = grant
        return Promise.resolve()
      },
    )
  const sessions = await Promise.all([open(), open(), open()])
  const before = peer.faults?.log.length ?? 0
  const outcomes = await Promise.all(sessions.map((session, at) => session.publish(part(`Renewed ${at}`))))
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['published', 'published', 'published'])
  expect(saved).toHaveLength(1)
  const renewals = peer.faults?.log.slice(before).filter(({ url }) => url.includes('refreshSession'))
  expect(renewals).toHaveLength(1)
})

test('a renewal that comes back empty, or not at all, costs nothing', async () => {
  const given = await connection()
  const saved: Json[] = []
  const open = () =>
    network.open({ ...given, grant: spent(given.grant) }, (grant) => {
      saved.push(grant)
      return Promise.resolve()
    })
  const json = { 'content-type': 'application/json' }
  const empty = JSON.stringify({ did: account.did, handle: account.handle, accessJwt: '', refreshJwt: '' })
  for (const fault of [
    { kind: 'answer', status: 200, headers: json, body: empty },
    { kind: 'answer', status: 502 },
    { kind: 'drop-before' },
  ] as const) {
    peer.faults?.fail('refreshSession', fault)
    const session = await open()
    expect((await session.publish(part('Not yet'))).kind).toBe('retry')
  }
  expect(saved).toEqual([])
  expect((await (await open()).publish(part('Now'))).kind).toBe('published')
})

test('a token that has run out by the clock is renewed on opening, and the connection lives on', async () => {
  const given = await connection()
  const clock = manualClock(new Date(Date.now() + 3 * 3_600_000).toISOString())
  const reachable = [new URL(peer.url).host, new URL(peer.plcUrl).host]
  const later = createBluesky(
    { ...testContext(reachable), clock },
    { plcUrl: peer.plcUrl, resolverUrl: peer.url },
  )
  const saved: Json[] = []
  const session = await later.open(given, (grant) => {
    saved.push(grant)
    return Promise.resolve()
  })
  expect(saved).toHaveLength(1)
  expect((await session.publish(part('After a rest'))).kind).toBe('published')
})

test('disconnecting ends the tokens', async () => {
  const given = await connection()
  await network.disconnect?.(given)
  const session = await network.open({ ...given, grant: spent(given.grant) }, () => Promise.resolve())
  expect((await session.publish(part('Too late'))).kind).toBe('reconnect')
  await expect(session.prepareMedia(await picture('x'))).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('links mentions that lead somewhere, and leaves the others as plain text', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const sent = part('Thanks @library.test and @nobody.test, see example.ac.uk')
  refOf(await session.publish(sent))
  const stored = await peer.getRecord(account.did, 'app.bsky.feed.post', sent.key)
  expect(stored?.value['facets']).toEqual([
    {
      index: { byteStart: 7, byteEnd: 20 },
      features: [{ $type: 'app.bsky.richtext.facet#mention', did: account.did }],
    },
    {
      index: { byteStart: 43, byteEnd: 56 },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.ac.uk' }],
    },
  ])
})

test('a repeat stays one post though a mentioned handle has moved since', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const sent = part('Thanks @later.test')
  const first = refOf(await session.publish(sent))
  await peer.createAccount({ handle: 'later.test', password: 'a password for tests' })
  expect(refOf(await session.publish(sent))).toEqual(first)
})

test('never overwrites another post under the same mark', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const sent = part('The first')
  refOf(await session.publish(sent))
  expect(await session.publish({ ...sent, text: 'The second' })).toMatchObject({
    kind: 'rejected',
    code: 'key-taken',
  })
  expect((await peer.getRecord(account.did, 'app.bsky.feed.post', sent.key))?.value['text']).toBe('The first')
  expect(await session.find({ ...sent, text: 'The second' }, null)).toMatchObject({
    kind: 'present',
    same: false,
    text: 'The first',
  })
})

test('a picture that the server has forgotten is uploaded again', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const media = [await picture('Uploaded elsewhere', '#123456')]
  const other = await peer.createAccount({ handle: 'elsewhere.test', password: 'a password for tests' })
  const theirs = await connect({ password: other.appPassword }, other.handle)
  const elsewhere = await network.open(
    {
      accountId: randomUUID(),
      remoteId: other.did,
      handle: other.handle,
      server: theirs.server,
      grant: theirs.grant,
    },
    () => Promise.resolve(),
  )
  const prepared = [await elsewhere.prepareMedia(media[0] ?? (await picture('')))]
  refOf(await session.publish(part('With a picture', { media, prepared })))
})

test('a video stands with its description, shape and captions, and is found to be the same', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const media = [clip('A walk through the library', [captions('Welcome.')])]
  const sent = part('A clip', { media, prepared: [await session.prepareMedia(media[0]!)] })
  refOf(await session.publish(sent))
  const stored = await peer.getRecord(account.did, 'app.bsky.feed.post', sent.key)
  expect(stored?.value['embed']).toMatchObject({
    $type: 'app.bsky.embed.video',
    alt: 'A walk through the library',
    aspectRatio: { width: 720, height: 1280 },
    captions: [{ lang: 'en-GB', file: { mimeType: 'text/vtt' } }],
    video: { mimeType: 'video/mp4' },
  })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  const own = await session.own?.(sent.createdAt)
  expect(own?.posts.find(({ remoteId }) => remoteId.endsWith(sent.key))).toMatchObject({ media: 1 })
})

test('a video that Bluesky can’t take is refused before a byte leaves', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const before = peer.faults?.log.length
  const usual = clip('A walk')
  for (const [media, why] of [
    [{ ...usual, seconds: 181 }, '3 minutes'],
    [{ ...usual, size: () => Promise.resolve(100_000_001) }, '100 MB'],
    [{ ...usual, type: 'video/webm' }, 'MP4'],
    [{ ...usual, alt: '👩‍👩‍👧‍👦'.repeat(1001) }, '1000 characters'],
    [clip('A walk', [captions('x'.repeat(20_000))]), '20 kB'],
  ] as const)
    await expect(session.prepareMedia(media)).rejects.toThrow(why)
  expect(peer.faults?.log.length).toBe(before)
  const media = [usual, await picture('Beside it')]
  expect(await session.publish(part('Both', { media }))).toMatchObject({ code: 'too-many-media' })
})

test('an upload that was never allowed asks for a new connection', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const body = JSON.stringify({ error: 'ScopeMissing', message: 'Missing required scope "blob:video/mp4"' })
  peer.faults?.fail('uploadBlob', { kind: 'answer', status: 403, body })
  await expect(session.prepareMedia(clip('A walk'))).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('says which mentions lead to somebody', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  expect(await session.knows?.('Library.test')).toBe(true)
  expect(await session.knows?.('nobody.test')).toBe(false)
  peer.faults?.fail('resolveHandle', { kind: 'answer', status: 502 })
  expect(await session.knows?.('library.test')).toBeNull()
})

test('reads the time out of a record’s key', () => {
  const { key, createdAt } = part('Now')
  expect(Math.abs((timeOfKey(key) ?? 0) - Date.parse(createdAt))).toBeLessThan(1000)
  expect(timeOfKey('self')).toBeNull()
})

test('what the server itself finds wrong is said in its words', async () => {
  const session = await network.open(await connection(), () => Promise.resolve())
  const outcome = await session.publish(part('Hello', { language: 'not a language' }))
  expect(outcome).toMatchObject({ kind: 'rejected', code: 'refused-by-network' })
})

test('nothing secret was logged', () => {
  for (const line of lines) expect(line).not.toContain(account.appPassword)
})

test('a server’s real limit on sign-ins is a reason to wait, until the time it says', async () => {
  const strict = await startBluesky({ rateLimits: true })
  try {
    const reachable = [new URL(strict.url).host, new URL(strict.plcUrl).host]
    const limited = createBluesky(testContext(reachable), { plcUrl: strict.plcUrl, resolverUrl: strict.url })
    const connectWith = limited.connectMethods.find((each) => each.id === 'app-password')?.connect
    const tries = Array.from({ length: 40 }, () =>
      connectWith?.({ password: 'wrong', server: strict.url }, 'nobody.test').catch(
        (error: unknown) => error,
      ),
    )
    const limitedBy = (await Promise.all(tries)).find((error) => error instanceof NetworkTrouble)
    expect(limitedBy).toBeInstanceOf(NetworkTrouble)
    const wait = Date.parse((limitedBy as NetworkTrouble).retryAfter ?? '') - Date.now()
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(86_400_000)
  } finally {
    await strict.stop()
  }
})
