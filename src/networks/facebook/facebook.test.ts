import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { META_APP, PASSWORD, startFacebook, type Facebook } from '../../../e2e/peers/facebook.ts'
import { trouble, type GraphPage } from '../../../e2e/peers/graph/world.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import {
  MediaRefused,
  NetworkTrouble,
  type Connected,
  type Network,
  type NetworkContext,
  type NetworkSession,
  type OutgoingPart,
} from '../contract.ts'
import { proofOf } from '../families/graph.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { captions, clip, madeReady, part, picture, refOf } from '../test-parts.ts'
import { createFacebook } from './index.ts'
import { facebookProfile } from './limits.ts'
import { facebookGrant } from './page.ts'

let peer: Facebook
let person: Person
let page: GraphPage
let context: NetworkContext
let network: Network
let lines: string[]

beforeEach(async () => {
  peer = await startFacebook()
  person = peer.addPerson('officer')
  page = peer.addPage({ name: 'Example University', username: 'Example.University', people: [person] })
  lines = []
  context = testContext([peer.host], lines, META_APP)
  network = networkWith(context)
})
afterEach(() => peer.stop())

function networkWith(context: NetworkContext): Network {
  const here = { wwwUrl: peer.url, graphUrl: peer.url, uploadUrl: peer.url }
  return createFacebook(context, { ...here, timeout: 500, pollEvery: 5, looks: 5, settle: 0 })
}

const signIn = (handle = 'exampleuniversity', does: 'allow' | 'deny' = 'allow') =>
  throughThePages(network.connectMethods[0], handle, { username: 'officer', password: PASSWORD }, { does })

const openWith = ({ remoteId, server, grant, handle }: Connected): Promise<NetworkSession> =>
  network.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () => Promise.resolve())

const opened = async () => openWith(await signIn())

async function sent(session: NetworkSession, wanted: OutgoingPart) {
  const ready = await madeReady(session, wanted)
  return { ready, outcome: await session.publish(ready) }
}

const answers = (path: RegExp, problem: Parameters<typeof trouble>[0], times = 1) => {
  const { status, body, headers } = trouble(problem).answer
  const type = { 'content-type': 'application/json' }
  const fault = {
    kind: 'answer' as const,
    status,
    headers: { ...type, ...headers },
    body: JSON.stringify(body),
  }
  peer.faults.fail(path, fault, times)
}

const publishing = /^POST \/v[\d.]+\/\d+_\d+$/

