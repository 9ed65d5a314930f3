import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTelegram, type Bot, type Channel, type TelegramPeer } from '../../../e2e/peers/telegram.ts'
import { MediaRefused, ReconnectNeeded, type Network, type NetworkSession } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { clip, madeReady, part, picture, refOf } from '../test-parts.ts'
import { createTelegram } from './index.ts'

let peer: TelegramPeer
let bot: Bot
let channel: Channel
let network: Network
let lines: string[]
let now: number

beforeEach(async () => {
  now = Date.now()
  peer = await startTelegram({ now: () => now })
  bot = peer.addBot('example_bot')
  channel = peer.addChannel('Example_University', 'Example University')
  peer.appoint(bot, channel)
  lines = []
  network = createTelegram(testContext([peer.host], lines), { api: peer.url, timeout: 400 })
})
afterEach(() => peer.stop())

const connect = (handle = '@example_university', token = bot.token) =>
  network.connectMethods[0]!.connect!({ token }, handle)

async function open(): Promise<NetworkSession> {
  const { remoteId, handle, server, grant } = await connect()
  return network.open({ accountId: randomUUID(), remoteId, handle, server, grant }, () => Promise.resolve())
}

const sent = (name: string) => peer.faults.log.filter(({ url }) => url.endsWith(`/${name}`))
const failWith = (status: number, description: string, when: RegExp = /\/sendMessage$/) =>
  peer.faults.fail(when, {
    kind: 'answer',
    status,
    body: JSON.stringify({ ok: false, error_code: status, description }),
  })

test('knows which channel it is, and what the bot may do there', async () => {
  expect(await connect('https://t.me/Example_University')).toMatchObject({
    remoteId: String(channel.id),
    handle: 'example_university',
    displayName: 'Example University',
    profileUrl: 'https://t.me/example_university',
    scopes: ['can_post_messages', 'can_edit_messages', 'can_delete_messages'],
    expiresAt: null,
  })
})

test('says what is wrong with a connection that can’t be made', async () => {
  await expect(connect('abc')).rejects.toThrow('4 to 32 letters')
  await expect(connect(undefined, 'no token')).rejects.toThrow('no bot token')
  await expect(connect(undefined, `123456:${'a'.repeat(35)}`)).rejects.toThrow('does not know this bot token')
  await expect(connect('nobody_there')).rejects.toThrow('no channel @nobody_there')
  peer.appoint(bot, channel, { can_edit_messages: false, can_delete_messages: false })
  await expect(connect()).rejects.toThrow('with these rights: edit messages, delete messages.')
  peer.dismiss(bot, channel)
  await expect(connect()).rejects.toThrow('post messages, edit messages, delete messages')
  peer.faults.fail('/getMe', { kind: 'drop-before' })
  await expect(connect()).rejects.toThrow('Try again in a minute.')
})

test('what nobody answered stays unknown, and nothing but the one sending is ever asked', async () => {
  const session = await open()
  const once = part('Results are out')
  peer.faults.fail(/\/sendMessage$/, { kind: 'drop-after' })
  expect(await session.publish(once)).toMatchObject({ kind: 'unknown' })
  const before = peer.faults.log.length
  expect(await session.find(once, null)).toMatchObject({
    kind: 'undetermined',
    say: expect.stringContaining('https://t.me/example_university'),
  })
  expect(peer.faults.log.length).toBe(before)
  expect(sent('sendMessage')).toHaveLength(1)
  // It is there, and Telegram does not tell the bot: its updates hold what people post, never what it posted itself.
  expect(channel.messages.map(({ text }) => text)).toEqual(['Results are out'])
  peer.post(channel, 'Posted by a person')
  expect(bot.updates.map(({ channel_post }) => channel_post.text)).toEqual(['Posted by a person'])
})

test('of a post whose number is known it is learnt whether it is there, and nothing is changed by asking', async () => {
  const session = await open()
  const posted = part('Open day')
  const ref = refOf(await session.publish(posted))
  expect(await session.find(posted, ref)).toMatchObject({
    kind: 'undetermined',
    say: expect.stringContaining('is there'),
  })
  expect(channel.messages).toMatchObject([{ text: 'Open day', editedAt: null }])
  channel.messages.splice(0)
  expect(await session.find(posted, ref)).toEqual({ kind: 'absent' })
  peer.faults.fail('/editMessageReplyMarkup', { kind: 'answer', status: 502, body: '<h1>502</h1>' })
  expect((await session.find(posted, ref)).kind).toBe('undetermined')
  peer.faults.fail('/editMessageReplyMarkup', { kind: 'drop-before' })
  expect((await session.find(posted, ref)).kind).toBe('undetermined')
  peer.revoke(bot)
  expect((await session.find(posted, ref)).kind).toBe('reconnect')
})

test('waits as long as Telegram says, also when its own limit is met', async () => {
  peer.settings.perMinute = 1
  const session = await open()
  refOf(await session.publish(part('One')))
  const told = await session.publish(part('Two'))
  expect(told).toMatchObject({ kind: 'retry', limited: 'account' })
  const wait = told.kind === 'retry' ? Date.parse(told.after) - now : 0
  expect(wait).toBeGreaterThan(55_000)
  expect(wait).toBeLessThan(65_000)
  peer.faults.fail('/sendMessage', {
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': '7' },
    body: 'Slow down',
  })
  expect((await session.publish(part('Three'))).kind).toBe('retry')
})

