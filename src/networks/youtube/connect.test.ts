import { afterEach, expect, test } from 'vitest'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { youtubeGrant } from './connect.ts'
import { madeReady } from '../test-parts.ts'
import { createYouTube } from './index.ts'
import { film, publish, setUp, type Setup } from './world.test-helper.ts'

const running: Setup[] = []
const given = async (...how: Parameters<typeof setUp>): Promise<Setup> => {
  const setup = await setUp(...how)
  running.push(setup)
  return setup
}
afterEach(async () => {
  for (const { peer } of running.splice(0)) await peer.stop()
})

test('asks for one scope, for work while the person is away, with a challenge', async () => {
  const { network } = await given()
  const [method] = network.connectMethods
  const { url } = await method!.start!({}, '@Example-Library', 'a-state')
  const asked = Object.fromEntries(new URL(url).searchParams)
  expect(asked).toMatchObject({
    access_type: 'offline',
    prompt: 'consent',
    code_challenge_method: 'S256',
    scope: 'https://www.googleapis.com/auth/youtube.force-ssl',
    redirect_uri: 'http://127.0.0.1:3000/oauth/youtube/callback',
    state: 'a-state',
  })
})

test('the channel is proved; another one is named, and keeps what it has allowed before', async () => {
  const { peer, network, channel, open } = await given()
  const [method] = network.connectMethods
  const connected = await throughThePages(method, '@Example-Library', channel.person)
  expect(connected).toMatchObject({ remoteId: channel.id, handle: 'example-library', expiresAt: null })
  const wrong = throughThePages(method, 'somebody-else', channel.person)
  await expect(wrong).rejects.toThrow(/@example-library\), not @somebody-else/)
  const session = await open()
  await publish(session, film('Still connected'))
  expect(peer.videos(channel)).toHaveLength(1)
})

test('a permission of an hour only, or without the scope, is no connection', async () => {
  const { peer, network, channel } = await given()
  const [method] = network.connectMethods
  const tokens = (fields: object) =>
    peer.faults.fail(/^POST \/token/, {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: 'ya29.short', expires_in: 3599, token_type: 'Bearer', ...fields }),
    })
  tokens({ scope: 'https://www.googleapis.com/auth/youtube.force-ssl' })
  await expect(throughThePages(method, channel.handle, channel.person)).rejects.toThrow(/an hour only/)
  tokens({ scope: 'openid', refresh_token: '1//refresh' })
  await expect(throughThePages(method, channel.handle, channel.person)).rejects.toThrow(
    /leave the box ticked/,
  )
  await expect(throughThePages(method, channel.handle, channel.person, { does: 'deny' })).rejects.toThrow(
    /permission was not given/,
  )
})

test('two that open at once renew once, and an answer without a refresh token keeps the one there is', async () => {
  const { peer, network, connection, saved } = await given()
  const ended = {
    ...youtubeGrant.parse(connection.grant),
    expiresAt: new Date(Date.now() - 1000).toISOString(),
  }
  const freshGrant = async () => saved.at(-1) ?? ended
  const due = { ...connection, grant: ended, freshGrant }
  const save = async (grant: (typeof saved)[number]) => void saved.push(grant)
  await Promise.all([network.open(due, save), network.open(due, save)])
  expect(peer.faults.log.filter(({ url }) => url === '/token')).toHaveLength(1)
  expect(saved).toHaveLength(1)
  const renewed = youtubeGrant.parse(saved[0])
  expect(renewed.refreshToken).toBe(ended.refreshToken)
  expect(renewed.accessToken).not.toBe(ended.accessToken)
  expect(renewed.uploads).toBe(ended.uploads)
})

test('an empty answer to a renewal overwrites nothing', async () => {
  const { peer, network, connection, saved } = await given()
  const soon = {
    ...youtubeGrant.parse(connection.grant),
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  }
  const save = async (grant: (typeof saved)[number]) => void saved.push(grant)
  peer.faults.fail(/^POST \/token/, { kind: 'answer', status: 200, body: '{}' })
  await network.open({ ...connection, grant: soon }, save)
  expect(saved).toEqual([])
})

test('a token that ends between the upload and the publishing is renewed on the way', async () => {
  const { peer, channel, open, saved } = await given()
  const session = await open()
  const sent = await madeReady(session, film('The hour is over'))
  peer.endAccess(channel)
  expect(await session.publish(sent)).toMatchObject({ kind: 'published' })
  expect(saved).toHaveLength(1)
})

test('disconnecting gives the permission back, and twice is harmless', async () => {
  const { network, connection, open } = await given()
  await network.disconnect!(connection)
  await network.disconnect!(connection)
  const session = await open()
  expect(await session.publish({ ...film('Too late'), staged: { video: 'abc' } })).toMatchObject({
    kind: 'reconnect',
  })
})

test('nobody has registered an app: the sentence says who does', async () => {
  const { context } = await given()
  const network = createYouTube({ ...context, app: () => Promise.resolve(undefined) })
  await expect(network.connectMethods[0]!.start!({}, 'example', 's')).rejects.toThrow(
    /Nobody has registered an app/,
  )
})
