import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import type { Services } from '#platform/services.ts'
import { notify } from '../notify.ts'
import { myNotices } from '../my-notices.ts'
import { changeMySettings } from '../my-settings.ts'
import { usualSettings } from '../contract.ts'
import { holdOffice, noticeHouse, type NoticeHouse } from '../testing.ts'
import { addChannel, changeChannel, listChannels, removeChannel, testChannel } from './manage.ts'
import { sendMessage } from './send-message.ts'
import { startWebhooks, type Webhooks } from './stand-in.test-helper.ts'
import type { NewChannel } from './contract.ts'

let house: NoticeHouse
let webhooks: Webhooks
let services: Services
/** What was put into the queue: the message and when it is to be sent. */
let queued: { messageId: string; startAfter: string | undefined }[]

beforeEach(async () => {
  house = await noticeHouse()
  webhooks = await startWebhooks()
  queued = []
  services = {
    ...house.services,
    config: { ...house.services.config, allowPrivate: [webhooks.host] },
    fetch: createGuardedFetch({ allowPrivate: [webhooks.host], userAgent: 'Rostrum test' }),
    jobs: {
      ...house.services.jobs,
      enqueue: (_to, _job, payload, options) => {
        if ('messageId' in payload)
          queued.push({ messageId: String(payload.messageId), startAfter: options?.startAfter })
        return Promise.resolve()
      },
    },
  }
  await holdOffice(services, house.officer.actor.personId)
})
afterEach(async () => {
  await house.close()
  await webhooks.stop()
})

const channel = (more: Partial<NewChannel> = {}): NewChannel => ({
  name: 'Digital team',
  service: 'slack',
  officeId: 'digital-team',
  kinds: null,
  quiet: true,
  url: `${webhooks.url}/slack`,
  ...more,
})
const add = (more: Partial<NewChannel> = {}) => addChannel(services, house.officer.actor, channel(more))
const tell = (more: { urgent?: boolean; title?: string; text?: string } = {}) =>
  services.db.transaction().execute((tx) =>
    notify(services, tx, house.services.clock.now().toString(), {
      to: { offices: ['digital-team'] },
      kind: 'requests.waiting',
      title: 'A request waits',
      text: 'It waits for the digital team.',
      link: '/requests/7',
      ...more,
    }),
  )
const channels = () => listChannels(services, house.officer.actor)
/** The worker, at the moment for which the last message was put off. */
async function work(): Promise<void> {
  const last = queued.at(-1)
  if (!last) throw new Error('Nothing is queued.')
  if (last.startAfter && last.startAfter > house.services.clock.now().toString())
    house.services.clock.set(last.startAfter)
  await sendMessage(services, last.messageId)
}

test.each(['slack', 'teams'] as const)(
  '%s shows what an office is told, and a test first',
  async (service) => {
    await add({ service, url: `${webhooks.url}/${service}` })
    expect(JSON.stringify(webhooks.taken[0]?.message)).toContain('A test from Rostrum')
    await tell()
    await work()
    const shown = JSON.stringify(webhooks.taken[1]?.message)
    expect(webhooks.taken[1]?.service).toBe(service)
    expect(shown).toContain('It waits for the digital team.')
    expect(shown).toContain('http://localhost:3000/requests/7')
    const [{ host, toldAt } = {}] = await channels()
    expect({ host, told: toldAt !== null }).toEqual({ host: webhooks.host, told: true })
  },
)

test.each(['slack', 'teams'] as const)('in %s nobody is called by what strangers wrote', async (service) => {
  await add({ service, url: `${webhooks.url}/${service}` })
  const words =
    '<!channel> <@U12345> <https://evil.example|here> @everyone <at>Head</at> **bold** & [link](https://evil.example)'
  await tell({ title: words, text: words })
  await work()
  const shown = JSON.stringify(webhooks.taken[1]?.message)
  // What is a command in one is words in the other; Teams reads no Markdown in runs, so that the stars stay stars.
  expect(shown).not.toMatch(service === 'slack' ? /[<>]|@everyone/ : /<at>|@everyone|"TextBlock"/)
  expect(shown).toContain(service === 'slack' ? '&lt;!channel&gt;' : '**bold**')
})

test('what is for persons alone goes to no channel, and a kind that was not chosen stays out', async () => {
  await add({ kinds: ['impersonations.reported'] })
  await tell()
  await services.db.transaction().execute((tx) =>
    notify(services, tx, house.services.clock.now().toString(), {
      to: { persons: [house.officer.actor.personId] },
      kind: 'impersonations.reported',
      title: 'For you alone',
      text: '',
      link: '/',
    }),
  )
  expect(queued).toEqual([])
})

