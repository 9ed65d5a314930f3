import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDiscourse, type Discourse, type Person } from '../../../e2e/peers/discourse.ts'
import { RUBBISH, tooManyRequests } from '../../../e2e/peers/fault-proxy.ts'
import type { Connected, Network, NetworkSession } from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { part, picture, madeReady, refOf } from '../test-parts.ts'
import { discourseGrant } from './api.ts'
import { createDiscourse } from './index.ts'

let peer: Discourse
let office: Person
let network: Network
const password = 'a password for tests'

beforeEach(async () => {
  peer = await startDiscourse()
  office = peer.addPerson({ username: 'press_office', password })
  network = createDiscourse(testContext([peer.host]), { timeout: 500, settle: 0 })
})
afterEach(() => peer.stop())

const handle = () => `${peer.host}/u/press_office`
const signIn = (values: Record<string, string> = { category: '5' }) =>
  throughThePages(network.connectMethods[0], handle(), office, { values })
const byKey = (values: Record<string, string> = {}) =>
  network.connectMethods[1]!.connect!({ category: '5', key: peer.adminKey(office), ...values }, handle())
const connectionOf = ({ remoteId, server, grant }: Connected) => ({
  accountId: randomUUID(),
  remoteId,
  handle: handle(),
  server,
  grant,
})
const open = (connected: Connected): Promise<NetworkSession> =>
  network.open(connectionOf(connected), () => Promise.resolve())
const topic = (text: string, more = {}) =>
  part(text, { title: `A topic that says: ${text}`.slice(0, 60), ...more })
