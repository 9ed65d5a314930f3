import { afterEach, expect, test } from 'vitest'
import { RUBBISH } from '../../../e2e/peers/fault-proxy.ts'
import { MediaRefused, NetworkTrouble, PostRefused, type OutgoingPart } from '../contract.ts'
import { captions, clip, madeReady, picture } from '../test-parts.ts'
import { film, publish, setUp, shiftedClock, type Setup } from './world.test-helper.ts'

const running: Setup[] = []
const given = async (...how: Parameters<typeof setUp>): Promise<Setup> => {
  const setup = await setUp(...how)
  running.push(setup)
  return setup
}
afterEach(async () => {
  for (const { peer } of running.splice(0)) await peer.stop()
})

const begun = ({ peer }: Setup) =>
  peer.faults.log.filter(
    ({ method, url }) => method === 'POST' && url.startsWith('/upload/youtube/v3/videos'),
  )
const parts = ({ peer }: Setup) =>
  peer.faults.log.filter(({ method }) => method === 'PUT').map(({ headers }) => headers['content-range'])
const failing = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('an upload goes in parts of 256 KiB and goes on after a cut where YouTube says that it is', async () => {
  const setup = await given()
  const session = await setup.open()
  setup.peer.faults.fail(
    ({ method, url }) => method === 'PUT' && url.includes('upload_id') && parts(setup).length === 1,
    {
      kind: 'drop-before',
    },
  )
  await publish(session, film('Cut once'))
  expect(parts(setup).slice(0, 5)).toEqual([
    'bytes 0-524287/1300000',
    'bytes 524288-1048575/1300000',
    'bytes */1300000',
    'bytes 524288-1048575/1300000',
    'bytes 1048576-1299999/1300000',
  ])
})

test('an upload goes on after the process was killed, and is never two videos', async () => {
  const setup = await given({ resumes: 0 })
  const wanted = film('Killed in the middle')
  setup.peer.faults.fail(/^PUT .*upload_id/, { kind: 'pass' })
  setup.peer.faults.fail(/^PUT .*upload_id/, { kind: 'drop-before' })
  expect(await failing(madeReady(await setup.open(), wanted))).toBeInstanceOf(NetworkTrouble)
  await publish(await setup.anew(), wanted)
  expect(begun(setup)).toHaveLength(1)
  expect(parts(setup).filter((range) => range?.startsWith('bytes 0-'))).toHaveLength(1)
  expect(setup.peer.videos(setup.channel, true)).toHaveLength(1)
})

test('the last answer of an upload is lost: the video is the same one', async () => {
  const setup = await given({ resumes: 0, part: 2_097_152 })
  const wanted = film('Lost at the end')
  setup.peer.faults.fail(/^PUT .*upload_id/, { kind: 'drop-after' })
  expect(await failing(madeReady(await setup.open(), wanted))).toBeInstanceOf(NetworkTrouble)
  expect(setup.peer.videos(setup.channel, true)).toHaveLength(1)
  await publish(await setup.anew(), wanted)
  expect(setup.peer.videos(setup.channel, true)).toHaveLength(1)
})

test('an upload that YouTube has forgotten is begun anew', async () => {
  const setup = await given()
  const wanted = film('Forgotten')
  setup.peer.faults.fail(/^PUT .*upload_id/, { kind: 'answer', status: 404, body: 'Not found' })
  const session = await setup.open()
  await expect(madeReady(session, wanted)).rejects.toThrow(/begun anew/)
  await publish(session, wanted)
  expect(begun(setup)).toHaveLength(2)
  expect(setup.peer.videos(setup.channel, true)).toHaveLength(1)
})

test('a part that never arrives is not sent without end, and the upload goes on later', async () => {
  const setup = await given()
  const wanted = film('Nothing arrives')
  for (let times = 0; times < 40; times++)
    setup.peer.faults.fail(/^PUT .*upload_id/, { kind: 'answer', status: 308 })
  expect(await failing(madeReady(await setup.open(), wanted))).toBeInstanceOf(NetworkTrouble)
  expect(parts(setup).length).toBeLessThan(10)
  setup.peer.faults.clear()
  await publish(await setup.anew(), wanted)
  expect(begun(setup)).toHaveLength(1)
})

