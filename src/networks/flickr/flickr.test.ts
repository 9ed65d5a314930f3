import { afterEach, expect, test } from 'vitest'
import { RUBBISH, type Fault } from '../../../e2e/peers/fault-proxy.ts'
import { MediaRefused, NetworkTrouble, PostRefused, ReconnectNeeded, type OutgoingPart } from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { clip, madeReady, picture } from '../test-parts.ts'
import { createFlickr } from './index.ts'
import { connectionTo, film, photo, publish, setUp, shiftedClock, type Setup } from './world.test-helper.ts'

const running: Setup[] = []
const given = async (...how: Parameters<typeof setUp>): Promise<Setup> => {
  const setup = await setUp(...how)
  running.push(setup)
  return setup
}
afterEach(async () => {
  for (const { peer } of running.splice(0)) await peer.stop()
})

const failing = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
const method = (name: string) => (request: { url: string; body: Buffer }) =>
  request.body.includes(`method=${name}`) || request.url.includes(`method=${name}`)
const uploads = ({ peer }: Setup) => peer.faults.log.filter(({ url }) => url.startsWith('/services/upload/'))
const failed = (code: number, message: string): Fault => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ stat: 'fail', code, message }),
})
const uploadFailed = (code: number): Fault => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0" encoding="utf-8" ?>\n<rsp stat="fail">\n\t<err code="${code}" msg="No" />\n</rsp>`,
})

test('connects by the name in the address or by the identifier, and says who signed in instead', async () => {
  const { network, account } = await given()
  const [way] = network.connectMethods
  const by = (handle: string) => throughThePages(way, handle, account.person)
  expect(await by('https://flickr.com/photos/Example-Library')).toMatchObject({
    remoteId: account.nsid,
    handle: 'example-library',
    scopes: ['delete'],
    expiresAt: null,
  })
  expect(await by(account.nsid)).toMatchObject({ handle: account.nsid })
  await expect(by('somebody-else')).rejects.toThrow(/photos\/example-library\), not as somebody-else/)
  await expect(throughThePages(way, 'example-library', account.person, { does: 'deny' })).rejects.toThrow(
    /permission was not given|did not come back/,
  )
})

test('a code that belongs to another request is not taken', async () => {
  const { network } = await given()
  const [way] = network.connectMethods
  const { pending } = await way!.start!({}, 'example-library', 'a-state')
  const params = new URLSearchParams({ oauth_token: 'another', oauth_verifier: 'v' })
  await expect(way!.finish!(pending, params)).rejects.toThrow(/Begin again/)
})

for (const minutes of [-10, 10])
  test(`a clock ${minutes} minutes off: Flickr refuses its time once, and is asked by its own`, async () => {
    const setup = await given({ clock: shiftedClock(minutes * 60_000) })
    const { network, account, peer } = setup
    await throughThePages(network.connectMethods[0], 'example-library', account.person)
    const session = await setup.open()
    const sent = await publish(session, await photo('By another clock'))
    expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
    const since = new Date(Date.now() + minutes * 60_000 - 5_000).toISOString()
    expect((await session.own!(since)).posts.map(({ text }) => text)).toEqual(['By another clock'])
    expect(peer.faults.log.filter(({ status }) => status === 401)).toHaveLength(1)
    expect(peer.photos(account, true)).toHaveLength(1)
  })

test('a photo is private and bears our mark only until its tags are set', async () => {
  const setup = await given()
  const session = await setup.open()
  setup.peer.faults.fail(method('flickr.photos.setTags'), { kind: 'drop-before' })
  const wanted = await photo('Waits', { tags: ['open day'] })
  expect(await failing(madeReady(session, wanted))).toBeInstanceOf(NetworkTrouble)
  const [draft] = setup.peer.photos(setup.account, true)
  expect(draft).toMatchObject({
    tags: [`rostrum:key=${wanted.key}`],
    visibility: { ispublic: 0, isfriend: 0, isfamily: 0 },
  })
  const sent = await publish(session, wanted)
  expect(draft).toMatchObject({ tags: ['open day'], title: 'Waits', visibility: { ispublic: 1 } })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true, text: 'Waits' })
})

test('the answer of an upload is lost, or the process killed: the same photo is found by its mark', async () => {
  const setup = await given()
  const wanted = await photo('Lost on the way')
  setup.peer.faults.fail(/^POST \/services\/upload/, { kind: 'drop-after' })
  expect(await failing(madeReady(await setup.open(), wanted))).toBeInstanceOf(NetworkTrouble)
  await publish(await setup.anew(), wanted)
  expect(uploads(setup)).toHaveLength(1)
  expect(setup.peer.photos(setup.account, true)).toHaveLength(1)
})