test('asks for no more than it needs, and knows when Meta wants to be asked again', async () => {
  const connected = await signIn()
  expect(connected).toMatchObject({
    remoteId: page.id,
    handle: 'exampleuniversity',
    displayName: 'Example University',
    scopes: network.app?.scopes,
  })
  const days = (Date.parse(connected.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(90)
})

test('takes the Page that was asked for, by its name or its number', async () => {
  peer.addPage({ name: 'Another', username: 'anotherpage', people: [person] })
  expect(await signIn('anotherpage')).toMatchObject({ displayName: 'Another' })
  expect(await signIn(page.id)).toMatchObject({ remoteId: page.id })
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(signIn('exampleuniversity', 'deny')).rejects.toThrow('the permission was not given')
  await expect(signIn('someone')).rejects.toThrow('Facebook named these Pages: Example.University')
  peer.addPage({ name: 'Read only', username: 'readonly', people: [person], tasks: ['ANALYZE'] })
  await expect(signIn('readonly')).rejects.toThrow('may not publish on readonly')
  peer.world.graph.pages.splice(0)
  await expect(signIn()).rejects.toThrow('looks after no Page that Facebook let us see')
  await expect(network.connectMethods[0]?.start?.({}, 'a b', 's')).rejects.toThrow(
    'A Page has a name such as',
  )
})

test('a permission that was unticked is named', async () => {
  const inspected = { data: { is_valid: true, scopes: ['pages_show_list', 'pages_manage_posts'] } }
  peer.faults.fail('/debug_token', { kind: 'answer', status: 200, body: JSON.stringify(inspected) })
  await expect(signIn()).rejects.toThrow(
    'pages_read_engagement, pages_manage_engagement, publish_video is missing',
  )
})

test('signs every request, and puts no token into an address', async () => {
  const connected = await signIn()
  const { token } = facebookGrant.parse(connected.grant)
  const session = await openWith(connected)
  const before = peer.faults.log.length
  await sent(session, part('Signed'))
  await session.own?.(new Date(0).toISOString())
  const log = peer.faults.log.slice(before)
  expect(log.length).toBeGreaterThan(3)
  for (const { url, headers, body } of log) {
    expect(url).not.toContain(token)
    expect(headers.authorization).toBe(`Bearer ${token}`)
    expect(`${url}${body}`).toContain(proofOf(token, META_APP.clientSecret))
  }
})

test('the first comment is written once, and missed when it is not there', async () => {
  const session = await opened()
  const wanted = part('With a comment', { firstComment: 'Book here' })
  const { ready, outcome } = await sent(session, wanted)
  await session.publish(ready)
  expect(peer.seen(page).map(({ comments }) => comments)).toEqual([['Book here']])
  expect(await session.find(ready, refOf(outcome))).toMatchObject({ kind: 'present', same: true })

  peer.faults.fail(/^POST .*\/comments$/, { kind: 'answer', status: 500 })
  const second = await sent(session, part('Without', { firstComment: 'Lost on the way' }))
  expect(second.outcome.kind).toBe('published')
  expect(await session.find(second.ready, refOf(second.outcome))).toMatchObject({
    kind: 'present',
    same: false,
  })
  expect(lines.some((line) => line.includes('the first comment was not written'))).toBe(true)
})

test('a draft that somebody deleted is made again', async () => {
  const session = await opened()
  const ready = await madeReady(session, part('Soon deleted'))
  peer.world.posts.splice(0)
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
})

test('a missing permission is not taken for a post that is gone', async () => {
  const session = await opened()
  const { ready, outcome } = await sent(session, part('Still there'))
  answers(/^GET .*_\d+\?/, { code: 100, subcode: 33, message: 'does not exist or missing permissions' })
  answers(/^GET \/v[\d.]+\/\d+\?/, { code: 200, status: 403, message: 'Requires pages_read_engagement' })
  expect((await session.find(ready, refOf(outcome))).kind).toBe('reconnect')
})

test('a video goes up in pieces, with its captions as SubRip, and is out only when it is published', async () => {
  const session = await opened()
  const media = [clip('A walk', [captions('Welcome.')])]
  const ready = await madeReady(session, part('The campus', { media }))
  const pieces = peer.faults.log.filter(({ method, url }) => method === 'POST' && url.endsWith('/videos'))
  expect(pieces).toHaveLength(5)
  expect(peer.world.videos).toMatchObject([{ size: 1_300_000, published: false, type: 'video/mp4' }])
  expect(peer.world.videos[0]?.captions).toEqual([
    { locale: 'en_GB', words: '1\n00:00:00,000 --> 00:00:04,000\nWelcome.\n' },
  ])
  expect(peer.seen(page)).toEqual([])
  const ref = refOf(await session.publish(ready))
  expect(ref.remoteId).toBe(peer.world.videos[0]?.postId)
  expect(refOf(await session.publish(ready)).remoteId).toBe(ref.remoteId)
  const own = await session.own?.(new Date(0).toISOString())
  expect(own?.posts).toMatchObject([{ remoteId: ref.remoteId, text: 'The campus', media: 1 }])
})

test('a video that Facebook still works on waits, and one that failed is refused', async () => {
  const session = await opened()
  peer.world.settings.processing = Infinity
  const ready = await madeReady(session, part('Slow', { media: [clip('Slow')] }))
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry' })
  const [video] = peer.world.videos
  video!.looks = 0
  expect((await session.publish(ready)).kind).toBe('published')
  const failing = await madeReady(session, part('Broken', { media: [clip('Broken')] }))
  peer.world.videos[1]!.state = 'failed'
  const refused = {
    kind: 'rejected',
    code: 'media-refused',
    say: expect.stringContaining('too short') as string,
  }
  expect(await session.publish(failing)).toMatchObject(refused)
  expect(await session.find(failing, null)).toMatchObject(refused)
})

test('a reel is worked on after it was taken, and is then listed with the posts', async () => {
  const session = await opened()
  const { ready, outcome } = await sent(session, part('A reel', { format: 'short', media: [clip('Tall')] }))
  expect(outcome.kind).toBe('processing')
  const ref = outcome.kind === 'processing' ? outcome : null
  for (let look = 0; look < 5; look++) await session.find(ready, ref)
  expect(await session.find(ready, ref)).toMatchObject({
    kind: 'present',
    same: true,
    remoteId: ref?.remoteId,
  })
  const own = await session.own?.(new Date(0).toISOString())
  expect(own?.posts).toMatchObject([{ remoteId: ref?.remoteId, text: 'A reel' }])
  expect(await session.pin?.(refOf({ ...ref!, kind: 'published' }), true)).toMatchObject({ kind: 'rejected' })
})

test('a reel that Facebook works on already is published all the same', async () => {
  const session = await opened()
  const ready = await madeReady(session, part('Early', { format: 'short', media: [clip('Early')] }))
  const [video] = peer.world.videos
  video!.state = 'processing'
  video!.looks = 2
  answers(/video_reels$/, { code: 100, message: 'The video was published before' })
  expect((await session.publish(ready)).kind).toBe('processing')
  expect((await session.publish(ready)).kind).toBe('processing')
  expect(peer.faults.log.filter(({ url }) => url.endsWith('/video_reels'))).toHaveLength(3)
})

test('reels and stories are looked at before anything is uploaded', async () => {
  const session = await opened()
  const wide = { ...clip('Wide'), width: 1280, height: 720 }
  await expect(session.stage?.(part('', { format: 'short', media: [wide] }))).rejects.toThrow('9 to 16')
  const long = { ...clip('Long'), seconds: 80 }
  await expect(session.stage?.(part('', { format: 'story', media: [long] }))).rejects.toThrow(
    '3 and 60 seconds',
  )
  const images = [await picture('One'), await picture('Two')]
  await expect(session.stage?.(part('', { format: 'story', media: images }))).rejects.toThrow(
    'one image or one',
  )
  await expect(session.stage?.(part('x', { format: 'short' }))).rejects.toThrow(
    'A reel on Facebook is a video',
  )
  const mixed = part('x', { media: [clip('One'), ...images] })
  await expect(session.stage?.(mixed)).rejects.toThrow('one video or several images')
  await expect(session.prepareMedia({ ...clip('x'), type: 'video/webm' })).rejects.toThrow(MediaRefused)
  expect(peer.world.videos).toEqual([])
})

test('the bytes of a reel go to Meta’s own address only', async () => {
  const session = await opened()
  const body = JSON.stringify({ video_id: '1', upload_url: 'https://elsewhere.example/video-upload/1' })
  peer.faults.fail(/video_reels$/, { kind: 'answer', status: 200, body })
  const reel = part('A reel', { format: 'short', media: [clip('Tall')] })
  await expect(session.stage?.(reel)).rejects.toThrow(NetworkTrouble)
})

test('a story with a picture is one story, however often it is sent', async () => {
  const session = await opened()
  const wanted = part('', { format: 'story', media: [await picture('The library')] })
  peer.faults.fail(/photo_stories$/, { kind: 'drop-after' })
  const { ready, outcome } = await sent(session, wanted)
  expect(outcome.kind).toBe('unknown')
  const found = await session.find(ready, null)
  expect(found).toMatchObject({ kind: 'present', same: true })
  expect(await session.publish(ready)).toMatchObject({ kind: 'published' })
  expect(peer.seen(page)).toMatchObject([{ kind: 'photo-story', alts: ['The library'] }])
})

test('reads errors as the Graph API writes them', async () => {
  const session = await opened()
  const cases: [Parameters<typeof trouble>[0], object][] = [
    [{ code: 190, subcode: 463, message: 'Session has expired' }, { kind: 'reconnect' }],
    [{ code: 200, status: 403, message: 'Requires pages_manage_posts' }, { kind: 'reconnect' }],
    [
      { code: 4, message: 'Application request limit reached' },
      { kind: 'retry', limited: 'app' },
    ],
    [
      { code: 32, message: 'Page request limit reached' },
      { kind: 'retry', limited: 'account' },
    ],
    [{ code: 2, status: 500, message: 'Service temporarily unavailable' }, { kind: 'unknown' }],
    [{ code: 1, message: 'An unknown error occurred', transient: true }, { kind: 'unknown' }],
    [
      { code: 506, message: 'Duplicate status message' },
      { kind: 'rejected', code: 'duplicate' },
    ],
    [
      { code: 368, message: 'blocked', userMessage: 'The action is deemed abusive.' },
      { kind: 'rejected', say: expect.stringMatching(/deemed abusive\. \(368, trace [\w-]+\)/) },
    ],
  ]
  for (const [problem, outcome] of cases) {
    const ready = await madeReady(session, part(`Met by ${problem.code}`))
    answers(publishing, problem)
    expect(await session.publish(ready), String(problem.code)).toMatchObject(outcome)
  }
  expect(peer.seen(page)).toEqual([])
})

test('a limit ends when the headers say', async () => {
  const session = await opened()
  const minutes = async (headers: Record<string, string>, code = 80_001) => {
    const ready = await madeReady(session, part(`Waits ${JSON.stringify(headers)}`))
    answers(publishing, { code, message: 'too many calls', headers })
    const outcome = await session.publish(ready)
    if (outcome.kind !== 'retry') throw new Error(outcome.kind)
    return Math.round((Date.parse(outcome.after) - Date.now()) / 60_000)
  }
  const use = (time: number) =>
    JSON.stringify({ 7: [{ type: 'pages', estimated_time_to_regain_access: time }] })
  expect(await minutes({ 'x-business-use-case-usage': use(19) })).toBe(19)
  expect(await minutes({ 'x-app-usage': JSON.stringify({ call_count: 101 }) }, 4)).toBe(15)
  expect(await minutes({ 'x-app-usage': 'nonsense' }, 4)).toBe(1)
})

test('the hour’s calls are spent: everything waits, and says whose limit it was', async () => {
  await peer.stop()
  peer = await startFacebook({ callsAnHour: 1 })
  peer.addPage({ name: 'Busy', username: 'busypage', people: [peer.addPerson('officer')] })
  network = networkWith(testContext([peer.host], [], META_APP))
  const busy = await openWith(await signIn('busypage'))
  await busy.stage?.(part('The only one'))
  await expect(busy.stage?.(part('One too many'))).rejects.toMatchObject({ limited: 'account' })
})

test('drafts need no clock: ours may be ten minutes off', async () => {
  const { clock } = context
  for (const minutes of [-10, 10]) {
    network = networkWith({ ...context, clock: { ...clock, now: () => clock.now().add({ minutes }) } })
    const session = await opened()
    const createdAt = new Date(Date.now() + minutes * 60_000).toISOString()
    peer.faults.fail(publishing, { kind: 'drop-after' })
    const { ready, outcome } = await sent(session, part(`Off by ${minutes}`, { createdAt }))
    expect(outcome.kind).toBe('unknown')
    expect(await session.find(ready, null)).toMatchObject({ kind: 'present', same: true })
  }
})

test('counts to the limit, whatever the script', () => {
  const { count, entities } = facebookProfile
  expect(count('👩‍👩‍👧‍👦')).toMatchObject({ used: 11, over: 0 })
  expect(count(`${'م'.repeat(63_200)}👩‍👧`)).toMatchObject({ used: 63_205, over: 0 })
  expect(count('x'.repeat(63_207)).over).toBe(1)
  const text = 'See (https://example.ac.uk/a_(b)). #OpenDay #2026 #جامعة'
  expect(entities(text).map(({ kind, value }) => [kind, value])).toEqual([
    ['link', 'https://example.ac.uk/a_(b)'],
    ['hashtag', 'OpenDay'],
    ['hashtag', 'جامعة'],
  ])
})

test('reads the addresses that people paste', () => {
  const { normaliseHandle, handleProblem } = facebookProfile
  expect(normaliseHandle(' https://www.facebook.com/ExampleUniversity/?ref=x ')).toBe('exampleuniversity')
  expect(normaliseHandle('facebook.com/profile.php?id=61550000000001')).toBe('61550000000001')
  expect(normaliseHandle('https://facebook.com/p/Example-University-61550000000001/')).toBe('61550000000001')
  expect(normaliseHandle('@Example.University')).toBe('example.university')
  expect(handleProblem('ab')).toMatch(/name such as/)
})
