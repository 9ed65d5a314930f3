import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock, systemClock } from '#platform/clock/index.ts'
import {
  ConnectRefused,
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Json,
} from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { madeReady, part, refOf } from '../test-parts.ts'
import { tiktokGrant } from './connect.ts'
import { createTikTok } from './index.ts'
import { answering, chunk, failing, openOffice, refusing, type Office } from './office.test-helper.ts'

let given: Office
let peer: Office['peer']
let office: Office['office']
beforeEach(async () => {
  given = await openOffice()
  ;({ peer, office } = given)
})
afterEach(() => given.stop())

const networkWith: Office['networkWith'] = (...wanted) => given.networkWith(...wanted)
const open: Office['open'] = (...wanted) => given.open(...wanted)
const grantFor: Office['grantFor'] = (...wanted) => given.grantFor(...wanted)
const connectionWith: Office['connectionWith'] = (grant) => given.connectionWith(grant)
const film: Office['film'] = (...wanted) => given.film(...wanted)
const signIn = (handle = 'pressoffice', does: 'allow' | 'deny' = 'allow') =>
  throughThePages(networkWith().connectMethods[0], handle, office, { does })
const lastPart = ({ method, body }: { method: string; body: Buffer }) =>
  method === 'PUT' && body.length > chunk

test('asks for no more than it needs, by the names of TikTok, and knows whose account it is', async () => {
  const connected = await signIn('@PressOffice')
  expect(connected).toMatchObject({
    handle: 'pressoffice',
    remoteId: `-000${office.id}`,
    displayName: 'Press office',
    profileUrl: 'https://www.tiktok.com/@pressoffice',
    scopes: ['user.info.basic', 'video.publish', 'video.list'],
  })
  // The permission ends with the refresh token, not with the first day.
  expect(Date.parse(connected.expiresAt ?? '') - Date.now()).toBeGreaterThan(364 * 86_400_000)
  expect(peer.faults.log.some(({ url }) => url.includes(`client_key=${peer.clientKey}`))).toBe(true)
})

test('says what is wrong with a connection that can’t be made, and gives back what was granted', async () => {
  await expect(signIn('pressoffice', 'deny')).rejects.toThrow('the permission was not given')
  await expect(signIn('library')).rejects.toThrow('You signed in as pressoffice, not as library.')
  expect(peer.world.oauth.tokens).toEqual([])
  const { accessToken, refreshToken } = peer.tokens(office)
  const some = {
    access_token: accessToken,
    refresh_token: refreshToken,
    open_id: '1',
    scope: 'user.info.basic',
    expires_in: 60,
  }
  peer.faults.fail('/v2/oauth/token/', answering(200, some))
  await expect(signIn()).rejects.toThrow('leave every switch on')
  peer.faults.fail(
    '/v2/oauth/token/',
    answering(200, { error: 'invalid_grant', error_description: 'Expired', log_id: '1' }),
  )
  await expect(signIn()).rejects.toBeInstanceOf(ConnectRefused)
})

test('tokens are renewed once, however many want it, and the rotated one is saved before it is used', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const network = networkWith(clock)
  let stored = (await throughThePages(network.connectMethods[0], 'pressoffice', office)).grant
  const before = tiktokGrant.parse(stored)
  const fresh = { ...connectionWith(stored), freshGrant: () => Promise.resolve(stored) }
  let end: string | null = null
  const save = (grant: Json, expiresAt: string | null) => {
    stored = grant
    end = expiresAt
    return Promise.resolve()
  }
  clock.advance({ hours: 24 })
  const asked = () => peer.faults.log.filter(({ url }) => url === '/v2/oauth/token/').length
  const already = asked()
  const [one] = await Promise.all([network.open(fresh, save), network.open(fresh, save)])
  expect(asked() - already).toBe(1)
  expect(tiktokGrant.parse(stored).refreshToken).not.toBe(before.refreshToken)
  expect(Date.parse(end ?? '') - clock.now().epochMilliseconds).toBe(365 * 86_400_000)
  expect((await one.publish(await madeReady(one, film('Renewed')))).kind).toBe('published')
})

