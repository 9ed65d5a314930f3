import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock, systemClock, type Clock } from '#platform/clock/index.ts'
import { startThreads, type Person, type Threads } from '../../../e2e/peers/threads.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type Network,
  type NetworkSession,
  type OpenConnection,
} from '../contract.ts'
import { startLending, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part, picture, refOf } from '../test-parts.ts'
import { answering, graph } from './answers.test-helper.ts'
import { threadsGrant } from './connect.ts'
import { createThreads } from './index.ts'

let peer: Threads
let office: Person
let lending: Awaited<ReturnType<typeof startLending>>

beforeEach(async () => {
  peer = await startThreads()
  lending = await startLending()
  office = peer.addAccount({
    username: 'press.office',
    password: 'a password for tests',
    name: 'Press office',
  })
})
afterEach(async () => {
  await lending.stop()
  await peer.stop()
})

function networkWith(clock: Clock = systemClock, settle = 0): Network {
  const { clientId, clientSecret } = peer
  const context = { ...testContext([peer.host], [], { clientId, clientSecret }), clock }
  const authorizeUrl = `${peer.url}/oauth/authorize`
  return createThreads(context, {
    graphUrl: peer.url,
    authorizeUrl,
    timeout: 500,
    pollEvery: 5,
    looks: 4,
    settle,
  })
}

const signIn = (handle = 'press.office', does: 'allow' | 'deny' = 'allow') =>
  throughThePages(networkWith().connectMethods[0], handle, office, { does })

const connectionOf = ({ remoteId, handle, server, grant }: Connected): OpenConnection => ({
  accountId: randomUUID(),
  remoteId,
  handle,
  server,
  grant,
})

const grantOf = (expiresAt: string | null): Json => ({
  accessToken: peer.token(office),
  refreshToken: null,
  expiresAt,
})

function open(
  network = networkWith(),
  grant = grantOf(null),
  save = () => Promise.resolve(),
): Promise<NetworkSession> {
  const { id: remoteId, username: handle } = office
  return network.open({ accountId: randomUUID(), remoteId, handle, server: peer.url, grant }, save)
}

const publishing = /^POST \/v1\.0\/me\/threads_publish/
const making = /^POST \/v1\.0\/me\/threads$/

test('asks for no more than it needs, and trades the hour for sixty days', async () => {
  const connected = await signIn('@Press.Office')
  expect(connected).toMatchObject({
    handle: 'press.office',
    displayName: 'Press office',
    profileUrl: 'https://threads.com/@press.office',
    scopes: ['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_delete'],
  })
  const days = (Date.parse(connected.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(59.9)
  await open(networkWith(), connected.grant)
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(signIn('press.office', 'deny')).rejects.toThrow('the permission was not given')
  await expect(signIn('library')).rejects.toThrow('You signed in as press.office, not as library.')
  peer.faults.fail('/access_token?', graph(190))
  await expect(signIn()).rejects.toThrow('gave no lasting permission')
  const [method] = createThreads(testContext([peer.host])).connectMethods
  await expect(method?.start?.({}, 'press.office', 's')).rejects.toThrow('Nobody has registered an app')
  expect(() => method?.start?.({}, 'press office', 's')).toThrow('at most 30 letters')
})

test('a token is renewed once, however many want it, and saved before it is used', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const connection = connectionOf(
    await throughThePages(networkWith(clock).connectMethods[0], 'press.office', office),
  )
  let stored = connection.grant
  const fresh = { ...connection, freshGrant: () => Promise.resolve(stored) }
  const save = (grant: Json) => Promise.resolve(void (stored = grant))
  const network = networkWith(clock)
  const renewals = () => peer.faults.log.filter(({ url }) => url.startsWith('/refresh_access_token')).length
  await network.open(fresh, save)
  expect(renewals()).toBe(0)
  clock.advance({ hours: 24 * 25 })
  await Promise.all([network.open(fresh, save), network.open(fresh, save)])
  expect(renewals()).toBe(1)
  expect(threadsGrant.parse(stored).accessToken).not.toBe(threadsGrant.parse(connection.grant).accessToken)
  const end = Date.parse(threadsGrant.parse(stored).expiresAt ?? '')
  expect(end - clock.now().epochMilliseconds).toBeGreaterThan(59.9 * 86_400_000)
})

test('an empty or broken answer never takes the place of a token that works', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString()
  const past = new Date(Date.now() - 1000).toISOString()
  let saved = 0
  const save = () => Promise.resolve(void (saved += 1))
  for (const body of [{}, { access_token: '', expires_in: 5184000 }, '<p>Hello</p>']) {
    peer.faults.fail('/refresh_access_token', answering(200, body), 2)
    await open(networkWith(), grantOf(soon), save)
    await expect(open(networkWith(), grantOf(past), save)).rejects.toBeInstanceOf(NetworkTrouble)
  }
  peer.faults.fail('/refresh_access_token', graph(190, { error_subcode: 463 }))
  await expect(open(networkWith(), grantOf(past), save)).rejects.toBeInstanceOf(ReconnectNeeded)
  expect(saved).toBe(0)
})

