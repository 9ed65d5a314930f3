import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startGraph, type Channel, type GraphPeer, type Team } from '../../../e2e/peers/graph-microsoft.ts'
import { manualClock } from '#platform/clock/index.ts'
import {
  ConnectRefused,
  MediaRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type NetworkContext,
} from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { madeReady, part, picture, refOf } from '../test-parts.ts'
import { teamsGrant } from './connect.ts'
import { createTeams } from './index.ts'
import { teamsProfile } from './limits.ts'

let peer: GraphPeer
let office: ReturnType<GraphPeer['addPerson']>
let team: Team
let channel: Channel
let context: NetworkContext

beforeEach(async () => {
  peer = await startGraph()
  office = peer.addPerson('library')
  ;({ team, channel } = peer.addTeam('Library', 'News', [office]))
  context = testContext([peer.host], [], peer.app)
})
afterEach(() => peer.stop())

const network = (among = context, settle = 0) =>
  createTeams(among, { loginUrl: peer.url, graphUrl: peer.url, timeout: 400, settle })
const signIn = (handle = 'Library / News', among = context) =>
  throughThePages(network(among).connectMethods[0], handle, office)
const connectionOf = ({ remoteId, handle, server, grant }: Connected) => ({
  accountId: randomUUID(),
  remoteId,
  handle,
  server,
  grant,
})
async function open(among = context, settle = 0) {
  const connection = connectionOf(await signIn(undefined, among))
  return network(among, settle).open(connection, () => Promise.resolve())
}
const sendings = () =>
  peer.faults.log.filter(({ method, url }) => method === 'POST' && /\/(?:messages|replies)$/.test(url))

test('finds the channel by its name, whatever its case, and says what is wrong', async () => {
  const connected = await signIn('library/NEWS')
  expect(connected).toMatchObject({ remoteId: channel.id, displayName: 'Library / News' })
  expect(connected.profileUrl).toContain('teams.microsoft.com/l/channel/')
  // A refresh token lives 90 days, and that is watched.
  const days = (Date.parse(connected.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(90)
  await expect(signIn('Library')).rejects.toThrow('a team and a channel')
  await expect(signIn('Library / Nowhere')).rejects.toThrow('no channel called “Nowhere”')
  await expect(signIn('Elsewhere / News')).rejects.toThrow('no team called “Elsewhere”')
  peer.addTeam('library', 'News', [office])
  await expect(signIn()).rejects.toThrow('several teams')
})

test('says when nobody registered the app, and when an administrator has not consented', async () => {
  await expect(signIn(undefined, testContext([peer.host]))).rejects.toThrow('Nobody has registered an app')
  peer.faults.fail(/\/token$/, {
    kind: 'answer',
    status: 200,
    body: JSON.stringify({ access_token: 'a-token-of-little', scope: 'User.Read', expires_in: 3600 }),
  })
  const told = await signIn().catch((error: unknown) => error)
  expect(told).toBeInstanceOf(ConnectRefused)
  expect(String(told)).toContain('ChannelMessage.Read.All')
  expect(String(told)).toContain('administrator')
})

test('two that work at once renew once, and an answer with nothing in it overwrites nothing', async () => {
  const connected = await signIn()
  const grant = teamsGrant.parse(connected.grant)
  let stored: Json = { ...grant, expiresAt: new Date(Date.now() + 1000).toISOString() }
  const saved: Json[] = []
  const connection = { ...connectionOf(connected), grant: stored, freshGrant: () => Promise.resolve(stored) }
  const save = (next: Json) => {
    saved.push(next)
    stored = next
    return Promise.resolve()
  }
  peer.faults.fail(/\/token$/, { kind: 'answer', status: 200, body: '{}' })
  const net = network()
  // What still holds is good enough: the first finds nothing to renew with, and works on.
  await net.open(connection, save)
  expect(saved).toEqual([])
  const tokens = () => peer.faults.log.filter(({ url }) => url.endsWith('/token')).length
  const before = tokens()
  await Promise.all([net.open(connection, save), net.open(connection, save)])
  expect(tokens() - before).toBe(1)
  expect(saved).toHaveLength(1)
  expect(teamsGrant.parse(stored)).toMatchObject({
    teamId: team.id,
    channelId: channel.id,
    userId: office.id,
  })
  expect(teamsGrant.parse(stored).refreshToken).not.toBe(grant.refreshToken)
})

test('a token that ends between opening and sending is renewed on the way', async () => {
  const session = await open()
  for (const token of peer.oauth.tokens) token.until = Date.now() - 1
  expect((await session.publish(part('Still once'))).kind).toBe('published')
  expect(channel.messages).toHaveLength(1)
})

test('shows title, words, links and pictures as they were meant', async () => {
  const session = await open()
  const text = 'Opening <b>times</b> & “more”:\nhttps://example.ac.uk/a?b=1&c=2.'
  const media = [await picture('The "reading" room')]
  const sent = await madeReady(session, part(text, { title: 'From Monday', media }))
  const ref = refOf(await session.publish(sent))
  const [message] = channel.messages
  expect(message).toMatchObject({ subject: 'From Monday', importance: 'normal' })
  expect(message?.content).toContain(
    'Opening &lt;b&gt;times&lt;/b&gt; &amp; “more”:<br><a href="https://example.ac.uk/a?b=1&amp;c=2">',
  )
  expect(message?.content).toContain('alt="The &quot;reading&quot; room"')
  expect(message?.hosted[0]?.bytes.length).toBeGreaterThan(1000)
  expect(ref.url).toContain('https://teams.microsoft.com/l/message/')
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true, text })
  const edited = { ...sent, text: 'Moved', media: [await picture('Another word')] }
  expect(await session.edit?.(ref, edited)).toMatchObject({ kind: 'done' })
  expect(message?.content).toMatch(/^Moved<br><img src="[^"]+hostedContents[^"]+" alt="Another word"/)
  expect(await session.edit?.(ref, { ...sent, media: [] })).toMatchObject({ code: 'media-fixed' })
})