test('an empty or broken answer never takes the place of tokens that work', async () => {
  const soon = new Date(Date.now() + 60_000).toISOString()
  const past = new Date(Date.now() - 1000).toISOString()
  let saved = 0
  const save = () => Promise.resolve(void (saved += 1))
  for (const fault of [answering(200, {}), answering(200, { access_token: '' }), answering(503, '')]) {
    peer.faults.fail('/v2/oauth/token/', fault, 2)
    await open(networkWith(), grantFor(soon), save)
    await expect(open(networkWith(), grantFor(past), save)).rejects.toBeInstanceOf(NetworkTrouble)
  }
  const appless = createTikTok(testContext([peer.host]), { apiUrl: peer.url })
  await expect(open(appless, grantFor(past), save)).rejects.toThrow('Nobody has registered an app')
  // Also when the refusal comes with a 200.
  peer.faults.fail('/v2/oauth/token/', answering(200, { error: 'invalid_grant', log_id: '1' }))
  await expect(open(networkWith(), grantFor(past), save)).rejects.toBeInstanceOf(ReconnectNeeded)
  const grant = grantFor(past)
  peer.revokeTokens(office)
  await expect(open(networkWith(), grant, save)).rejects.toBeInstanceOf(ReconnectNeeded)
  expect(saved).toBe(0)
})

test('gives the permission back on disconnecting, with a fresh token where the old one has ended', async () => {
  const network = networkWith()
  await network.disconnect?.(connectionWith(grantFor()))
  expect(peer.world.oauth.tokens).toEqual([])
  await network.disconnect?.(connectionWith(grantFor(new Date(0).toISOString())))
  expect(peer.world.oauth.tokens).toEqual([])
  const gone = grantFor()
  peer.revokeTokens(office)
  await network.disconnect?.(connectionWith(gone))
  peer.faults.fail('/v2/oauth/revoke/', { kind: 'answer', status: 503 })
  await expect(network.disconnect?.(connectionWith(grantFor()))).rejects.toBeInstanceOf(NetworkTrouble)
})

test('a token that ends between the begin and the end of the upload', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const session = await open(networkWith(clock))
  const ready = await madeReady(session, film('In time'))
  clock.advance({ hours: 25 })
  expect((await session.publish(ready)).kind).toBe('reconnect')
  expect((await session.find(ready, null)).kind).toBe('reconnect')
  await expect(session.own?.(new Date().toISOString())).rejects.toBeInstanceOf(ReconnectNeeded)
  expect(peer.posts(office)).toEqual([])
})

test('an upload whose hour is over is begun again, and never twice there', async () => {
  const clock = manualClock(new Date().toISOString())
  peer.settings.now = () => clock.now().epochMilliseconds
  const session = await open(networkWith(clock))
  const ready = await madeReady(session, film('Late'))
  clock.advance({ minutes: 61 })
  // The address was kept for that hour; the test's store keeps it longer, so TikTok is the one to say no.
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  const again = await madeReady(session, { ...ready, staged: null })
  expect((await session.publish(again)).kind).toBe('published')
  expect(peer.posts(office)).toHaveLength(1)
})

test.each([
  ['plain', 'x'.repeat(2200), 'x'.repeat(2201)],
  ['families of 11 units', '👩‍👩‍👧‍👦'.repeat(200), `${'👩‍👩‍👧‍👦'.repeat(200)}x`],
  ['right to left', 'م'.repeat(2200), 'م'.repeat(2201)],
])('counts in UTF-16 units at the limit: %s', async (_what, fits, over) => {
  const session = await open()
  const sent = await madeReady(session, film('A clip'))
  const long = await madeReady(session, { ...sent, text: fits, staged: null })
  refOf(await session.publish(long))
  expect(peer.posts(office).map(({ text }) => text)).toEqual([fits])
  // The list shows the beginning only.
  expect(await session.find(long, null)).toMatchObject({ kind: 'present', same: true })
  await expect(session.stage?.(film(over))).rejects.toThrow(/takes 2200 characters; this text counts \d+/)
})

