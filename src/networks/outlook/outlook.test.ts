import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startGraph, type GraphPeer, type Mailbox } from '../../../e2e/peers/graph-microsoft.ts'
import { manualClock } from '#platform/clock/index.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Connected,
  type Json,
  type NetworkContext,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { madeReady, part, picture, refOf } from '../test-parts.ts'
import { outlookGrant } from './connect.ts'
import { createOutlook } from './index.ts'
import { outlookProfile } from './limits.ts'
import type { OutlookOptions } from './settings.ts'

let peer: GraphPeer
let office: ReturnType<GraphPeer['addPerson']>
let box: Mailbox
let context: NetworkContext
const list = 'all-students@example.ac.uk'

beforeEach(async () => {
  peer = await startGraph()
  office = peer.addPerson('press')
  box = office.mailbox
  context = testContext([peer.host], [], peer.app)
})
afterEach(() => peer.stop())

const network = (options: OutlookOptions = {}, among = context) => {
  const usual = { loginUrl: peer.url, graphUrl: peer.url, timeout: 400, settle: 0, lookEvery: 5 }
  return createOutlook(among, { ...usual, ...options })
}
interface Wanted {
  id?: 'own' | 'shared'
  handle?: string
  recipients?: string
  among?: NetworkContext
}
const signIn = ({
  id = 'own',
  handle = 'press@example.ac.uk',
  recipients = list,
  among = context,
}: Wanted = {}) => {
  const method = network({}, among).connectMethods.find((each) => each.id === id)
  return throughThePages(method, handle, office, { values: { recipients } })
}
const connectionOf = ({ remoteId, handle, server, grant }: Connected) => ({
  accountId: randomUUID(),
  remoteId,
  handle,
  server,
  grant,
})
async function open(options: OutlookOptions = {}, wanted: Wanted = {}) {
  const connection = connectionOf(await signIn(wanted))
  return network(options, wanted.among).open(connection, () => Promise.resolve())
}
const news = (text: string, more: Partial<OutgoingPart> = {}) => part(text, { title: 'News', ...more })
const sent = () => box.mails.filter(({ isDraft }) => !isDraft)
const drafts = () => box.mails.filter(({ folder }) => folder === 'drafts')

test('goes to the university’s own people only', async () => {
  const connected = await signIn({
    recipients: 'Staff <ALL-STAFF@lists.example.ac.uk>'.replace('Staff ', ''),
  })
  expect(outlookGrant.parse(connected.grant).recipients).toEqual(['all-staff@lists.example.ac.uk'])
  await expect(signIn({ recipients: 'everybody@example.com' })).rejects.toThrow(
    'not at a domain of the university',
  )
  await expect(signIn({ recipients: 'a@evil-example.ac.uk' })).rejects.toThrow('not at a domain')
  await expect(signIn({ recipients: '' })).rejects.toThrow('to whom')
  await expect(signIn({ recipients: 'nobody' })).rejects.toThrow('no e-mail address')
  const many = Array.from({ length: 21 }, (_, at) => `a${at}@example.ac.uk`).join(', ')
  await expect(signIn({ recipients: many })).rejects.toThrow('distribution list')
  const among = testContext([peer.host], [], { ...peer.app, domains: 'example.ac.uk, example.org' })
  await expect(signIn({ recipients: 'b@example.org', among })).resolves.toBeDefined()
})

test('proves whose mailbox it is, and asks for no more than that mailbox needs', async () => {
  const own = await signIn()
  expect(own).toMatchObject({ remoteId: office.id, handle: 'press@example.ac.uk' })
  expect(own.scopes).toEqual(['User.Read', 'Mail.ReadWrite', 'Mail.Send'])
  peer.addPerson('dean')
  await expect(signIn({ handle: 'dean@example.ac.uk' })).rejects.toThrow(
    'You signed in as press@example.ac.uk',
  )
  const handle = 'news@example.ac.uk'
  const shared = peer.addSharedMailbox(handle, [])
  await expect(signIn({ id: 'shared', handle })).rejects.toThrow('Full access')
  shared.delegates.add(office)
  const connected = await signIn({ id: 'shared', handle })
  expect(connected).toMatchObject({ remoteId: handle })
  expect(connected.scopes).toEqual(['User.Read', 'Mail.ReadWrite.Shared', 'Mail.Send.Shared'])
})