test('twins of the same words are told apart, and a title is part of them', async () => {
  const session = await open()
  const first = part('Closed today')
  const one = refOf(await session.publish(first))
  const second = part('Closed today')
  expect(await session.find(second, null)).toEqual({ kind: 'absent' })
  const two = refOf(await session.publish(second))
  expect(await session.find(first, null)).toMatchObject({ remoteId: one.remoteId })
  expect(await session.find(second, null)).toMatchObject({ remoteId: two.remoteId })
  expect(await session.find({ ...part('Closed today'), title: 'Sunday' }, null)).toEqual({ kind: 'absent' })
})

test('words that Teams gives back otherwise are known again, or left to a person', async () => {
  const session = await open()
  const sent = part('Open day 🎉, “this” Saturday')
  const author = office
  const [tag, quotes] = [
    '<p>Open day <emoji id="tada" alt="🎉" title="Party"></emoji>, “this” Saturday</p>',
    '<p>Open day 🎉, "this" Saturday</p>',
  ]
  peer.world.addMessage({ channel, author, content: tag })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  channel.messages.splice(0)
  peer.world.addMessage({ channel, author, content: quotes })
  expect(await session.find(sent, null)).toMatchObject({
    kind: 'undetermined',
    say: expect.stringContaining('nearly the same words'),
  })
})

test('what somebody else said in the same words is not ours', async () => {
  const session = await open()
  const author = peer.addPerson('somebody')
  const sent = part('Happy new year')
  peer.world.addMessage({ channel, author, content: 'Happy new year' })
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
})

test.each([-30, -10, 10, 30])('finds its post with clocks %i minutes apart', async (minutes) => {
  const start = new Date(Date.now() + minutes * 60_000).toISOString()
  const session = await open({ ...context, clock: manualClock(start) })
  const sent = part('Sent by a clock that is wrong', { createdAt: start })
  refOf(await session.publish(sent))
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  expect(await session.find(part('Another', { createdAt: start }), null)).toEqual({ kind: 'absent' })
})

test('reads on through pages, and says so when it can’t reach far enough', async () => {
  const session = await open()
  const author = office
  const sent = part('The first of many')
  refOf(await session.publish(sent))
  const now = Date.now()
  for (let at = 0; at < 120; at++)
    peer.world.addMessage({ channel, author, content: `Busy day ${at}`, created: now + at })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present' })
  const own = await session.own?.(sent.createdAt)
  expect(own?.complete).toBe(true)
  expect(own?.posts[0]?.text).toBe('Busy day 119')
  for (let at = 0; at < 400; at++) peer.world.addMessage({ channel, author, content: `Busier ${at}` })
  expect((await session.find(part('Never sent', { createdAt: sent.createdAt }), null)).kind).toBe(
    'undetermined',
  )
})