test('the token goes to nobody but Google, wherever an upload is sent', async () => {
  const setup = await given()
  const headers = { location: 'http://127.0.0.1:9/steal' }
  setup.peer.faults.fail(/^POST \/upload\/youtube\/v3\/videos/, { kind: 'answer', status: 200, headers })
  await expect(madeReady(await setup.open(), film('Elsewhere'))).rejects.toThrow(/can’t be understood/)
})

test('a video is private with a tag of ours until it is published', async () => {
  const setup = await given()
  const session = await setup.open()
  const sent = await madeReady(session, film('Waits', { tags: ['library'], audience: 'private' }))
  const [draft] = setup.peer.videos(setup.channel, true)
  expect(draft?.privacyStatus).toBe('private')
  expect(draft?.snippet.tags).toEqual([`rostrum-${sent.key}`])
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
  expect(await session.own?.(new Date(0).toISOString())).toEqual({ posts: [], complete: true })
  await session.publish(sent)
  // Whoever may see it is still only the channel; the tag is what tells.
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  expect(draft?.snippet.tags).toEqual(['library'])
})

test('so soon after a sending that had no answer, still private proves nothing', async () => {
  const { open } = await given({ settle: 25_000 })
  const session = await open()
  const sent = await madeReady(session, film('Perhaps'))
  const now = new Date().toISOString()
  expect(await session.find({ ...sent, sentAt: now }, null)).toMatchObject({ kind: 'undetermined' })
})

test('the same file twice: YouTube refuses it as a duplicate', async () => {
  const { open } = await given()
  const session = await open()
  const media = [clip('Twice')]
  await publish(session, film('The first', { media }))
  const told = await failing(madeReady(session, film('The second', { media })))
  expect(told).toBeInstanceOf(PostRefused)
  expect(told).toMatchObject({
    code: 'duplicate',
    message: expect.stringContaining('uploaded to the channel before'),
  })
})

test('a file that YouTube can’t work with is refused before anybody sees it', async () => {
  const { peer, channel, open } = await given({ looks: 1, pollEvery: 1 }, { processing: 60_000 })
  const session = await open()
  const sent = await madeReady(session, film('Broken'))
  const [video] = peer.videos(channel, true)
  Object.assign(video!, { failureReason: 'codec', readyAt: 0 })
  expect(await session.publish(sent)).toMatchObject({ kind: 'rejected', code: 'media-refused' })
  expect(await session.find(sent, null)).toMatchObject({
    kind: 'rejected',
    say: expect.stringContaining('codec'),
  })
  expect(await failing(session.stage!(sent))).toBeInstanceOf(MediaRefused)
})

test('a video that takes long waits, and goes out when it is ready', async () => {
  const { peer, channel, open } = await given({ looks: 1, pollEvery: 1 }, { processing: 60_000 })
  const session = await open()
  const sent = await madeReady(session, film('Takes long'))
  expect(await session.publish(sent)).toMatchObject({
    kind: 'retry',
    say: expect.stringContaining('still works'),
  })
  expect(peer.videos(channel)).toEqual([])
  peer.videos(channel, true)[0]!.readyAt = 0
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
})

test('a draft that somebody deleted in Studio is made anew', async () => {
  const { peer, channel, open } = await given()
  const session = await open()
  const sent = await madeReady(session, film('Deleted by hand'))
  peer.drop(peer.videos(channel, true)[0]!)
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry', stageAgain: true })
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
  await publish(session, { ...sent, staged: null })
  expect(peer.videos(channel)).toHaveLength(1)
})

test('an app that Google has not audited: it is said why the video stays private', async () => {
  const { peer, channel, open } = await given({}, { audited: false })
  const session = await open()
  const sent = await madeReady(session, film('Locked'))
  const told = { code: 'kept-private', say: expect.stringContaining('has not audited') }
  expect(await session.publish(sent)).toMatchObject({ kind: 'rejected', ...told })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'rejected', ...told })
  expect(peer.videos(channel).map(({ privacyStatus }) => privacyStatus)).toEqual(['private'])
})