test('one list is named; of several people none sees the others', async () => {
  const one = await open()
  await one.publish(await madeReady(one, news('To a list')))
  expect(sent()[0]).toMatchObject({ to: [list], bcc: [] })
  const several = await open({}, { recipients: 'a@example.ac.uk b@example.ac.uk' })
  await several.publish(await madeReady(several, news('To two')))
  expect(sent()[1]).toMatchObject({
    to: ['press@example.ac.uk'],
    bcc: ['a@example.ac.uk', 'b@example.ac.uk'],
  })
})

test('the draft bears the mark, and is the mail that is found again in the sent items', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('Read me: https://example.ac.uk/a?b=1&c=2 <b>'))
  const [draft] = drafts()
  expect(draft?.properties).toEqual([{ id: expect.stringContaining('RostrumPart'), value: wanted.key }])
  const ref = refOf(await session.publish(wanted))
  expect(ref).toMatchObject({
    remoteId: draft?.immutableId,
    url: expect.stringContaining('outlook.office365.com'),
  })
  expect(ref.extra).toEqual({ messageId: draft?.internetMessageId })
  expect(draft?.html).toContain('<html lang="en-GB">')
  expect(draft?.html).toContain('<a href="https://example.ac.uk/a?b=1&amp;c=2">')
  expect(draft?.html).toContain('&lt;b&gt;')
  // Known by nothing but the mark, as after a crash before anything was noted.
  expect(await session.find({ ...wanted, staged: null }, null)).toMatchObject({ kind: 'present', same: true })
})

test('a mail that was moved to an archive is found by its own id, and one that is gone is not called absent', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('Moved'))
  const ref = refOf(await session.publish(wanted))
  const [mail] = sent()
  Object.assign(mail!, { immutableId: 'another', properties: [] })
  expect(await session.find(wanted, ref)).toMatchObject({ kind: 'present', same: true })
  box.mails.splice(0)
  expect(await session.find(wanted, ref)).toMatchObject({
    kind: 'undetermined',
    say: expect.stringContaining('no longer in the mailbox'),
  })
})

test('a draft that somebody deleted is made again before the first sending, and is nobody’s guess after it', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('Deleted'))
  box.mails.splice(0)
  expect(await session.publish(wanted)).toMatchObject({ kind: 'retry', stageAgain: true })
  const begun = { ...wanted, sentAt: new Date().toISOString() }
  expect(await session.publish(begun)).toMatchObject({ kind: 'unknown' })
  const again = await madeReady(session, { ...wanted, staged: null })
  expect((await session.publish(again)).kind).toBe('published')
  expect(sent()).toHaveLength(1)
})

test('what an interrupted try left behind is not sent and does not stay', async () => {
  const session = await open()
  const media = [await picture('One'), await picture('Two', '#f3b562')]
  const wanted = news('With pictures', { media })
  peer.faults.fail(/\/attachments$/, { kind: 'pass' })
  peer.faults.fail(/\/attachments$/, { kind: 'drop-after' })
  await expect(madeReady(session, wanted)).rejects.toBeInstanceOf(NetworkTrouble)
  peer.faults.fail(/^POST \/v1\.0\/me\/messages$/, { kind: 'drop-after' })
  await expect(madeReady(session, wanted)).rejects.toBeInstanceOf(NetworkTrouble)
  const ready = await madeReady(session, wanted)
  expect(drafts()).toHaveLength(1)
  expect(drafts()[0]?.attachments.map(({ isInline, contentId }) => [isInline, contentId])).toEqual([
    [true, `picture-1-${wanted.key}`],
    [true, `picture-2-${wanted.key}`],
  ])
  expect((await session.publish(ready)).kind).toBe('published')
})

test('a mail that went out although nobody knew is not written again', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('Once'))
  peer.faults.fail(/\/send$/, { kind: 'drop-after' })
  expect((await session.publish(wanted)).kind).toBe('unknown')
  const again = await madeReady(session, { ...wanted, staged: null })
  expect((await session.publish(again)).kind).toBe('published')
  expect(sent()).toHaveLength(1)
  expect(drafts()).toHaveLength(0)
})

test('a mail that Outlook is slow to send is worked on, and then there', async () => {
  peer.settings.leavesAfter = 5
  const session = await open({ looks: 2 })
  const wanted = await madeReady(session, news('Slow'))
  const outcome = await session.publish(wanted)
  expect(outcome).toMatchObject({ kind: 'processing' })
  const ref = outcome.kind === 'processing' ? outcome : null
  const patient = await open({ settle: 180_000 })
  expect((await patient.find({ ...wanted, sentAt: new Date().toISOString() }, ref)).kind).toBe('undetermined')
  for (let look = 0; look < 3; look++) await session.find(wanted, ref)
  expect(await session.find(wanted, ref)).toMatchObject({ kind: 'present', same: true })
})

