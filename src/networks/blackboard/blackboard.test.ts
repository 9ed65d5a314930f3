import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBlackboard, type Blackboard, type Course, type Person } from '../../../e2e/peers/blackboard.ts'
import {
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type Network,
  type NetworkSession,
} from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { madeReady, part, refOf } from '../test-parts.ts'
import { personGrant } from './grants.ts'
import { createBlackboard } from './index.ts'
import { blackboardProfile } from './limits.ts'

let peer: Blackboard
let network: Network
let lecturer: Person
let course: Course
const title = 'Library hours'

beforeEach(async () => {
  peer = await startBlackboard()
  network = createBlackboard(testContext([peer.host], [], peer.app), { timeout: 1000, settle: 0 })
  lecturer = peer.addPerson('lecturer')
  course = peer.addCourse('ABC123', [lecturer])
})
afterEach(() => peer.stop())

const signIn = (handle = `ABC123@${peer.host}`) =>
  throughThePages(network.connectMethods[0], handle, lecturer, { values: { server: peer.url } })

const integrate = (handle = peer.host) =>
  network.connectMethods[1]?.connect?.({ server: peer.url }, handle) ?? Promise.reject(new Error('No form'))

interface Stored {
  grant: Json
  saves: number
}

function open(
  { remoteId, handle, server, grant }: Connected,
  stored: Stored = { grant, saves: 0 },
): Promise<NetworkSession> {
  const freshGrant = () => Promise.resolve(stored.grant)
  return network.open(
    { accountId: randomUUID(), remoteId, handle, server, grant: stored.grant, freshGrant },
    (next) => {
      stored.grant = next
      stored.saves++
      return Promise.resolve()
    },
  )
}

/** As after the hour for which a token is good. */
function spent(grant: Json): Json {
  return { ...personGrant.parse(grant), accessToken: 'a token that has ended' }
}

test('knows a course by the ID that people read, keeps the number that stays, and asks for what it needs', async () => {
  const connected = await signIn(` courseId:ABC123@${peer.host.toUpperCase()} `)
  expect(connected).toMatchObject({
    handle: `ABC123@${peer.host}`,
    displayName: 'About ABC123',
    remoteId: `${peer.url}#${course.id}`,
    profileUrl: `${peer.url}/ultra/courses/${course.id}/announcements`,
    scopes: ['read', 'write', 'delete', 'offline'],
  })
  // Finding out what may be done has left nothing behind.
  expect([peer.seen(course), peer.hidden(course)]).toEqual([[], []])
})

test('says which entitlement is missing', async () => {
  await expect(signIn(`NONE@${peer.host}`)).rejects.toThrow('shows no course NONE')
  peer.settings.withheld.add('course.announcements.DELETE')
  await expect(signIn()).rejects.toThrow('“course.announcements.DELETE” is missing')
  peer.settings.withheld.clear()
  await expect(integrate()).rejects.toThrow('“system.announcements.CREATE” is missing')
  await expect(signIn('ABC123@bb.example.ac.uk')).rejects.toThrow('Make them agree')

  const session = await open(await signIn())
  const ready = await madeReady(session, part('Open late', { title }))
  peer.settings.withheld.add('course.announcements.MODIFY')
  expect(await session.publish(ready)).toMatchObject({
    kind: 'rejected',
    code: 'not-allowed',
    say: expect.stringContaining('“course.announcements.MODIFY”'),
  })
  peer.settings.withheld.add('course.announcements.CREATE')
  await expect(session.stage?.(part('Another', { title }))).rejects.toThrow('“course.announcements.CREATE”')
})

test('announces to everybody as the integration, unseen until it is published', async () => {
  peer.promote(peer.integration)
  const connected = await integrate()
  expect(connected).toMatchObject({
    handle: peer.host,
    grant: { kind: 'integration', course: null },
    expiresAt: null,
  })
  const session = await open(connected)
  const since = new Date(Date.now() - 1000).toISOString()
  const ready = await madeReady(session, part('Closed on Monday', { title }))
  expect([peer.seen(null).length, peer.hidden(null).length]).toEqual([0, 1])
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  const ref = refOf(await session.publish(ready))
  expect(refOf(await session.publish(ready))).toEqual(ref)
  expect(peer.seen(null)).toHaveLength(1)
  expect(await session.find(ready, null)).toMatchObject({ kind: 'present', same: true })
  expect((await session.own?.(since))?.posts.map(({ text }) => text)).toEqual(['Closed on Monday'])
  // A token that ends meanwhile is asked for anew: the grant itself holds none.
  peer.oauth.revoke(peer.integration)
  expect(await session.remove?.(ref)).toEqual({ kind: 'done', ref: null })
  const stranger = createBlackboard(testContext([peer.host], [], { ...peer.app, clientSecret: 'another' }))
  await expect(stranger.connectMethods[1]?.connect?.({ server: peer.url }, peer.host)).rejects.toThrow(
    'does not know Rostrum’s integration',
  )
})

test('a token that ends between the draft and its publishing is renewed once for all who wait', async () => {
  const connected = await signIn()
  const stored = { grant: spent(connected.grant), saves: 0 }
  const sessions = await Promise.all([open(connected, stored), open(connected, stored)])
  const sent = await Promise.all(
    sessions.map((session, at) => madeReady(session, part(`Number ${at}`, { title }))),
  )
  const kinds = await Promise.all(sessions.map((session, at) => session.publish(sent[at]!)))
  expect(kinds.map(({ kind }) => kind)).toEqual(['published', 'published'])
  expect(stored.saves).toBe(1)
  expect(personGrant.parse(stored.grant).refreshToken).toBeTruthy()
})