test('a used-up quota holds the app until midnight in California, the channel’s own limit holds the channel', async () => {
  const { peer, open } = await given({}, { units: 30 })
  const session = await open()
  const sent = await madeReady(session, film('The last one'))
  const outcome = await session.publish(sent)
  expect(outcome).toMatchObject({ kind: 'retry', limited: 'app' })
  if (outcome.kind === 'retry') {
    const there = Temporal.Instant.from(outcome.after).toZonedDateTimeISO('America/Los_Angeles')
    expect(there.toPlainTime().toString()).toBe('00:00:00')
  }
  peer.settings.channelUploads = 1
  const told = await failing(madeReady(session, film('One too many')))
  expect(told).toMatchObject({ code: 'network.trouble', limited: 'account', retryAfter: expect.any(String) })
  peer.settings.uploads = 0
  expect(await failing(madeReady(session, film('No uploads left')))).toMatchObject({ limited: 'app' })
})

test('captions and the chosen picture go with the draft, once, however often it is made', async () => {
  const { peer, channel, open } = await given()
  const session = await open()
  const cover = await picture('The reading room')
  const media = [{ ...clip('A tour', [captions('Welcome to the library.')]), cover }]
  const sent = await madeReady(session, film('With captions', { media }))
  expect(await session.stage!(sent)).toEqual(sent.staged)
  const [video] = peer.videos(channel, true)
  expect(video?.captions).toMatchObject([{ language: 'en-GB', text: expect.stringContaining('Welcome') }])
  expect(video?.cover).toMatchObject({ type: 'image/jpeg' })
})

const comment = 'Book here: https://example.ac.uk/book'

test('the first comment is written once, also when the answer to the publishing was lost', async () => {
  const { peer, channel, open } = await given()
  const session = await open()
  const sent = await madeReady(session, film('With a comment', { firstComment: comment }))
  peer.faults.fail(/^PUT \/youtube\/v3\/videos/, { kind: 'drop-after' })
  expect(await session.publish(sent)).toMatchObject({ kind: 'unknown' })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  await session.publish(sent)
  await session.find(sent, null)
  expect(peer.videos(channel)[0]?.comments.map(({ text }) => text)).toEqual([comment])
})

test('comments that are switched off: the video is out, and the log says that the comment is not', async () => {
  const { channel, open, lines } = await given()
  channel.commentsDisabled = true
  const session = await open()
  await publish(session, film('No comments', { firstComment: comment }))
  expect(lines.join()).toMatch(/commentsDisabled/)
  const told = await failing(
    madeReady(session, film('Private', { firstComment: comment, audience: 'private' })),
  )
  expect(told).toMatchObject({ code: 'comment-on-private' })
})

test('what was set at YouTube in the meantime stays: the category, and whom an edit is shown to', async () => {
  const { peer, channel, open } = await given()
  const session = await open()
  const sent = await madeReady(session, film('Opens at nine'))
  const [video] = peer.videos(channel, true)
  video!.snippet.categoryId = '28'
  video!.embeddable = false
  const outcome = await session.publish(sent)
  if (outcome.kind !== 'published') throw new Error('not published')
  expect(video).toMatchObject({ privacyStatus: 'public', embeddable: false, snippet: { categoryId: '28' } })
  video!.privacyStatus = 'unlisted'
  await session.edit!(outcome, { ...sent, text: 'Opens at ten' })
  expect(video).toMatchObject({
    privacyStatus: 'unlisted',
    snippet: { description: 'Opens at ten', categoryId: '28' },
  })
  // Somebody hid it by hand: that is no longer what was approved.
  expect(await session.find({ ...sent, text: 'Opens at ten' }, outcome)).toMatchObject({ same: false })
})

