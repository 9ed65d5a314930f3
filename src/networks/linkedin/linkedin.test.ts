import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startLinkedIn, type LinkedInPeer, type Page } from '../../../e2e/peers/linkedin.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import { manualClock } from '#platform/clock/index.ts'
import {
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
import type { LinkedInOptions } from './api.ts'
import { linkedinGrant } from './connect.ts'
import { createLinkedIn } from './index.ts'

let peer: LinkedInPeer
let officer: Person
let page: Page
let context: NetworkContext
let lines: string[]

beforeEach(async () => {
  peer = await startLinkedIn()
  officer = peer.addAccount('officer')
  page = peer.addPage('example-university', [officer])
  lines = []
  context = testContext([peer.host], lines, peer.app)
})
afterEach(() => peer.stop())

const network = (options: LinkedInOptions = {}, among = context) =>
  createLinkedIn(among, {
    api: peer.url,
    pages: peer.url,
    timeout: 400,
    pollEvery: 5,
    looks: 5,
    looksAtPost: 3,
    settle: 0,
    ...options,
  })
const signIn = (among = context, who = officer) =>
  throughThePages(network({}, among).connectMethods[0], 'linkedin.com/school/Example-University/', who)
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

async function open(options: LinkedInOptions = {}, among = context): Promise<Opened> {
  const connected = await signIn(among)
  const saved: Opened['saved'] = []
  const session = await network(options, among).open(connectionOf(connected), async (grant, expiresAt) => {
    saved.push({ grant, expiresAt })
  })
  return { session, connected, saved }
}

const later = (duration: Temporal.DurationLike): NetworkContext => ({
  ...context,
  clock: manualClock(Temporal.Now.instant().add(duration).toString()),
})
const days = (count: number) => later({ hours: 24 * count })
const asked = (what: string | RegExp) =>
  peer.faults.log.filter(({ method, url }) =>
    typeof what === 'string' ? url.includes(what) : what.test(`${method} ${url}`),
  ).length
const daysUntil = (instant: string | null) =>
  Math.round((Date.parse(instant ?? '') - Date.now()) / 86_400_000)

test('connects the Page that was asked for, as somebody who administers it', async () => {
  for (let at = 0; at < 120; at++) peer.addPage(`other-${at}`, [officer])
  const last = peer.addPage('example-faculty', [officer], 'BRAND')
  const connected = await throughThePages(network().connectMethods[0], 'example-faculty', officer)
  expect(connected).toMatchObject({
    remoteId: `urn:li:organizationBrand:${last.id}`,
    profileUrl: `${peer.url}/showcase/example-faculty`,
  })
  expect(await signIn()).toMatchObject({
    remoteId: `urn:li:organization:${page.id}`,
    handle: 'example-university',
    displayName: 'The example-university',
    profileUrl: `${peer.url}/school/example-university`,
  })
  // The end that a person has to watch is that of the refresh token.
  expect(daysUntil(connected.expiresAt)).toBe(365)
})

test('says what is wrong with a connection that can’t be made', async () => {
  const [method] = network().connectMethods
  const stranger = peer.addAccount('stranger')
  await expect(signIn(context, stranger)).rejects.toThrow('no super admin of the Page “example-university”')
  await expect(throughThePages(method, 'no-such-page', officer)).rejects.toThrow('knows no Page')
  await expect(throughThePages(method, 'example-university', officer, { does: 'deny' })).rejects.toThrow(
    'not given',
  )
  await expect(method!.start!({}, '!', 's')).rejects.toThrow('last part of its address')
})

test('renews once for two that open at once; the end of a year stays where it was', async () => {
  const connected = await signIn()
  const among = days(59.5)
  let stored = connected.grant
  const ends: (string | null)[] = []
  const connection = { ...connectionOf(connected), freshGrant: () => Promise.resolve(stored) }
  const save = async (grant: Json, end: string | null) => {
    stored = grant
    ends.push(end)
  }
  const one = network({}, among)
  // LinkedIn itself sends the seconds that are left; one that forgets them doesn't make the grant endless.
  peer.faults.fail('/oauth/v2/accessToken', {
    kind: 'answer',
    status: 200,
    body: JSON.stringify({ access_token: 'a renewed token of theirs', expires_in: 5_184_000 }),
  })
  await Promise.all([one.open(connection, save), one.open(connection, save)])
  expect(asked('/oauth/v2/accessToken')).toBe(2)
  const [before, after] = [connected.grant, stored].map((grant) => linkedinGrant.parse(grant))
  expect(after).toMatchObject({
    accessToken: 'a renewed token of theirs',
    refreshToken: before!.refreshToken,
  })
  expect(ends.map(daysUntil)).toEqual([365])
})

test('an empty or broken answer to a renewal overwrites nothing', async () => {
  const connected = await signIn()
  const never = () => Promise.reject(new Error('saved'))
  for (const body of ['{}', '{"access_token":""}', '<p>Hello</p>']) {
    peer.faults.fail('/oauth/v2/accessToken', { kind: 'answer', status: 200, body }, 1)
    await network({}, days(59.5)).open(connectionOf(connected), never)
    peer.faults.fail('/oauth/v2/accessToken', { kind: 'answer', status: 200, body }, 1)
    await expect(network({}, days(61)).open(connectionOf(connected), never)).rejects.toBeInstanceOf(
      NetworkTrouble,
    )
  }
})

test('an app without refresh tokens works to the last day, and then has to be connected again', async () => {
  const connected = await signIn()
  const grant = { ...linkedinGrant.parse(connected.grant), refreshToken: null }
  const never = () => Promise.reject(new Error('saved'))
  const connection = { ...connectionOf(connected), grant }
  await network({}, days(59.5)).open(connection, never)
  await expect(network({}, days(61)).open(connection, never)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a token that ends between the upload and the post is renewed, and the post goes out once', async () => {
  const { session, saved } = await open()
  const sent = await madeReady(session, part('With a picture', { media: [await picture('Dusk')] }))
  for (const token of peer.oauth.tokens) token.until = Date.now() - 1
  refOf(await session.publish(sent))
  expect(peer.posts(page)).toHaveLength(1)
  expect(saved).toHaveLength(1)
})

test('who administers the Page no more has to be followed by somebody who does', async () => {
  const { session } = await open()
  page.admins = []
  expect((await session.publish(part('Hello'))).kind).toBe('reconnect')
  await expect(session.prepareMedia(await picture('Dusk'))).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('nothing of a text is lost to LinkedIn’s own signs', async () => {
  const { session } = await open()
  const text =
    'Open (all day) [free] {soon} <here> @library ~ #OpenDay_26 & #مرحبا *not* a_b | c\\d https://example.ac.uk/a_(b) 👩‍👩‍👧‍👦'
  const sent = part(text)
  refOf(await session.publish(sent))
  expect(peer.posts(page).map((post) => post.text)).toEqual([text])
  expect(peer.posts(page)[0]?.commentary).toContain('{hashtag|\\#|OpenDay\\_26}')
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true, text })
})

test('finds its post whatever the clocks say', async () => {
  for (const minutes of [-10, 10]) {
    const among = later({ minutes })
    const { session } = await open({}, among)
    const createdAt = among.clock.now().toString()
    const sent = part(`Clock ${minutes}`, { createdAt })
    const { remoteId } = refOf(await session.publish(sent))
    expect(await session.find(sent, null)).toMatchObject({ kind: 'present', remoteId })
    expect(await session.find(part('Never', { createdAt }), null)).toEqual({ kind: 'absent' })
  }
})

test('reads on until the pages bring nothing new, and gives up honestly', async () => {
  const { session } = await open()
  const createdAt = new Date(Date.now() - 60_000).toISOString()
  for (let at = 0; at < 250; at++) peer.post(page, `Busy day ${at}`)
  expect(await session.find(part('Never sent', { createdAt }), null)).toEqual({ kind: 'absent' })
  for (let at = 250; at < 501; at++) peer.post(page, `Busy day ${at}`)
  expect((await session.find(part('Never sent', { createdAt }), null)).kind).toBe('undetermined')
})

test('a refusal of the same words that an earlier sending left behind is that sending', async () => {
  const { session } = await open()
  const sent = part('Came late')
  peer.faults.fail(/^POST \/rest\/posts$/, { kind: 'drop-after' })
  expect((await session.publish(sent)).kind).toBe('unknown')
  expect(await session.publish(sent)).toMatchObject({
    kind: 'published',
    remoteId: peer.posts(page)[0]?.urn,
  })
  expect(peer.posts(page)).toHaveLength(1)
  const twin = await session.publish(part('Came late'))
  expect(twin).toMatchObject({ kind: 'rejected', code: 'duplicate' })
  if (twin.kind === 'rejected') expect(twin.say).toContain(peer.posts(page)[0]?.urn)
  peer.faults.fail('/rest/posts?', { kind: 'answer', status: 503 })
  expect((await session.publish(part('Came late'))).kind).toBe('unknown')
})

test('a day’s limit is waited out to midnight UTC, and whose it is is told', async () => {
  const { session } = await open()
  peer.settings.callsOfMember = 0
  const refused = await session.publish(part('One too many'))
  expect(refused).toMatchObject({ kind: 'retry', limited: 'account' })
  if (refused.kind === 'retry') expect(refused.after.slice(11, 13)).toBe('00')
  await expect(session.prepareMedia(await picture('Dusk'))).rejects.toMatchObject({ limited: 'account' })
  const message = 'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.'
  const body = JSON.stringify({ status: 429, code: 'TOO_MANY_REQUESTS', message })
  peer.faults.fail(/^POST \/rest\/posts$/, { kind: 'answer', status: 429, body })
  expect(await session.publish(part('The app’s'))).toMatchObject({ kind: 'retry', limited: 'app' })
})

test('an edition of the API that is no longer answered says what to do, and loses nothing', async () => {
  const { session } = await open()
  peer.settings.oldestVersion = '202701'
  expect(await session.publish(part('Later'))).toMatchObject({
    kind: 'retry',
    say: expect.stringContaining('Update Rostrum'),
  })
  expect((await session.find(part('Later'), null)).kind).toBe('undetermined')
})

test('a first comment that did not come out is told, and is not sent twice', async () => {
  const { session } = await open()
  const sent = part('With a comment', { firstComment: 'Book here' })
  peer.faults.fail(/^POST \/rest\/socialActions/, { kind: 'answer', status: 500 })
  const ref = refOf(await session.publish(sent))
  expect(await session.find(sent, ref)).toMatchObject({ kind: 'present', same: false })
  expect(asked(/^POST \/rest\/socialActions/)).toBe(1)
  expect(lines.join()).toContain('a first comment was not made')
  const whole = part('With its comment', { firstComment: 'Book here' })
  expect(await session.find(whole, refOf(await session.publish(whole)))).toMatchObject({ same: true })
  peer.faults.fail(/^GET \/rest\/socialActions/, { kind: 'answer', status: 403, body: '{}' })
  expect((await session.find(whole, null)).kind).toBe('undetermined')
})

test('a post whose video LinkedIn still works on is followed until it is there', async () => {
  peer.settings.postProcessing = 5
  const { session } = await open()
  const sent = await madeReady(session, part('The film', { media: [clip('', [captions('Welcome.')])] }))
  const outcome = await session.publish(sent)
  expect(outcome.kind).toBe('processing')
  if (outcome.kind !== 'processing') return
  expect((await session.find(sent, outcome)).kind).toBe('undetermined')
  await session.find(sent, outcome)
  expect(await session.find(sent, outcome)).toMatchObject({ kind: 'present', same: true })
  expect(peer.posts(page)[0]?.media[0]?.media.captions).toBe('1\n00:00:00,000 --> 00:00:04,000\nWelcome.\n')
})

test('a post that LinkedIn took and could not publish is refused for good', async () => {
  peer.settings.postFails = true
  const { session } = await open()
  const sent = await madeReady(session, part('The film', { media: [clip('')] }))
  expect(await session.publish(sent)).toMatchObject({ kind: 'rejected', code: 'not-published' })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'rejected' })
})