test('a permission that somebody took back is noticed on opening; silence is not taken for that', async () => {
  peer.faults.fail('/v1.0/me?', { kind: 'drop-before' })
  await open()
  const grant = grantOf(null)
  peer.revokeTokens(office)
  await expect(open(networkWith(), grant)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a token that ends between the container and the post', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const session = await open(networkWith(clock))
  const ready = await madeReady(session, part('In time'))
  clock.advance({ hours: 24 * 61 })
  expect((await session.publish(ready)).kind).toBe('reconnect')
  expect((await session.find(ready, null)).kind).toBe('reconnect')
  await expect(session.own?.(new Date().toISOString())).rejects.toBeInstanceOf(ReconnectNeeded)
})

test.each([
  ['plain', 'x'.repeat(500), 'x'.repeat(501)],
  ['a family of 25 bytes', '👩‍👩‍👧‍👦'.repeat(20), `${'👩‍👩‍👧‍👦'.repeat(20)}x`],
  ['flags of 8 bytes', `${'🇬🇧'.repeat(62)}xxxx`, '🇬🇧'.repeat(63)],
  ['right to left', 'م'.repeat(500), 'م'.repeat(501)],
  ['letters with marks', 'ŵ'.repeat(500), 'e\u0301'.repeat(501)],
])('counts as Threads does at the limit: %s', async (_what, fits, over) => {
  const session = await open()
  await session.publish(await madeReady(session, part(fits)))
  expect(peer.posts(office).map(({ text }) => text)).toEqual([fits])
  await expect(session.stage?.(part(over))).rejects.toThrow(/takes 500 characters; this text counts \d+/)
  const { body } = await post({ media_type: 'TEXT', text: over })
  expect(body).toContain('at most 500')
})

async function post(fields: Record<string, string>): Promise<{ status: number; body: string }> {
  const body = new URLSearchParams({ ...fields, access_token: peer.token(office) })
  const answer = await fetch(`${peer.url}/v1.0/me/threads`, { method: 'POST', body })
  return { status: answer.status, body: await answer.text() }
}

test('refuses what Threads would, before it is asked', async () => {
  const session = await open()
  const links = Array.from({ length: 6 }, (_, at) => `https://example.ac.uk/${at}`).join(' ')
  for (const wanted of [
    part(links),
    part(' '),
    part('Topic', { tags: ['a.b'] }),
    part('Two', { tags: ['a', 'b'] }),
  ])
    await expect(session.stage?.(wanted)).rejects.toBeInstanceOf(PostRefused)
  const long = { ...(await picture('x'.repeat(1001), '#000', lending.lend)) }
  await expect(session.stage?.(part('Words', { media: [long] }))).rejects.toThrow('1000 characters')
  await expect(session.prepareMedia({ ...long, type: 'image/webp' })).rejects.toBeInstanceOf(MediaRefused)
  const heavy = { ...clip('Heavy'), size: () => Promise.resolve(1_000_000_001) }
  await expect(session.prepareMedia(heavy)).rejects.toThrow('1000 MB')
  expect(peer.world.containers).toEqual([])
})

test('a carousel of pictures and a video; a fault half-way publishes nothing', async () => {
  const session = await open()
  const media = [
    await picture('One', '#111', lending.lend),
    clip('Two', [], lending.lend),
    await picture('Three', '#333', lending.lend),
  ]
  const wanted = part('All of it', { media, tags: ['open day'] })
  peer.faults.fail(({ body }) => body.includes('video_url'), { kind: 'drop-after' })
  await expect(madeReady(session, wanted)).rejects.toBeInstanceOf(NetworkTrouble)
  expect(peer.posts(office)).toEqual([])
  const ready = await madeReady(session, wanted)
  const ref = refOf(await session.publish(ready))
  expect(peer.posts(office)).toMatchObject([
    { kind: 'CAROUSEL', topic: 'open day', items: [{ alt: 'One' }, { alt: 'Two' }, { alt: 'Three' }] },
  ])
  expect(await session.find(ready, null)).toMatchObject({ kind: 'present', remoteId: ref.remoteId })
})

test('a file that Threads can’t use is refused; one that it could not fetch is tried again', async () => {
  const session = await open()
  const wanted = part('A clip', { media: [clip('A clip', [], lending.lend)] })
  const failing = (error_message: string) =>
    peer.faults.fail('fields=status', answering(200, { id: '1', status: 'ERROR', error_message }))
  failing('INVALID_DURATION')
  await expect(madeReady(session, wanted)).rejects.toThrow('too long or too short')
  failing('UNKNOWN')
  await expect(madeReady(session, wanted)).rejects.toBeInstanceOf(NetworkTrouble)
  const ready = await madeReady(session, wanted)
  failing('INVALID_FRAME_RATE')
  expect(await session.publish(ready)).toMatchObject({ kind: 'rejected', code: 'media-refused' })
  failing('FAILED_DOWNLOADING_VIDEO')
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  const nowhere = part('From nowhere', {
    media: [await picture('Gone', '#000', () => `${peer.url}/nothing.jpg`)],
  })
  await expect(madeReady(session, nowhere)).rejects.toThrow('could not fetch')
})

test('a container that has ended is made again', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const session = await open(networkWith(clock))
  const ready = await madeReady(session, part('Late'))
  clock.advance({ hours: 25 })
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  const again = await madeReady(session, { ...ready, staged: null })
  expect((await session.publish(again)).kind).toBe('published')
  const gone = { ...part('Never out'), staged: { container: '123' } }
  expect(await session.publish(gone)).toMatchObject({ kind: 'retry', stageAgain: true })
  peer.faults.fail(/^GET \/v1\.0\/me\/threads/, { kind: 'drop-before' })
  const unsure = await session.publish(gone)
  expect(unsure).toMatchObject({ kind: 'retry' })
  expect(unsure).not.toHaveProperty('stageAgain')
  // Out already, whatever Threads says of its container.
  const ref = { kind: 'published', remoteId: peer.posts(office)[0]?.id }
  expect(await session.publish({ ...again, staged: { container: '123' } })).toMatchObject(ref)
  peer.faults.fail('fields=status', graph(100, { message: 'Tried accessing nonexisting field (status)' }))
  expect(await session.publish(again)).toMatchObject(ref)
})

