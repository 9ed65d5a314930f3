import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { trouble, type GraphPage } from '../../../e2e/peers/graph/world.ts'
import { META_APP, PASSWORD, startInstagram, type Instagram } from '../../../e2e/peers/instagram.ts'
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
import { startLending, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part, picture, refOf, type Lend } from '../test-parts.ts'
import { createInstagram } from './index.ts'
import { instagramProfile } from './limits.ts'

let peer: Instagram
let lending: { lend: Lend; stop(): Promise<void> }
let person: Person
let page: GraphPage
let context: NetworkContext
let network: Network

beforeEach(async () => {
  peer = await startInstagram()
  lending = await startLending()
  person = peer.addPerson('officer')
  page = peer.addAccount({ username: 'example.university', people: [person] })
  context = testContext([peer.host], [], META_APP)
  network = networkWith(context)
})
afterEach(async () => {
  await peer.stop()
  await lending.stop()
})

function networkWith(context: NetworkContext): Network {
  const here = { wwwUrl: peer.url, graphUrl: peer.url }
  return createInstagram(context, { ...here, timeout: 500, pollEvery: 5, looks: 5, settle: 0 })
}

const signIn = (handle = 'example.university') =>
  throughThePages(network.connectMethods[0], handle, { username: 'officer', password: PASSWORD })

const openWith = ({ remoteId, server, grant, handle }: Connected): Promise<NetworkSession> =>
  network.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () => Promise.resolve())

const opened = async () => openWith(await signIn())

async function sent(session: NetworkSession, wanted: OutgoingPart) {
  const ready = await madeReady(session, wanted)
  return { ready, outcome: await session.publish(ready) }
}

const image = (alt = 'The library') => picture(alt, '#1f565c', lending.lend)
const video = (alt = 'A walk') => clip(alt, [], lending.lend)
const withImage = async (text: string, more: Partial<OutgoingPart> = {}) =>
  part(text, { media: [await image()], ...more })

const answers = (path: RegExp, problem: Parameters<typeof trouble>[0]) => {
  const { status, body } = trouble(problem).answer
  const headers = { 'content-type': 'application/json' }
  peer.faults.fail(path, { kind: 'answer', status, headers, body: JSON.stringify(body) })
}

const publishing = /media_publish$/

test('connects the account that belongs to a Page, with no more than it needs', async () => {
  expect(await signIn('@Example.University'.replace('@', ''))).toMatchObject({
    remoteId: page.instagram?.id,
    handle: 'example.university',
    scopes: network.app?.scopes,
  })
  await expect(signIn('someone')).rejects.toThrow('Facebook named these: example.university')
  peer.addAccount({ username: 'read.only', people: [person], tasks: ['ANALYZE'] })
  await expect(signIn('read.only')).rejects.toThrow('may not publish for read.only')
  for (const each of peer.world.graph.pages) each.instagram = null
  await expect(signIn()).rejects.toThrow('No professional account belongs to the Pages')
})

test('a carousel of images and videos keeps its order and alternative texts, and counts once', async () => {
  const session = await opened()
  const media = [await image('First'), video('Second'), await image('Third')]
  const { ready, outcome } = await sent(session, part('Three', { media }))
  expect(outcome.kind).toBe('published')
  expect(peer.seen(page)).toMatchObject([
    { kind: 'CAROUSEL', items: [{ alt: 'First' }, { type: 'video/mp4', alt: '' }, { alt: 'Third' }] },
  ])
  expect(await session.find(ready, null)).toMatchObject({ kind: 'present', same: true })
  const own = await session.own?.(new Date(0).toISOString())
  expect(own?.posts).toMatchObject([{ media: 3 }])
})

test('refuses before anything is fetched what Instagram would refuse', async () => {
  const session = await opened()
  const stage = (wanted: OutgoingPart) => session.stage?.(wanted)
  const images = await Promise.all(Array.from({ length: 11 }, () => image()))
  await expect(stage(part('x', { media: images }))).rejects.toThrow('10 images and videos')
  await expect(stage(part('x'))).rejects.toThrow('without an image or a video')
  await expect(stage(part('x', { format: 'short', media: images.slice(0, 1) }))).rejects.toThrow('one video')
  await expect(stage(part('x', { format: 'story', media: images.slice(0, 2) }))).rejects.toThrow(
    'one image or one video',
  )
  const hashtags = Array.from({ length: 31 }, (_, index) => `#tag${index}x`).join(' ')
  await expect(stage(await withImage(hashtags))).rejects.toThrow('31 hashtags; Instagram takes 30')
  const long = { ...video(), seconds: 61 }
  await expect(stage(part('x', { media: [long, ...images.slice(0, 1)] }))).rejects.toThrow('60 seconds')
  await expect(stage(await withImage('x', { firstComment: 'x'.repeat(301) }))).rejects.toThrow(
    '300 characters',
  )
  await expect(stage(await withImage('x', { firstComment: '#a #b #c #d #e' }))).rejects.toThrow('4 hashtags')
  const png = { ...(await image()), type: 'image/png' }
  await expect(session.prepareMedia(png)).rejects.toThrow(MediaRefused)
  expect(peer.world.containers).toEqual([])
})

test('media that Instagram can’t fetch is refused, at once or when it is worked on', async () => {
  const session = await opened()
  const nowhere = () => `${peer.url}/nothing-here`
  const lost = { ...(await image()), address: nowhere }
  await expect(session.stage?.(part('x', { media: [lost] }))).rejects.toThrow('could not be fetched')
  const film = { ...video(), address: nowhere }
  const { outcome } = await sent(session, part('x', { media: [film] }))
  expect(outcome).toMatchObject({
    kind: 'rejected',
    code: 'media-refused',
    say: expect.stringContaining('2207052'),
  })
})