test('at night it waits for the morning, unless it is urgent', async () => {
  await add()
  house.services.clock.set('2026-11-27T21:00:00Z')
  await tell()
  await tell({ urgent: true })
  expect(queued.map(({ startAfter }) => startAfter)).toEqual([
    '2026-11-30T07:30:00.000Z',
    '2026-11-27T21:00:00Z',
  ])
})

test('too many: it comes again when the service says; a fault of the service: again and again, at last no more', async () => {
  await add()
  await tell()
  webhooks.next.push({ status: 429, headers: { 'retry-after': '90' } })
  await work()
  expect(queued.at(-1)?.startAfter).toBe('2026-11-23T10:01:30.000Z')
  webhooks.next.push(...Array.from({ length: 7 }, () => ({ status: 503 })))
  for (let tries = 0; tries < 7; tries++) await work()
  const before = queued.length
  await work()
  expect(queued).toHaveLength(before)
  expect(webhooks.taken).toHaveLength(1)
  const [found] = await channels()
  expect(found).toMatchObject({ state: 'on', trouble: 'It answered with a fault of its own (503).' })
})

test('three refusals in a row turn it off and tell those who can mend it; a new address turns it on', async () => {
  const id = await add()
  const it = await signInAs(services, { roles: ['it'] })
  webhooks.next.push(...Array.from({ length: 3 }, () => ({ status: 404, body: 'no_service' })))
  for (let each = 0; each < 3; each++) {
    await tell()
    await work()
  }
  expect(await channels()).toMatchObject([
    { state: 'off', trouble: 'It answered 404: there is no such webhook any more.' },
  ])
  for (const { actor } of [it, house.officer]) {
    const { notices } = await myNotices(services, actor, { unread: false, kind: 'notices.channel' })
    expect(notices.map(({ title }) => title)).toEqual(['The channel “Digital team” was turned off'])
  }
  const before = queued.length
  await tell()
  expect(queued).toHaveLength(before)
  await changeChannel(services, house.officer.actor, id, { url: `${webhooks.url}/slack` })
  expect(await channels()).toMatchObject([{ state: 'on', trouble: null }])
})

test.each([
  ['a private address', 'https://10.1.2.3/hook', /private network.*ROSTRUM_ALLOW_PRIVATE/],
  ['a name of this machine', 'https://localhost/hook', /private network/],
  ['no encryption', 'http://hooks.slack.com/services/T/B/x', /not encrypted/],
  ['no web address', 'hooks.slack.com/services', /not a web address/],
  ['a name and a password', 'https://me:secret@hooks.slack.com/', /no name and password/],
  ['a connector that Microsoft has ended', 'https://example.webhook.office.com/webhookb2/1', /connector/],
])('refused, with the reason: %s', async (_what, url, says) => {
  await expect(add({ url })).rejects.toThrow(says)
  expect(await channels()).toEqual([])
})

test.each([
  [
    'a web page',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' },
    /web page/,
  ],
  ['a sign-in page', { status: 302, headers: { location: 'https://login.example.com/' } }, /another address/],
  ['two megabytes', { status: 200, body: 'x'.repeat(2_000_000) }, /more than 64000 bytes/],
  ['no', { status: 403, body: 'secret words of theirs' }, /403: this is not allowed there/],
])('an answer of %s is no answer of a webhook', async (_what, answer, says) => {
  webhooks.next.push(answer)
  await expect(add()).rejects.toThrow(says)
  expect(await channels()).toEqual([])
})

test('the address is sealed, and nobody without the permission sees or changes anything', async () => {
  const id = await add()
  const row = await services.db.selectFrom('notice_channel').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain('/slack')
  expect(JSON.stringify(await channels())).not.toContain('/slack')
  const log = await services.db.selectFrom('ledger_content').selectAll().execute()
  expect(JSON.stringify(log)).not.toContain('/slack')
  const { actor } = await signInAs(services, { roles: ['governance'] })
  await expect(listChannels(services, actor)).rejects.toMatchObject({ code: 'people.not-allowed' })
  await expect(removeChannel(services, actor, id)).rejects.toMatchObject({ code: 'people.not-allowed' })
  await testChannel(services, house.officer.actor, id)
  expect(webhooks.taken).toHaveLength(2)
  await removeChannel(services, house.officer.actor, id)
  expect(await channels()).toEqual([])
})

test('whoever prefers the channel has no letter of what it shows', async () => {
  await add()
  await changeMySettings(services, house.officer.actor, { ...usualSettings, channelsInstead: true })
  await tell()
  expect(await house.deliver()).toBe(0)
  await tell({ urgent: true })
  expect(await house.deliver()).toBe(1)
})