test('a picture of more than three megabytes goes in parts, without the token', async () => {
  const session = await open()
  const small = await picture('A large picture')
  const bytes = Buffer.alloc(3_900_000, 'large')
  const large: OutgoingMedia = {
    ...small,
    size: () => Promise.resolve(bytes.length),
    bytes: () => Promise.resolve(bytes),
    slice: (from, to) => Promise.resolve(bytes.subarray(from, to)),
  }
  const wanted = await madeReady(session, news('Large', { media: [large] }))
  const puts = peer.faults.log.filter(({ method }) => method === 'PUT')
  expect(puts.map(({ headers }) => headers['content-range'])).toEqual([
    'bytes 0-3276799/3900000',
    'bytes 3276800-3899999/3900000',
  ])
  expect(puts.every(({ headers }) => headers.authorization === undefined)).toBe(true)
  expect((await session.publish(wanted)).kind).toBe('published')
  expect(sent()[0]?.attachments[0]?.bytes.equals(bytes)).toBe(true)
  peer.faults.fail(/^PUT /, { kind: 'drop-before' })
  await expect(madeReady(session, news('Cut off', { media: [large] }))).rejects.toBeInstanceOf(NetworkTrouble)
})

test('what may not be a mail is refused before there is a draft', async () => {
  const session = await open()
  const refused = (wanted: OutgoingPart) => madeReady(session, wanted).catch((error: unknown) => error)
  for (const [wanted, code] of [
    [part('No subject'), 'title-missing'],
    [news('x', { title: 'y'.repeat(256) }), 'title-too-long'],
    [news(' '), 'empty'],
    [news('x'.repeat(100_001)), 'too-long'],
  ] as const)
    expect(await refused(wanted)).toMatchObject({ code })
  expect(await refused(part('x'))).toBeInstanceOf(PostRefused)
  expect(box.mails).toEqual([])
  const image = await picture('')
  const sized = (size: number) => ({ ...image, size: () => Promise.resolve(size) })
  await expect(session.prepareMedia(sized(0))).rejects.toBeInstanceOf(MediaRefused)
  await expect(session.prepareMedia(sized(5_000_000))).rejects.toThrow('4 MB')
})

test('a right to send as the mailbox that is missing shows only on sending, and connects again', async () => {
  const shared = peer.addSharedMailbox('news@example.ac.uk', [office])
  const session = await open({}, { id: 'shared', handle: shared.address })
  const wanted = await madeReady(session, news('As the office'))
  for (const mail of shared.mails) mail.from = 'press@example.ac.uk'
  expect(await session.publish(wanted)).toMatchObject({
    kind: 'reconnect',
    say: expect.stringContaining('ErrorSendAsDenied'),
  })
})

test('waits when the mailbox has sent enough for a minute', async () => {
  peer.settings.mailsInAMinute = 1
  const session = await open()
  const [one, two] = [await madeReady(session, news('One')), await madeReady(session, news('Two'))]
  expect((await session.publish(one)).kind).toBe('published')
  expect(await session.publish(two)).toMatchObject({ kind: 'retry', limited: 'account' })
  expect(await session.find(two, null)).toEqual({ kind: 'absent' })
})

test('reads nothing of what the mailbox sends to others', async () => {
  const session = await open()
  const since = new Date(Date.now() - 60_000).toISOString()
  const mail = { folder: 'sentitems', isDraft: false, sent: Date.now() } as const
  peer.world.addMail(box, { ...mail, to: ['dean@example.ac.uk'], html: 'In confidence' })
  for (let at = 0; at < 60; at++) peer.world.addMail(box, { ...mail, to: [list], html: `Day ${at}` })
  const before = peer.faults.log.length
  const own = await session.own?.(since)
  expect(own?.complete).toBe(true)
  expect(own?.posts).toHaveLength(60)
  const asked = peer.faults.log.slice(before).map(({ url }) => decodeURIComponent(url))
  const whole = asked.filter((url) => /\$select=.*,body\b/.test(url))
  expect(whole).toHaveLength(60)
  expect(asked.some((url) => url.includes('mailFolders') && /,body\b/.test(url))).toBe(false)
})