test('a container that is not ready is waited for, and stays the same one', async () => {
  peer.settings.processing = 12
  const session = await open()
  const ready = await madeReady(session, part('Slow'))
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry' })
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  await session.publish(ready)
  expect((await session.publish(ready)).kind).toBe('published')
  expect(peer.world.containers).toHaveLength(1)
})

test('a lost answer to a reply is found among the replies, below the right post', async () => {
  const session = await open()
  const root = refOf(await session.publish(await madeReady(session, part('One'))))
  const other = refOf(await session.publish(await madeReady(session, part('Another'))))
  await session.publish(await madeReady(session, part('Same words', { root: other, parent: other })))
  const second = await madeReady(session, part('Same words', { root, parent: root }))
  peer.faults.fail(publishing, { kind: 'drop-after' })
  expect((await session.publish(second)).kind).toBe('unknown')
  const last = peer.posts(office).at(-1)
  expect(await session.find(second, null)).toMatchObject({ kind: 'present', remoteId: last?.id })
  expect(await session.publish(second)).toMatchObject({ kind: 'published', remoteId: last?.id })
  expect(peer.posts(office)).toHaveLength(4)
})

test('twins of the same words are told apart', async () => {
  const session = await open()
  const [one, two] = [await madeReady(session, part('Open now')), await madeReady(session, part('Open now'))]
  const first = refOf(await session.publish(one))
  peer.faults.fail(publishing, { kind: 'drop-after' })
  expect((await session.publish(two)).kind).toBe('unknown')
  const found = await session.find(two, null)
  expect(found).toMatchObject({ kind: 'present', remoteId: peer.posts(office)[1]?.id })
  expect(found).not.toMatchObject({ remoteId: first.remoteId })
})

test.each([-600_000, 600_000])('a clock that is %i ms off hides nothing', async (off) => {
  peer.settings.now = () => Date.now() + off
  const session = await open()
  peer.world.posts.push({ ...peer.post(office, 'Closed today'), id: '1', at: Date.now() + off - 5_000 })
  peer.world.posts.shift()
  const sent = await madeReady(session, part('Closed today'))
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
  peer.faults.fail(publishing, { kind: 'drop-after' })
  await session.publish(sent)
  expect(await session.find(sent, null)).toMatchObject({
    kind: 'present',
    remoteId: peer.posts(office)[1]?.id,
  })
})