test('goes in parts, the rest with the last, and on from what TikTok has', async () => {
  const session = await open()
  peer.faults.fail(({ method }) => method === 'PUT', { kind: 'drop-after' })
  const ready = await madeReady(session, film('In parts'))
  expect(peer.world.begun.map(({ upload }) => upload?.uploaded)).toEqual([chunk])
  peer.faults.fail(lastPart, answering(416, {}))
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry' })
  peer.faults.fail(lastPart, { kind: 'drop-before' })
  expect((await session.publish(ready)).kind).toBe('unknown')
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  expect((await session.publish(ready)).kind).toBe('published')
  const ranges = peer.faults.log
    .filter(({ method }) => method === 'PUT')
    .map(({ headers }) => headers['content-range'])
  expect(new Set(ranges)).toEqual(new Set(['bytes 0-499999/1300000', 'bytes 500000-1299999/1300000']))
  expect(peer.world.begun).toHaveLength(1)
})

test('TikTok works on it, then looks at it, and then it has its address', async () => {
  peer.settings.processing = 4
  peer.settings.moderation = 4
  const session = await open()
  const ready = await madeReady(session, film('Slow'))
  const outcome = await session.publish(ready)
  expect(outcome).toMatchObject({ kind: 'processing', url: 'https://www.tiktok.com/@pressoffice' })
  if (outcome.kind !== 'processing') return
  expect((await session.find(ready, outcome)).kind).toBe('undetermined')
  const id = peer.world.begun[0]?.postId ?? ''
  expect(await session.find(ready, outcome)).toMatchObject({
    kind: 'present',
    remoteId: id,
    url: `https://www.tiktok.com/@pressoffice/video/${id}`,
  })
})

test('what is not for everybody has no address of its own', async () => {
  const session = await open()
  const ready = await madeReady(session, film('For us', { audience: 'SELF_ONLY' }))
  const ref = refOf(await session.publish(ready))
  expect(ref).toMatchObject({ url: 'https://www.tiktok.com/@pressoffice' })
  expect(await session.find(ready, ref)).toMatchObject({ kind: 'present', remoteId: ref.remoteId })
  expect(await session.own?.(new Date(0).toISOString())).toMatchObject({ posts: [] })
})

test('an app that was not audited can only post to nobody, and says so', async () => {
  peer.settings.audited = false
  const session = await open()
  await expect(madeReady(session, film('To all'))).rejects.toThrow('TikTok has not audited the app yet')
  const secluded = peer.addAccount({ username: 'trial', password: 'a password for tests', secluded: true })
  const grant = { ...peer.tokens(secluded), expiresAt: null }
  const trial = await networkWith().open({ ...connectionWith(grant), handle: 'trial' }, () =>
    Promise.resolve(),
  )
  const ready = await madeReady(trial, film('A trial', { audience: 'SELF_ONLY' }))
  expect((await trial.publish(ready)).kind).toBe('published')
  await expect(trial.stage?.(film('To all'))).rejects.toThrow('It offers: “Followers”')
})

test('refuses what TikTok would, before anything leaves', async () => {
  const session = await open()
  const [image] = (await given.photos('Photos')).media
  const [video] = film('A clip').media
  if (!image || !video) throw new Error('Nothing to send')
  for (const media of [[], [image, video], [video, video], Array.from({ length: 36 }, () => image)])
    await expect(session.stage?.(part('Wrong', { media }))).rejects.toBeInstanceOf(PostRefused)
  await expect(session.prepareMedia({ ...image, type: 'image/png' })).rejects.toBeInstanceOf(MediaRefused)
  await expect(session.prepareMedia({ ...video, type: 'video/x-matroska' })).rejects.toThrow('4 GB')
  peer.settings.longest = 10
  await expect(session.stage?.(film('Too long'))).rejects.toThrow('at most 10 seconds')
  expect(peer.world.begun).toEqual([])
})