test('so soon after a sending, what is not there may still come', async () => {
  const session = await open(context, 25_000)
  const now = new Date().toISOString()
  expect((await session.find(part('Under way', { sentAt: now }), null)).kind).toBe('undetermined')
})

test('understands the errors of Graph, and a page that is none of its own', async () => {
  const session = await open()
  const failWith = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    peer.faults.fail(/^POST .*\/messages$/, { kind: 'answer', status, headers, body: JSON.stringify(body) })
  const error = (code: string) => ({ error: { code, message: 'In its own words.' } })
  failWith(403, error('Forbidden'))
  expect((await session.publish(part('Hello'))).kind).toBe('reconnect')
  failWith(413, error('RequestEntityTooLarge'))
  expect(await session.publish(part('Hello'))).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('In its own words.'),
  })
  failWith(429, error('TooManyRequests'), { 'retry-after': '7' })
  expect(await session.publish(part('Hello'))).toMatchObject({ kind: 'retry', limited: 'app' })
  failWith(503, error('serviceNotAvailable'), { 'retry-after': '7' })
  expect((await session.publish(part('Hello'))).kind).toBe('unknown')
  failWith(403, '<h1>Blocked</h1>')
  expect((await session.publish(part('Hello'))).kind).toBe('unknown')
  expect(channel.messages).toEqual([])
})

test('an answer waits while the post it follows can’t be looked at, and nothing is sent', async () => {
  const session = await open()
  const root = refOf(await session.publish(part('One')))
  peer.faults.fail(/^GET .*\/messages\/\d+$/, { kind: 'drop-before' })
  const before = sendings().length
  expect((await session.publish(part('Two', { root, parent: root }))).kind).toBe('retry')
  expect(sendings().length).toBe(before)
})

test('counts bytes of what is sent, also of emoji and of what is written from the right', () => {
  const { count } = teamsProfile
  expect(count('Plain').used).toBe(5)
  expect(count('مرحبا').used).toBe(10)
  expect(count('👩‍👩‍👧‍👦').used).toBe(25)
  expect(count('a\nb').used).toBe(6)
  expect(count('&').used).toBe(5)
  expect(count('https://a.uk').used).toBe('<a href="https://a.uk">https://a.uk</a>'.length)
  expect(count('x'.repeat(28_001)).over).toBe(1)
})

test('the words of pictures count too, and a picture that is too large is refused at once', async () => {
  const session = await open()
  const media = [await picture('w'.repeat(500))]
  const sent = await madeReady(session, part('x'.repeat(27_900), { media }))
  expect(await session.publish(sent)).toMatchObject({ code: 'too-long', say: expect.stringMatching(/28000/) })
  const [image] = media
  const sized = (size: number) => ({ ...image!, size: () => Promise.resolve(size) })
  await expect(session.prepareMedia(sized(0))).rejects.toBeInstanceOf(MediaRefused)
  await expect(session.prepareMedia(sized(900_000))).rejects.toThrow('700 kB')
})

test('a post is only called gone where the channel can still be read', async () => {
  const session = await open()
  const sent = part('There')
  const ref = refOf(await session.publish(sent))
  const missing = {
    kind: 'answer',
    status: 404,
    body: '{"error":{"code":"NotFound","message":"No team found."}}',
  } as const
  peer.faults.fail(/^GET .*\/messages/, missing, 2)
  expect((await session.find(sent, ref)).kind).toBe('undetermined')
  peer.faults.fail(/softDelete$/, missing)
  peer.faults.fail(/^GET .*\/messages/, missing)
  expect((await session.remove?.(ref))?.kind).not.toBe('done')
  channel.messages.splice(0)
  expect(await session.find(sent, ref)).toEqual({ kind: 'absent' })
  expect(await session.edit?.(ref, sent)).toMatchObject({ code: 'gone' })
  team.members.delete(office)
  expect((await session.find(sent, ref)).kind).toBe('reconnect')
  await expect(session.own?.(sent.createdAt)).rejects.toBeInstanceOf(ReconnectNeeded)
  team.channels.splice(0)
  team.members.add(office)
  expect((await session.publish(part('To nowhere'))).kind).toBe('reconnect')
})