test('so soon after the sending, what is not there may still come', async () => {
  const session = await open(networkWith(systemClock, 25_000))
  const ready = await madeReady(session, part('Under way'))
  const sent = { ...ready, sentAt: new Date().toISOString() }
  expect((await session.find(sent, null)).kind).toBe('undetermined')
  const long = { ...ready, sentAt: new Date(Date.now() - 30_000).toISOString() }
  expect(await session.find(long, null)).toEqual({ kind: 'absent' })
})

test('errors in the shapes of the Graph API', async () => {
  const session = await open()
  const ready = await madeReady(session, part('Hello'))
  const told = async (fault: ReturnType<typeof graph>) => {
    peer.faults.fail(publishing, fault)
    return session.publish(ready)
  }
  expect(await told(graph(4, {}, 403))).toMatchObject({ kind: 'retry', limited: 'app' })
  for (const code of [9, 17, 32, 613])
    expect(await told(graph(code))).toMatchObject({ kind: 'retry', limited: 'account' })
  for (const code of [1, 2]) expect((await told(graph(code, {}, 500))).kind).toBe('unknown')
  expect((await told(graph(100, { is_transient: true }))).kind).toBe('unknown')
  for (const code of [10, 102, 190, 200]) expect((await told(graph(code))).kind).toBe('reconnect')
  expect(await told(graph(100, { error_user_msg: 'The topic is odd.' }))).toMatchObject({
    kind: 'rejected',
    say: 'Threads did not take it: The topic is odd.',
  })
  // Said of a container that is there but not everywhere yet; reading it again tells.
  expect((await told(graph(24, { error_subcode: 4_279_009 }))).kind).toBe('unknown')
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  expect((await session.publish(ready)).kind).toBe('published')
  peer.faults.fail(making, graph(17))
  await expect(session.stage?.(part('Limited'))).rejects.toMatchObject({ limited: 'account' })
})

test('nothing was sent when only the question whether it is ready got no answer', async () => {
  const session = await open()
  const ready = await madeReady(session, part('Asked first'))
  for (const fault of [
    { kind: 'drop-before' },
    { kind: 'answer', status: 503 },
    answering(200, 'Hello'),
  ] as const) {
    peer.faults.fail('fields=status', fault)
    expect((await session.publish(ready)).kind).toBe('retry')
  }
  expect(peer.posts(office)).toEqual([])
})

test('published, and not to be seen yet, is being worked on', async () => {
  const session = await open()
  const ready = await madeReady(session, part('Slow to show'))
  peer.faults.fail(/^GET \/v1\.0\/\d+\?fields=id/, graph(24))
  const outcome = await session.publish(ready)
  expect(outcome).toMatchObject({ kind: 'processing', remoteId: peer.posts(office)[0]?.id })
  if (outcome.kind !== 'processing') return
  const url = expect.stringContaining('/@press.office/post/') as unknown
  expect(await session.find(ready, outcome)).toMatchObject({ kind: 'present', same: true, url })
})

test('is undetermined, never absent, when the account can’t be read or its answers do not agree', async () => {
  const session = await open()
  const ready = await madeReady(session, part('There'))
  const ref = refOf(await session.publish(ready))
  for (const fault of [
    { kind: 'answer', status: 200, body: '<p>Hello</p>' },
    { kind: 'drop-before' },
  ] as const) {
    peer.faults.fail('fields=', fault)
    expect((await session.find(ready, ref)).kind).toBe('undetermined')
    peer.faults.fail('fields=status', fault)
    expect((await session.find(ready, null)).kind).toBe('undetermined')
  }
  peer.faults.fail(`/v1.0/${ref.remoteId}`, graph(100, { error_subcode: 33 }))
  expect((await session.find(ready, ref)).kind).toBe('undetermined')
})

test('the day’s limits of posts and of deletions are waited out', async () => {
  peer.settings.quota = { posts: 1, replies: 1, deletions: 0 }
  const session = await open()
  const ref = refOf(await session.publish(await madeReady(session, part('The one'))))
  const outcome = await session.publish(await madeReady(session, part('One too many')))
  expect(outcome).toMatchObject({ kind: 'retry', limited: 'account' })
  expect(await session.remove?.(ref)).toMatchObject({ kind: 'retry', limited: 'account' })
  expect(peer.posts(office)).toHaveLength(1)
})