test('a renewal that comes back empty or not at all costs nothing, and a withdrawn permission is told', async () => {
  const connected = await signIn()
  const stored = { grant: connected.grant, saves: 0 }
  const session = await open(connected, stored)
  const ready = await madeReady(session, part('Open late', { title }))
  stored.grant = spent(connected.grant)
  const late = await open(connected, stored)
  for (const fault of [
    { kind: 'answer', status: 200, body: '{"access_token":""}' },
    { kind: 'answer', status: 503 },
    { kind: 'drop-before' },
  ] as const) {
    peer.faults.fail('/oauth2/token', fault)
    expect(await late.publish(ready)).toMatchObject({ kind: 'retry' })
  }
  expect([stored.saves, peer.seen(course).length]).toEqual([0, 0])
  peer.oauth.revoke(lecturer)
  expect((await late.publish(ready)).kind).toBe('reconnect')
  await expect(late.own?.(ready.createdAt)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a draft that a lost answer left behind is used, not made twice', async () => {
  const session = await open(await signIn())
  const sent = part('Open late & <loud>', { title })
  peer.faults.fail(/^POST .*announcements$/, { kind: 'drop-after' })
  await expect(madeReady(session, sent)).rejects.toBeInstanceOf(NetworkTrouble)
  refOf(await session.publish(await madeReady(session, sent)))
  expect([peer.seen(course).length, peer.hidden(course).length]).toEqual([1, 0])
  expect(peer.seen(course)[0]?.body).toContain('<p>Open late &amp; &lt;loud&gt;</p>')
})

test.for([-600_000, 600_000])('finds its own though the server’s clock is %i ms off', async (off) => {
  peer.settings.now = () => Date.now() + off
  const session = await open(await signIn())
  const sent = part('Open late', { title })
  peer.announce(course, title, 'Open early')
  peer.faults.fail(/^POST .*announcements$/, { kind: 'drop-after' })
  await expect(madeReady(session, sent)).rejects.toBeInstanceOf(NetworkTrouble)
  const ready = await madeReady(session, sent)
  refOf(await session.publish(ready))
  expect([peer.seen(course).length, peer.hidden(course).length]).toEqual([2, 0])
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
})

test('a draft that somebody deletes is made again', async () => {
  const session = await open(await signIn())
  const ready = await madeReady(session, part('Open late', { title }))
  const elsewhere = await open(await signIn())
  await elsewhere.remove?.({ remoteId: peer.hidden(course)[0]!.id, url: '' })
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  const again = await madeReady(session, { ...ready, staged: null })
  refOf(await session.publish(again))
  expect(peer.seen(course)).toHaveLength(1)
})

test('when the day’s calls are used up, it waits until Blackboard’s own header says', async () => {
  await peer.stop()
  // Connecting takes four, a draft two.
  peer = await startBlackboard({ callsADay: 6 })
  network = createBlackboard(testContext([peer.host], [], peer.app), { timeout: 1000, settle: 0 })
  lecturer = peer.addPerson('lecturer')
  course = peer.addCourse('ABC123', [lecturer])
  const session = await open(await signIn())
  const ready = await madeReady(session, part('Open late', { title }))
  const outcome = await session.publish(ready)
  expect(outcome).toMatchObject({ kind: 'retry', limited: 'app' })
  const wait = outcome.kind === 'retry' ? Date.parse(outcome.after) - Date.now() : 0
  expect(wait).toBeGreaterThan(86_000_000)
  await expect(session.stage?.(part('Another', { title }))).rejects.toMatchObject({ limited: 'app' })
})

test('refuses before anything is made what can’t be announced, and counts what a person sees', async () => {
  const session = await open(await signIn())
  const before = peer.faults.log.length
  for (const [wrong, code] of [
    [part('No title'), 'no-title'],
    [part('Long title', { title: 'x'.repeat(151) }), 'title-too-long'],
    [part(' ', { title }), 'empty'],
  ] as const) {
    const told = await session.stage?.(wrong).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(PostRefused)
    expect(told).toMatchObject({ code })
  }
  expect(peer.faults.log).toHaveLength(before)
  expect(blackboardProfile.count('👩‍👩‍👧‍👦'.repeat(20_000)).over).toBe(0)
  expect(blackboardProfile.count(`${'مرحبا'.repeat(4000)}!`).over).toBe(1)
})

test('reads handles as people type them', () => {
  const { normaliseHandle, handleProblem } = blackboardProfile
  expect(normaliseHandle('https://BB.Example.ac.uk/ultra/')).toBe('bb.example.ac.uk')
  expect(normaliseHandle('courseId:ABC123@BB.example.ac.uk')).toBe('ABC123@bb.example.ac.uk')
  for (const handle of ['ABC123@bb.example.ac.uk', 'bb.example.ac.uk', 'x.y-z_1@bb.example.ac.uk:8443'])
    expect(handleProblem(handle), handle).toBeNull()
  for (const handle of ['ABC123', 'a b@bb.example.ac.uk', 'a@b@bb.example.ac.uk', '@bb.example.ac.uk', ''])
    expect(handleProblem(handle), handle).toMatch(/\.$/)
})