test('a container that is worked on waits; one that expired is made again', async () => {
  const session = await opened()
  peer.world.settings.processing = Infinity
  const ready = await madeReady(session, part('Slow', { media: [video()] }))
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry' })
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  const [container] = peer.world.containers
  container!.looks = 0
  container!.createdAt -= 25 * 3_600_000
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  container!.createdAt += 25 * 3_600_000
  expect((await session.publish(ready)).kind).toBe('published')
})

test('a lost answer does not make a second post, although a second sending would', async () => {
  const session = await opened()
  peer.faults.fail(publishing, { kind: 'drop-after' })
  const { ready, outcome } = await sent(session, await withImage('Once'))
  expect(outcome.kind).toBe('unknown')
  const again = await session.publish(ready)
  expect(again).toMatchObject({ kind: 'published', remoteId: peer.seen(page)[0]?.id })
  expect(peer.seen(page)).toHaveLength(1)
})

test('published and not listed yet is no absence', async () => {
  const session = await opened()
  const { ready } = await sent(session, await withImage('Late in the list'))
  const empty = { kind: 'answer' as const, status: 200, body: '{"data":[]}' }
  peer.faults.fail(/^GET .*\/media\?/, empty, 2)
  expect((await session.find(ready, null)).kind).toBe('undetermined')
  expect((await session.publish(ready)).kind).toBe('unknown')
})

test('the day’s limit holds before a container is made, and when it is met while publishing', async () => {
  const session = await opened()
  const ready = await madeReady(session, await withImage('The last one'))
  peer.world.settings.quota = 1
  peer.postOutside(page, 'Made past us')
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', limited: 'account' })
  const error = await madeReady(session, await withImage('Too many')).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(NetworkTrouble)
  expect(error).toMatchObject({ limited: 'account', message: expect.stringContaining('1 posts') })
  expect(peer.world.containers).toHaveLength(1)
})

test('reads the errors of publishing', async () => {
  const session = await opened()
  const cases: [Parameters<typeof trouble>[0], object][] = [
    [{ code: 9007, subcode: 2207027, message: 'not ready' }, { kind: 'retry' }],
    [
      { code: 4, subcode: 2207051, status: 403, message: 'spam' },
      { kind: 'rejected', code: 'restricted' },
    ],
    [
      { code: 4, message: 'Application request limit reached' },
      { kind: 'retry', limited: 'app' },
    ],
    [{ code: -1, subcode: 2207001, message: 'Instagram server error' }, { kind: 'unknown' }],
    [{ code: 190, subcode: 460, status: 401, message: 'password changed' }, { kind: 'reconnect' }],
    [{ code: 25, subcode: 2207050, message: 'restricted' }, { kind: 'rejected' }],
  ]
  for (const [problem, outcome] of cases) {
    const ready = await madeReady(session, await withImage(`Met by ${problem.code}`))
    answers(publishing, problem)
    expect(await session.publish(ready), String(problem.code)).toMatchObject(outcome)
  }
  expect(peer.seen(page)).toEqual([])
})

test('a post, a short and a story of one video', async () => {
  const session = await opened()
  for (const format of ['post', 'short', 'story'] as const) {
    const { ready, outcome } = await sent(session, part(`As a ${format}`, { format, media: [video()] }))
    expect(outcome.kind).toBe('published')
    expect(await session.find(ready, null)).toMatchObject({ kind: 'present', same: true })
    expect(await session.find(ready, refOf(outcome))).toMatchObject({ kind: 'present', same: true })
  }
  const seen = peer.seen(page).map(({ kind, shareToFeed }) => [kind, shareToFeed])
  expect(seen).toEqual([
    ['REELS', true],
    ['REELS', false],
    ['STORIES', true],
  ])
})

test('the first comment is written once, and missed when it is not there', async () => {
  const session = await opened()
  const { ready, outcome } = await sent(session, await withImage('x', { firstComment: 'Book here' }))
  expect(await session.find(ready, refOf(outcome))).toMatchObject({ same: true })
  peer.seen(page)[0]?.comments.splice(0)
  expect(await session.find(ready, refOf(outcome))).toMatchObject({ kind: 'present', same: false })
})

test('a caption that was changed in the app is noticed', async () => {
  const session = await opened()
  const { ready, outcome } = await sent(session, await withImage('Opens at nine'))
  peer.seen(page)[0]!.caption = 'Opens at ten'
  expect(await session.find(ready, refOf(outcome))).toMatchObject({ text: 'Opens at ten', same: false })
})

test('finds the post although our clock is ten minutes off', async () => {
  const { clock } = context
  for (const minutes of [-10, 10]) {
    network = networkWith({ ...context, clock: { ...clock, now: () => clock.now().add({ minutes }) } })
    const session = await opened()
    const createdAt = new Date(Date.now() + minutes * 60_000).toISOString()
    peer.faults.fail(publishing, { kind: 'drop-after' })
    const { ready } = await sent(session, await withImage(`Off by ${minutes}`, { createdAt }))
    expect(await session.find(ready, null)).toMatchObject({ kind: 'present', same: true })
  }
})

test('counts to the limit, whatever the script', () => {
  const { count, entities, normaliseHandle } = instagramProfile
  expect(count(`${'م'.repeat(2195)}👩‍👧`)).toMatchObject({ used: 2200, over: 0 })
  expect(count('x'.repeat(2201)).over).toBe(1)
  const text = 'With @example.university. #OpenDay https://example.ac.uk/#no a@b.uk'
  expect(entities(text).map(({ kind, value }) => [kind, value])).toEqual([
    ['mention', 'example.university'],
    ['hashtag', 'OpenDay'],
  ])
  expect(normaliseHandle('https://www.instagram.com/Example.University/?hl=en')).toBe('example.university')
})