test('media that fails is refused, and an upload elsewhere never gets the token', async () => {
  const { session } = await open()
  peer.settings.processingFails = true
  await expect(session.prepareMedia(await picture('Dusk'))).rejects.toBeInstanceOf(MediaRefused)
  const value = { image: 'urn:li:image:1', uploadUrl: 'https://linkedin.com.example.test/upload' }
  peer.faults.fail('/rest/images', { kind: 'answer', status: 200, body: JSON.stringify({ value }) })
  await expect(session.prepareMedia(await picture('Dusk'))).rejects.toThrow('not its own')
  const two = [captions('Welcome.'), captions('Croeso.')]
  await expect(session.prepareMedia(clip('', two))).rejects.toThrow('one language')
})

test('a video goes up in the parts that LinkedIn asks for', async () => {
  peer.settings.partBytes = 500_000
  const { session } = await open()
  await session.prepareMedia(clip('A walk'))
  expect(asked(/^PUT \/dms-uploads\//)).toBe(3)
})

test('takes 3,000 characters and refuses one more, without asking', async () => {
  const { session } = await open()
  const before = asked('/rest/posts')
  expect(await session.publish(part('é'.repeat(3001)))).toMatchObject({ code: 'too-long' })
  expect(asked('/rest/posts')).toBe(before)
  refOf(await session.publish(part('(م)'.repeat(1000))))
  expect(peer.posts(page)[0]?.text).toHaveLength(3000)
})

test('a page with status 200 is never an answer', async () => {
  const { session } = await open()
  const sent = part('Hello')
  const ref = refOf(await session.publish(sent))
  const body = '<!doctype html><p>Welcome to the guest network</p>'
  peer.faults.fail('/rest/', { kind: 'answer', status: 200, body }, 30)
  expect((await session.publish(part('Hello again'))).kind).toBe('unknown')
  expect((await session.find(sent, ref)).kind).toBe('undetermined')
  expect((await session.find(sent, null)).kind).toBe('undetermined')
  expect((await session.remove?.(ref))?.kind).toBe('unknown')
  expect((await session.edit?.(ref, sent))?.kind).toBe('unknown')
  await expect(session.own?.(new Date(0).toISOString())).rejects.toBeInstanceOf(NetworkTrouble)
  await expect(session.prepareMedia(await picture(''))).rejects.toBeInstanceOf(NetworkTrouble)
})

test('an edit of what is gone says so', async () => {
  const { session } = await open()
  const sent = part('Soon gone')
  const ref = refOf(await session.publish(sent))
  await session.remove?.(ref)
  expect(await session.edit?.(ref, sent)).toMatchObject({ kind: 'rejected', code: 'gone' })
})