test('captions have a limit of their own, and an album of pictures and a film is one post', async () => {
  const session = await open()
  const media = [await picture('One'), clip('Two'), await picture('Three', '#f3b562')]
  const long = await madeReady(session, part('x'.repeat(1025), { media }))
  expect(await session.publish(long)).toMatchObject({
    code: 'too-long',
    say: expect.stringContaining('1024'),
  })
  const album = await madeReady(session, part('x'.repeat(1024), { media }))
  const ref = refOf(await session.publish(album))
  expect(channel.messages.map((each) => [each.media[0]?.kind, each.text.length])).toEqual([
    ['photo', 1024],
    ['video', 0],
    ['photo', 0],
  ])
  expect(await session.edit?.(ref, { ...album, text: 'Shorter' })).toMatchObject({ kind: 'done' })
  expect(channel.messages[0]?.text).toBe('Shorter')
  expect(await session.edit?.(ref, { ...album, media: [] })).toMatchObject({ code: 'media-fixed' })
  expect(await session.remove?.(ref)).toMatchObject({ kind: 'done' })
  expect(channel.messages).toEqual([])
})

test('says of which link the card is, and asks for none where there is no link', async () => {
  const session = await open()
  const url = 'https://example.ac.uk/open-days'
  await session.publish(part(`First https://example.ac.uk/a then ${url}`))
  const card = { url, title: 'Open days', description: '', image: null }
  await session.publish(part('Another', { link: card }))
  await session.publish(part('None'))
  expect(channel.messages.map(({ preview }) => preview)).toEqual([
    { url: 'https://example.ac.uk/a' },
    { url },
    { is_disabled: true },
  ])
})

test('a post of more than two days is left to a person', async () => {
  const session = await open()
  const ref = refOf(await session.publish(part('Old')))
  now += 49 * 3_600_000
  expect(await session.remove?.(ref)).toMatchObject({ kind: 'rejected', code: 'too-late' })
  expect(channel.messages).toHaveLength(1)
})

test('an edit into the same words is done, and one of what is gone is told', async () => {
  const session = await open()
  const posted = part('The same')
  const ref = refOf(await session.publish(posted))
  expect(await session.edit?.(ref, posted)).toMatchObject({ kind: 'done' })
  channel.messages.splice(0)
  expect(await session.edit?.(ref, { ...posted, text: 'Other' })).toMatchObject({ code: 'gone' })
})

test('understands Telegram’s refusals by their words', async () => {
  const session = await open()
  for (const [status, description, kind] of [
    [403, 'Forbidden: bot was kicked from the channel chat', 'reconnect'],
    [400, 'Bad Request: need administrator rights in the channel chat', 'reconnect'],
    [400, 'Bad Request: chat not found', 'reconnect'],
    [401, 'Unauthorized', 'reconnect'],
    [400, 'Bad Request: message is too odd', 'rejected'],
    [502, 'Bad Gateway', 'unknown'],
  ] as const) {
    failWith(status, description)
    expect((await session.publish(part('Hello'))).kind, description).toBe(kind)
  }
  // A page of something in between proves nothing, whatever its status.
  peer.faults.fail('/sendMessage', { kind: 'answer', status: 403, body: '<h1>Blocked</h1>' })
  expect((await session.publish(part('Hello'))).kind).toBe('unknown')
})

test('a post without a number yet is not taken for one', async () => {
  const session = await open()
  const body = { ok: true, result: { message_id: 0, date: 1, chat: { id: channel.id, type: 'channel' } } }
  peer.faults.fail('/sendVideo', { kind: 'answer', status: 200, body: JSON.stringify(body) })
  expect(await session.publish(part('Film', { media: [clip('')] }))).toMatchObject({
    kind: 'unknown',
    say: expect.stringContaining('later'),
  })
})

test('an empty file and one that is too large are refused before anything is sent', async () => {
  const session = await open()
  const image = await picture('')
  const sized = (size: number) => ({ ...image, size: () => Promise.resolve(size) })
  await expect(session.prepareMedia(sized(0))).rejects.toBeInstanceOf(MediaRefused)
  await expect(session.prepareMedia(sized(12_000_000))).rejects.toThrow('10 MB at most, and this has 12.0')
})

test('rights that somebody took back are noticed on opening, and a silent Telegram is not taken for that', async () => {
  const { remoteId, handle, server, grant } = await connect()
  const connection = { accountId: randomUUID(), remoteId, handle, server, grant }
  const opened = () => network.open(connection, () => Promise.resolve())
  peer.dismiss(bot, channel)
  peer.faults.fail('/getChatMember', { kind: 'drop-before' })
  await opened()
  await expect(opened()).rejects.toBeInstanceOf(ReconnectNeeded)
  await expect(
    network.open({ ...connection, grant: { token: '' } }, () => Promise.resolve()),
  ).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('says of a mention only what a bot can know', async () => {
  const session = await open()
  expect(await session.knows?.('@Example_University')).toBe(true)
  expect(await session.knows?.('@somebody')).toBeNull()
  expect(await session.knows?.('@a b')).toBe(false)
  peer.faults.fail('/getChat', { kind: 'drop-before' })
  expect(await session.knows?.('@example_university')).toBeNull()
  expect(lines.join()).not.toContain(bot.token)
})