const fault = (status: number, body: object, headers = {}) => ({
  kind: 'answer' as const,
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

test('asks for one scope, with a key pair of its own, and keeps no more than the key', async () => {
  const { url, pending } = await network.connectMethods[0]!.start!({ category: '5' }, handle(), 'a-state')
  const asked = new URL(url).searchParams
  expect(asked.get('scopes')).toBe('write')
  expect(asked.get('public_key')).toMatch(/^-----BEGIN PUBLIC KEY-----/)
  expect(asked.get('auth_redirect')).toBe('http://127.0.0.1:3000/oauth/discourse/callback?state=a-state')
  expect(url).not.toContain('PRIVATE')
  const finish = network.connectMethods[0]!.finish!
  await expect(finish(pending, new URLSearchParams())).rejects.toThrow('the permission was not given')
  await expect(finish(pending, new URLSearchParams({ payload: 'AAAA' }))).rejects.toThrow('can’t be read')
  const connected = await signIn()
  expect(connected).toMatchObject({ displayName: 'press_office', scopes: ['write'], expiresAt: null })
  expect(JSON.stringify(connected.grant)).not.toContain('PRIVATE')
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(signIn({ category: 'news' })).rejects.toThrow('ends in its number')
  await expect(signIn({ category: 'https://forum.example.ac.uk/c/other/9' })).rejects.toThrow('no category 9')
  // A key that was given for nothing does not lie about.
  expect(peer.keys(office)).toEqual([])
  await expect(byKey({ key: 'wrong' })).rejects.toThrow('did not accept the key')
  await expect(byKey({ key: '' })).rejects.toThrow('Give the API key')
})

test('says whether a mention names somebody, and whether a forum is one before anybody is sent there', async () => {
  const session = await open(await signIn())
  expect(await session.knows!('@press_office')).toBe(true)
  expect(await session.knows!('nobody_here')).toBe(false)
  peer.faults.fail('/u/press_office.json', RUBBISH)
  expect(await session.knows!('press_office')).toBeNull()
  // The second of two questions may be the one too many.
  peer.faults.fail('/groups/nobody_here.json', tooManyRequests())
  await expect(session.knows!('nobody_here')).rejects.toMatchObject({ retryAfter: expect.any(String) })
  peer.faults.fail(/^HEAD /, { kind: 'answer', status: 404 })
  await expect(signIn()).rejects.toThrow('no forum of Discourse')
})

test('gives a user’s key back on disconnecting, and says who has to revoke an administrator’s', async () => {
  const connected = await signIn()
  await network.disconnect!(connectionOf(connected))
  expect(peer.keys(office)).toEqual([])
  expect((await (await open(connected)).publish(topic('Sent after that, long enough'))).kind).toBe(
    'reconnect',
  )
  await expect(network.disconnect!(connectionOf(await byKey()))).rejects.toThrow('An administrator')
})

test('puts a topic into its category, with tags, words and images as they were meant', async () => {
  const session = await open(await signIn())
  const sent = await madeReady(
    session,
    topic('Open day: *free*, at 10.00', { tags: ['Open Day'], media: [await picture('A map')] }),
  )
  const { url } = refOf(await session.publish(sent))
  const [post] = peer.posts(office)
  expect(post).toMatchObject({
    text: 'Open day: *free*, at 10.00',
    category: 5,
    tags: ['open-day'],
    alts: ['A map'],
  })
  expect(url).toMatch(/\/t\/[a-z0-9-]+\/\d+\/1$/)
})

test('gives tags as older forums take them', async () => {
  peer.settings.version = '3.5.1'
  const session = await open(await signIn())
  await session.publish(topic('With a tag, to an old forum', { tags: ['library'] }))
  expect(peer.posts(office)[0]?.tags).toEqual(['library'])
})

test('with an administrator’s key a topic bears ours, and a repeat is the same one, for ever', async () => {
  let now = Date.now()
  peer.settings.now = () => now
  const session = await open(await byKey())
  const sent = topic('Sent twice, an hour apart')
  const first = refOf(await session.publish(sent))
  expect(peer.posts(office)[0]?.externalId).toBe(sent.key)
  // The forum's own memory of requests is over by then.
  now += 3_600_000
  expect(await session.publish(sent)).toMatchObject({ kind: 'published', remoteId: first.remoteId })
  expect(peer.posts(office)).toHaveLength(1)
})

test('the same words in another post are a duplicate, said in a sentence', async () => {
  const session = await open(await signIn())
  await session.publish(topic('The library opens at nine'))
  expect(await session.publish(topic('The library opens at nine'))).toMatchObject({
    kind: 'rejected',
    code: 'duplicate',
    say: expect.stringContaining('Title has already been used'),
  })
  expect(await session.publish(topic('Too short'))).toMatchObject({
    kind: 'rejected',
    code: 'refused-by-network',
    say: expect.stringContaining('minimum is 20'),
  })
  expect(await session.publish(part('A topic without any title at all'))).toMatchObject({
    code: 'title-missing',
  })
})

test('waits as long as the forum says, in its header or in its answer, and says whose limit it was', async () => {
  const session = await open(await signIn())
  const sent = topic('Sent too soon after the last')
  const post = /^POST \/posts\.json$/
  const body = { errors: ['Too many times.'], error_type: 'rate_limit', extras: { wait_seconds: 40 } }
  peer.faults.fail(post, fault(429, body))
  const told = await session.publish(sent)
  expect(told).toMatchObject({ kind: 'retry', limited: 'account' })
  const wait = told.kind === 'retry' ? Date.parse(told.after) - Date.now() : 0
  expect(wait / 1000).toBeGreaterThan(30)
  expect(wait / 1000).toBeLessThanOrEqual(40)
  peer.faults.fail(post, { kind: 'answer', status: 429, headers: { 'retry-after': '9' }, body: 'Slow down' })
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry', limited: 'server' })
  peer.settings.readOnly = true
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry', limited: 'server' })
  peer.settings.readOnly = false
  expect((await session.publish(sent)).kind).toBe('published')
})

test('a refusal that is not the forum’s own proves nothing', async () => {
  const session = await open(await signIn())
  peer.faults.fail(/^POST \/posts\.json$/, { kind: 'answer', status: 403, body: '<h1>Blocked</h1>' })
  expect((await session.publish(topic('Stopped by something before it'))).kind).toBe('unknown')
  peer.faults.fail(/^GET \/posts\.json/, RUBBISH)
  expect((await session.find(topic('Never sent to anybody'), null)).kind).toBe('undetermined')
})

test('what waits for the staff is neither published nor lost', async () => {
  peer.settings.approves = true
  const session = await open(await signIn())
  const [kept, refused] = [topic('Waits for the staff and is let in'), topic('Waits for them and is not')]
  const first = await session.publish(kept)
  if (first.kind !== 'processing') throw new Error(first.kind)
  expect(await session.find(kept, first)).toMatchObject({
    kind: 'undetermined',
    say: expect.stringContaining('approved'),
  })
  peer.review(true)
  expect(await session.find(kept, first)).toMatchObject({ kind: 'present', same: true })
  const second = await session.publish(refused)
  if (second.kind !== 'processing') throw new Error(second.kind)
  peer.review(false)
  expect(await session.find(refused, second)).toMatchObject({ kind: 'rejected', code: 'not-approved' })
})

test('finds its own among everybody’s, also where the clocks are ten minutes apart', async () => {
  const others = peer.addPerson({ username: 'somebody', password })
  const session = await open(await signIn())
  const sent = topic('Lost on its way back to us')
  peer.faults.fail(/^POST \/posts\.json$/, { kind: 'drop-after' })
  expect((await session.publish(sent)).kind).toBe('unknown')
  for (let at = 0; at < 120; at++) peer.post(others, `Something else, number ${at}`, sent.text)
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  for (const minutes of [-10, 10]) {
    peer.settings.now = () => Date.now() + minutes * 60_000
    const late = topic(`By a clock that is ${minutes} minutes off`)
    expect((await session.find(late, null)).kind).toBe('absent')
    const ref = refOf(await session.publish(late))
    expect(await session.find(late, null)).toMatchObject({ kind: 'present', remoteId: ref.remoteId })
  }
})

test('may change and remove only what is its own to change', async () => {
  const session = await open(await signIn())
  const sent = topic('Opens at nine on Saturdays')
  const ref = refOf(await session.publish(sent))
  const edited = {
    ...sent,
    title: 'New times of the library',
    text: 'Opens at ten on Saturdays',
    tags: ['times'],
  }
  expect((await session.edit!(ref, edited)).kind).toBe('done')
  expect(peer.posts(office)[0]).toMatchObject({ title: 'New times of the library', tags: ['times'] })
  // Only staff may pin.
  expect(await session.pin!(ref, true)).toMatchObject({ kind: 'rejected' })
  await session.publish(topic('An answer that keeps it there', { parent: ref, root: ref, title: null }))
  expect(await session.remove!(ref)).toMatchObject({ kind: 'rejected' })
  expect(discourseGrant.parse((await signIn()).grant).key.kind).toBe('user')
})