test('two that work at once renew once, and keep to whom it goes', async () => {
  const connected = await signIn()
  const ended = new Date(Date.now() - 1000).toISOString()
  let stored: Json = { ...outlookGrant.parse(connected.grant), expiresAt: ended }
  const connection = { ...connectionOf(connected), grant: stored, freshGrant: () => Promise.resolve(stored) }
  const save = (next: Json) => {
    stored = next
    return Promise.resolve()
  }
  const net = network()
  const before = peer.faults.log.length
  await Promise.all([net.open(connection, save), net.open(connection, save)])
  const renewals = peer.faults.log.slice(before).filter(({ url }) => url.endsWith('/token'))
  expect(renewals).toHaveLength(1)
  expect(outlookGrant.parse(stored)).toMatchObject({ recipients: [list], sender: 'press@example.ac.uk' })
  peer.oauth.revoke(office)
  stored = { ...outlookGrant.parse(stored), expiresAt: ended }
  await expect(net.open({ ...connection, grant: stored }, save)).rejects.toBeInstanceOf(ReconnectNeeded)
  await expect(net.open({ ...connection, grant: {} }, save)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a clock that is wrong changes nothing about which mail is ours', async () => {
  const start = new Date(Date.now() + 600_000).toISOString()
  const session = await open({}, { among: { ...context, clock: manualClock(start) } })
  const wanted = await madeReady(session, news('Ten minutes off', { createdAt: start }))
  refOf(await session.publish(wanted))
  expect(await session.find(wanted, null)).toMatchObject({ kind: 'present', same: true })
})

test('counts as a person does, and reads addresses as they are pasted', () => {
  const { count, normaliseHandle, handleProblem } = outlookProfile
  expect(count('👩‍👩‍👧‍👦 مرحبا').used).toBe(7)
  expect(normaliseHandle(' Press Office <Press@Example.ac.uk>')).toBe('press@example.ac.uk')
  expect(normaliseHandle('mailto:press@example.ac.uk')).toBe('press@example.ac.uk')
  expect(handleProblem('press@example.ac.uk')).toBeNull()
  for (const wrong of ['press', 'press@', '@example.ac.uk', 'a b@example.ac.uk', 'a@localhost'])
    expect(handleProblem(wrong), wrong).toContain('e-mail address')
})

test('what goes wrong before sending proves that nothing was sent', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('Waiting'))
  const looking = /^GET .*\/messages\//
  peer.faults.fail(looking, { kind: 'drop-before' })
  expect(await session.publish(wanted)).toMatchObject({
    kind: 'retry',
    say: expect.stringContaining('Nothing was sent'),
  })
  peer.faults.fail(looking, { kind: 'answer', status: 200, body: '<h1>Hello</h1>' })
  expect((await session.publish(wanted)).kind).toBe('retry')
  peer.faults.fail(looking, { kind: 'answer', status: 404, body: '<h1>Not here</h1>' })
  expect((await session.publish(wanted)).kind).toBe('retry')
  expect(sent()).toEqual([])
  expect((await session.publish(wanted)).kind).toBe('published')
})

test('a day’s recipients that are used up are waited for', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('One too many'))
  const body = '{"error":{"code":"ErrorSubmissionQuotaExceeded","message":"The quota is used up."}}'
  peer.faults.fail(/\/send$/, { kind: 'answer', status: 403, body })
  const told = await session.publish(wanted)
  expect(told).toMatchObject({ kind: 'retry', limited: 'account' })
  expect(told.kind === 'retry' ? Date.parse(told.after) : 0).toBeGreaterThan(Date.now() + 3_500_000)
})

test('a large picture in a shared mailbox is refused as what it is, and the connection stays', async () => {
  const shared = peer.addSharedMailbox('news@example.ac.uk', [office])
  const session = await open({}, { id: 'shared', handle: shared.address })
  const image = { ...(await picture('')), size: () => Promise.resolve(3_500_000) }
  const body = '{"error":{"code":"ErrorAccessDenied","message":"Access is denied."}}'
  peer.faults.fail(/createUploadSession$/, { kind: 'answer', status: 403, body })
  await expect(madeReady(session, news('Large', { media: [image] }))).rejects.toBeInstanceOf(MediaRefused)
})

test('a draft that somebody changed is not sent: it is made again as it was approved', async () => {
  const session = await open()
  const wanted = await madeReady(session, news('As approved'))
  for (const change of [
    { html: '<div>As somebody liked it better</div>' },
    { subject: 'Other news' },
    { bcc: ['everybody@example.com'] },
  ]) {
    const ready = await madeReady(session, { ...wanted, staged: null })
    Object.assign(drafts()[0]!, change)
    expect(await session.publish(ready)).toMatchObject({ kind: 'retry', stageAgain: true })
  }
  const again = await madeReady(session, { ...wanted, staged: null })
  expect((await session.publish(again)).kind).toBe('published')
  expect(sent()).toMatchObject([{ subject: 'News', bcc: [], html: expect.stringContaining('As approved') }])
  expect(drafts()).toEqual([])
})