test('so soon after a sending that had no answer, still private proves nothing', async () => {
  const { open } = await given({ settle: 25_000 })
  const session = await open()
  const sent = await madeReady(session, await photo('Perhaps'))
  const sentAt = new Date().toISOString()
  expect(await session.find({ ...sent, sentAt }, null)).toMatchObject({ kind: 'undetermined' })
})

test('a private photo that somebody deleted is uploaded anew', async () => {
  const { peer, account, open } = await given()
  const session = await open()
  const sent = await madeReady(session, await photo('Deleted by hand'))
  peer.drop(peer.photos(account, true)[0]!)
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry', stageAgain: true })
  expect(await session.find(sent, null)).toEqual({ kind: 'absent' })
  await publish(session, { ...sent, staged: null })
  expect(peer.photos(account)).toHaveLength(1)
})

test('a video is sent bit by bit, with its length, and waits until Flickr has worked on it', async () => {
  const setup = await given({ looks: 1 }, { processing: 60_000 })
  const session = await setup.open()
  const slices: number[] = []
  const media = clip('A walk')
  const watched = {
    ...media,
    bytes: () => Promise.reject(new Error('not in memory')),
    slice: (from: number, to: number) => {
      slices.push(to - from)
      return media.slice(from, to)
    },
  }
  const sent = await madeReady(session, { ...film('A film'), media: [watched] })
  expect(slices).toEqual([1_048_576, 1_300_000 - 1_048_576])
  expect(Number(uploads(setup)[0]?.headers['content-length'])).toBeGreaterThan(1_300_000)
  const [video] = setup.peer.photos(setup.account, true)
  expect(video).toMatchObject({ type: 'video/mp4', size: 1_300_000 })
  expect(await session.publish(sent)).toMatchObject({
    kind: 'retry',
    say: expect.stringContaining('still works'),
  })
  video!.readyAt = 0
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
  video!.failed = true
  expect(await session.find(sent, null)).toMatchObject({ kind: 'rejected', code: 'media-refused' })
})

test('errors of an upload: the file, the account, Flickr itself', async () => {
  const { peer, open } = await given()
  const session = await open()
  const cases: [number, unknown][] = [
    [5, MediaRefused],
    [8, MediaRefused],
    [6, PostRefused],
    [3, NetworkTrouble],
    [105, NetworkTrouble],
    [98, ReconnectNeeded],
  ]
  for (const [code, kind] of cases) {
    peer.faults.fail(/^POST \/services\/upload/, uploadFailed(code))
    expect(await failing(madeReady(session, await photo(`Error ${code}`))), String(code)).toBeInstanceOf(kind)
  }
})

test('an upload’s answer is read strictly', async () => {
  const { peer, account, open } = await given()
  const session = await open()
  const ways = [
    '<rsp stat="ok"><photoid>1</photoid><photoid>2</photoid></rsp>',
    '<rsp stat="ok"><photoid>abc</photoid></rsp>',
    '<html><rsp stat="ok"><photoid>1</photoid></rsp></html>',
    '<!DOCTYPE x [<!ENTITY a "1">]><rsp stat="ok"><photoid>&a;</photoid></rsp>',
  ]
  for (const body of ways) {
    peer.faults.fail(/^POST \/services\/upload/, { kind: 'answer', status: 200, body })
    expect(await failing(madeReady(session, await photo('Odd'))), body).toBeInstanceOf(NetworkTrouble)
  }
  expect(peer.photos(account, true)).toEqual([])
})

test('errors of the publishing in Flickr’s own shape', async () => {
  const { peer, open } = await given()
  const session = await open()
  const sent = await madeReady(session, await photo('Meets errors'))
  const cases: [number, object][] = [
    [105, { kind: 'retry' }],
    [106, { kind: 'unknown' }],
    [98, { kind: 'reconnect' }],
    [99, { kind: 'reconnect' }],
    [116, { kind: 'rejected', say: expect.stringContaining('(116)') }],
  ]
  for (const [code, outcome] of cases) {
    peer.faults.fail(method('flickr.photos.setPerms'), failed(code, 'As the documentation says'))
    expect(await session.publish(sent), String(code)).toMatchObject(outcome)
  }
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
})