test.each([
  ['file_format_check_failed', { kind: 'rejected', code: 'media-refused' }, { kind: 'rejected' }],
  ['spam_risk_text', { kind: 'rejected', code: 'spam_risk_text' }, { kind: 'rejected' }],
  ['publish_cancelled', { kind: 'rejected', code: 'cancelled' }, { kind: 'rejected' }],
  ['internal', { kind: 'retry', stageAgain: true }, { kind: 'absent' }],
  ['spam_risk_too_many_posts', { kind: 'retry', stageAgain: true, limited: 'account' }, { kind: 'absent' }],
  ['auth_removed', { kind: 'reconnect' }, { kind: 'reconnect' }],
])('a post that came to nothing: %s', async (reason, outcome, found) => {
  const session = await open()
  const ready = await madeReady(session, film('Comes to nothing'))
  peer.faults.fail('status/fetch', failing(reason), 2)
  expect(await session.publish(ready)).toMatchObject(outcome)
  expect(await session.find(ready, null)).toMatchObject(found)
  expect(peer.posts(office)).toEqual([])
})

test('a file that fails its check after the upload is refused for good', async () => {
  const session = await open()
  const [video] = film('A film').media
  const ready = await madeReady(session, part('A film', { media: [{ ...video!, type: 'video/quicktime' }] }))
  expect(await session.publish(ready)).toMatchObject({ kind: 'rejected', code: 'media-refused' })
  expect(await session.find(ready, null)).toMatchObject({ kind: 'rejected', code: 'media-refused' })
})

test('limits of a minute and of a day, of the account and of the app', async () => {
  peer.settings.postsOfDay = 1
  const session = await open()
  refOf(await session.publish(await madeReady(session, film('The one'))))
  await expect(madeReady(session, film('One too many'))).rejects.toMatchObject({ limited: 'account' })
  peer.settings.perMinute.init = 0
  await expect(madeReady(session, film('Too quick'))).rejects.toMatchObject({ limited: 'account' })
  peer.faults.fail('creator_info', refusing(403, 'reached_active_user_cap'))
  await expect(madeReady(session, film('Too many of us'))).rejects.toMatchObject({ limited: 'app' })
})

test.each([-600_000, 600_000])('a clock that is %i ms off hides nothing', async (off) => {
  peer.settings.now = () => Date.now() + off
  const session = await open()
  const since = new Date().toISOString()
  peer.post(office, 'Before').at -= 10_000
  peer.post(office, 'Posted past us')
  const own = await session.own?.(since)
  expect(own?.posts.map(({ text }) => text)).toEqual(['Posted past us'])
})

test('so soon after the sending, what is not there may still come', async () => {
  const session = await open(networkWith(systemClock, 90_000))
  const ready = await madeReady(session, film('Under way'))
  const sent = { ...ready, sentAt: new Date().toISOString() }
  expect((await session.find(sent, null)).kind).toBe('undetermined')
  expect(await session.find({ ...sent, sentAt: new Date(Date.now() - 91_000).toISOString() }, null)).toEqual({
    kind: 'absent',
  })
})

test('is undetermined, never absent, when TikTok can’t be read, forgets, or no longer lists it', async () => {
  const session = await open()
  const ready = await madeReady(session, film('There'))
  const ref = refOf(await session.publish(ready))
  for (const fault of [
    { kind: 'answer', status: 200, body: '<p>Hello</p>' },
    { kind: 'drop-before' },
  ] as const) {
    peer.faults.fail('status/fetch', fault)
    expect((await session.find(ready, ref)).kind).toBe('undetermined')
  }
  const post = peer.world.begun[0]!
  post.audience = 'SELF_ONLY'
  expect((await session.find(ready, ref)).kind).toBe('undetermined')
  post.audience = 'PUBLIC_TO_EVERYONE'
  peer.faults.fail('status/fetch', refusing(400, 'invalid_publish_id'))
  expect(await session.find(ready, ref)).toMatchObject({ kind: 'present', remoteId: ref.remoteId })
})

test('nothing was sent when only the question how far it is got no answer', async () => {
  const session = await open()
  const ready = await madeReady(session, film('Asked first'))
  for (const fault of [
    { kind: 'drop-before' },
    { kind: 'answer', status: 503 },
    answering(200, 'Hello'),
  ] as const) {
    peer.faults.fail('status/fetch', fault)
    expect((await session.publish(ready)).kind).toBe('retry')
  }
  expect(peer.posts(office)).toEqual([])
})