test('what YouTube would refuse is said before anything is sent', async () => {
  const setup = await given()
  const session = await setup.open()
  const wide = { ...clip('Wide'), width: 1920, height: 1080 }
  const refused: [OutgoingPart, string][] = [
    [film('No title', { title: ' ' }), 'title-missing'],
    [film('Long', { title: 'x'.repeat(101) }), 'title-too-long'],
    [film('Tags', { tags: ['x'.repeat(300), 'y'.repeat(300)] }), 'tags-refused'],
    [film('Wide', { format: 'short', media: [wide] }), 'no-short'],
    [film('Two', { media: [clip('One'), clip('Two')] }), 'one-video'],
    [film('مرحبا '.repeat(500)), 'too-long'],
  ]
  for (const [wanted, code] of refused) expect(await failing(session.stage!(wanted))).toMatchObject({ code })
  const empty = { ...clip('Empty'), size: () => Promise.resolve(0) }
  expect(await failing(session.prepareMedia(empty))).toBeInstanceOf(MediaRefused)
  expect(await failing(session.prepareMedia(await picture('A picture')))).toBeInstanceOf(MediaRefused)
  expect(begun(setup)).toEqual([])
})

for (const minutes of [-10, 10])
  test(`a clock ${minutes} minutes off changes nothing`, async () => {
    const { peer, channel, open } = await given({ clock: shiftedClock(minutes * 60_000) })
    const session = await open()
    const since = new Date(Date.now() + minutes * 60_000 - 5_000).toISOString()
    const sent = await publish(session, film('By another clock'))
    expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
    expect((await session.own!(since)).posts.map(({ text }) => text)).toEqual(['By another clock'])
    expect(peer.videos(channel)).toHaveLength(1)
  })

test('a page of some network in between is no answer', async () => {
  const { peer, open } = await given()
  const session = await open()
  const sent = await madeReady(session, film('Behind a page'))
  peer.faults.fail(/^GET \/youtube\/v3\/videos/, RUBBISH)
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry' })
  peer.faults.fail(/^GET \/youtube\/v3\/videos/, RUBBISH)
  expect(await session.find(sent, null)).toMatchObject({ kind: 'undetermined' })
  peer.faults.fail(/^GET \/youtube\/v3\/playlistItems/, RUBBISH)
  await expect(session.own!(new Date(0).toISOString())).rejects.toBeInstanceOf(NetworkTrouble)
})

test('a token without the scope is no connection', async () => {
  const { peer, channel, connection, network } = await given()
  const { value } = peer.grant(channel, ['https://www.googleapis.com/auth/youtube.readonly'])
  const grant = { ...(connection.grant as object), accessToken: value }
  const session = await network.open({ ...connection, grant }, () => Promise.resolve())
  await expect(session.stage!(film('May not'))).rejects.toMatchObject({ code: 'network.reconnect' })
  expect(await session.knows!('@example-library')).toBe(true)
  expect(await session.knows!('@nobody-has-this')).toBe(false)
  // The day's units are gone: told by a 403, of the whole project.
  const error = { message: 'The request cannot be completed.', errors: [{ reason: 'quotaExceeded' }] }
  peer.faults.fail('/channels', { kind: 'answer', status: 403, body: JSON.stringify({ error }) })
  await expect(session.knows!('@nobody-has-this')).rejects.toMatchObject({ limited: 'app' })
})

test('a server that can’t be reached proves that nothing was sent', async () => {
  const { open, anew } = await given()
  const sent = await madeReady(await open(), film('To nowhere'))
  const session = await anew({ api: 'http://127.0.0.1:9' })
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry' })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'undetermined' })
})

test('a first comment that had no answer is not written a second time', async () => {
  const { peer, channel, open, lines } = await given()
  const session = await open()
  const sent = await madeReady(session, film('One comment', { firstComment: comment }))
  peer.faults.fail(/^POST \/youtube\/v3\/commentThreads/, { kind: 'drop-after' })
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
  expect(lines.join()).toMatch(/had no answer/)
  await session.publish(sent)
  expect(peer.videos(channel)[0]?.comments).toHaveLength(1)
})