test('a used-up hour holds the whole app', async () => {
  const { peer, open } = await given({}, { requests: 5 })
  const session = await open()
  const told = await failing(
    (async () => {
      for (let at = 0; at < 4; at++) await publish(session, await photo(`Number ${at}`))
    })(),
  )
  expect(peer.faults.log.some(({ status }) => status === 429)).toBe(true)
  if (told instanceof NetworkTrouble) expect(told.limited).toBe('app')
  else expect(String(told)).toMatch(/"limited":"app"/)
})

test('an edit changes words, title and tags, and whom it is shown to stays', async () => {
  const { peer, account, open } = await given()
  const session = await open()
  const sent = await madeReady(
    session,
    await photo('Opens at nine', { tags: ['library'], audience: 'family' }),
  )
  const outcome = await session.publish(sent)
  if (outcome.kind !== 'published') throw new Error('not published')
  const edited = { ...sent, text: 'Opens at ten', tags: ['open day'] }
  await session.edit!(outcome, edited)
  expect(peer.photos(account)).toMatchObject([
    { title: 'Opens at ten', tags: ['open day'], visibility: { ispublic: 0, isfriend: 0, isfamily: 1 } },
  ])
  expect(await session.find(edited, outcome)).toMatchObject({ same: true })
  peer.photos(account)[0]!.visibility = { ispublic: 1, isfriend: 0, isfamily: 0 }
  expect(await session.find(edited, outcome)).toMatchObject({ kind: 'present', same: false })
  await session.remove!(outcome)
  expect(await session.edit!(outcome, edited)).toMatchObject({ kind: 'rejected', code: 'gone' })
})

test('what Flickr would refuse is said before anything is sent', async () => {
  const setup = await given()
  const session = await setup.open()
  const refused: [OutgoingPart, string][] = [
    [await photo('Title', { title: 'x'.repeat(256) }), 'title-too-long'],
    [await photo('Tags', { tags: Array.from({ length: 76 }, (_, at) => `tag${at}`) }), 'too-many-tags'],
    [await photo('Quote', { tags: ['a "quote"'] }), 'tag-refused'],
    [await photo('Two', { media: [await picture('One'), await picture('Two')] }), 'one-photo'],
    [await photo('مرحبا '.repeat(2000)), 'too-long'],
  ]
  for (const [wanted, code] of refused) expect(await failing(session.stage!(wanted))).toMatchObject({ code })
  const long = { ...clip('Long'), seconds: 181 }
  expect(await failing(session.prepareMedia(long))).toMatchObject({
    message: expect.stringContaining('3 minutes'),
  })
  const gif = { ...(await picture('Moves')), type: 'image/gif' }
  expect(await failing(session.prepareMedia(gif))).toBeInstanceOf(MediaRefused)
  expect(uploads(setup)).toEqual([])
})

test('a permission that only reads, or was taken away, is no connection', async () => {
  const { peer, account, network } = await given()
  const session = await network.open(connectionTo(peer, account, 'read'), () => Promise.resolve())
  await expect(madeReady(session, await photo('May not'))).rejects.toBeInstanceOf(ReconnectNeeded)
  const ended = connectionTo(peer, account)
  peer.revoke(account)
  await expect(network.open(ended, () => Promise.resolve())).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('an app that was taken out of the settings is a trouble, and not the end of a connection', async () => {
  const { context, connection } = await given()
  const network = createFlickr({ ...context, app: () => Promise.resolve(undefined) })
  await expect(network.open(connection, () => Promise.resolve())).rejects.toBeInstanceOf(NetworkTrouble)
})

test('a page of some network in between is no answer', async () => {
  const { peer, open } = await given()
  const session = await open()
  const sent = await madeReady(session, await photo('Behind a page'))
  peer.faults.fail(method('flickr.photos.getInfo'), RUBBISH)
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry' })
  peer.faults.fail(method('flickr.photos.getInfo'), RUBBISH)
  expect(await session.find(sent, null)).toMatchObject({ kind: 'undetermined' })
  peer.faults.fail(method('flickr.people.getPhotos'), RUBBISH)
  await expect(session.own!(new Date(0).toISOString())).rejects.toBeInstanceOf(NetworkTrouble)
})

test('a server that can’t be reached proves that nothing was sent', async () => {
  const { open, anew } = await given()
  const sent = await madeReady(await open(), await photo('To nowhere'))
  const session = await anew({ api: 'http://127.0.0.1:9' })
  expect(await session.publish(sent)).toMatchObject({ kind: 'retry' })
  expect(await session.find(sent, null)).toMatchObject({ kind: 'undetermined' })
})
