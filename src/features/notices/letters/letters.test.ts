import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import { usualSettings, type NoticeSettings } from '../contract.ts'
import { removeOldNotices } from '../clean-up.ts'
import { markRead, myNotices } from '../my-notices.ts'
import { changeMySettings, mySettings } from '../my-settings.ts'
import { holdOffice, noticeHouse, type NoticeHouse } from '../testing.ts'
import { gatherLetters } from './gather.ts'
import { sendLetter } from './send.ts'

let house: NoticeHouse
beforeEach(async () => {
  house = await noticeHouse()
})
afterEach(() => house.close())

const me = () => ({ persons: [house.officer.actor.personId] })
const choose = (settings: Partial<NoticeSettings>) =>
  changeMySettings(house.services, house.officer.actor, { ...usualSettings, ...settings })
const all = { unread: false }

test('a letter goes at once, says where to end it, and tells other programs not to answer', async () => {
  await house.tell({ to: me() })
  expect(await house.deliver()).toBe(1)
  const [letter, ...more] = house.mail.messages()
  expect(more).toEqual([])
  expect(letter?.envelope.to).toEqual([await house.addressOf(house.officer)])
  expect(letter?.subject).toBe('A post waits')
  expect(letter?.text).toContain('http://localhost:3000/posts/7')
  expect(letter?.text).toContain('http://localhost:3000/profile/notices')
  const header = (name: string) => letter?.headers.find(({ key }) => key === name)?.value
  expect(header('list-unsubscribe')).toBe('<http://localhost:3000/profile/notices>')
  expect(header('auto-submitted')).toBe('auto-generated')
  expect(header('message-id')).toMatch(/^<notice-[0-9a-f-]{36}@localhost>$/)
})

test('in quiet hours it waits for the morning with all that came, and an urgent one does not', async () => {
  house.services.clock.set('2026-11-27T20:00:00Z')
  await house.tell({ to: me(), title: 'First' })
  await house.tell({ to: me(), title: 'Second' })
  await house.tell({ to: me(), title: 'The account was taken over', urgent: true })
  await house.deliver()
  expect(house.mail.messages().map(({ subject }) => subject)).toEqual(['The account was taken over'])
  house.services.clock.set('2026-11-30T07:29:00Z')
  expect(await house.deliver()).toBe(0)
  house.services.clock.set('2026-11-30T07:30:00Z')
  expect(await house.deliver()).toBe(1)
  expect(house.mail.messages().map(({ subject }) => subject)).toEqual([
    'The account was taken over',
    'First (and 1 more)',
  ])
})

test('a digest tells by kind and in order, once a day, and nothing when there is nothing', async () => {
  await choose({ mail: { 'posts.approval': 'digest', 'posts.trouble': 'digest' } })
  await house.tell({ to: me(), kind: 'posts.trouble', title: 'Did not go out', link: '/posts/1' })
  house.services.clock.advance({ minutes: 10 })
  await house.tell({ to: me(), title: 'Approve the first', link: '/posts/2' })
  house.services.clock.advance({ minutes: 10 })
  await house.tell({ to: me(), title: 'Approve the second', link: '/posts/3' })
  expect(await house.deliver()).toBe(0)
  house.services.clock.set('2026-11-24T08:00:00Z')
  expect(await house.deliver()).toBe(1)
  expect(await house.deliver()).toBe(0)
  const [digest, ...more] = house.mail.messages()
  expect(more).toEqual([])
  expect(digest?.subject).toMatch(/^Your digest of Tuesday,? 24 November 2026: 3 things$/)
  const places = [
    'your approval',
    'Approve the first',
    'Approve the second',
    'did not go out',
    'Did not go out',
  ]
  const found = places.map((words) => digest?.text?.indexOf(words) ?? -1)
  expect(found).toEqual(found.toSorted((one, other) => one - other))
  expect(found).not.toContain(-1)
  expect(digest?.text).toContain('Mon 23 Nov, 10:10 GMT')
  house.services.clock.set('2026-11-25T08:00:00Z')
  expect(await house.deliver()).toBe(0)
})

test('what comes after the digest of a day waits for the next day, though the day’s own was empty', async () => {
  await choose({ mail: { 'posts.approval': 'digest' } })
  house.services.clock.set('2026-11-24T08:05:00Z')
  await house.tell({ to: me() })
  expect(await house.deliver()).toBe(0)
  house.services.clock.set('2026-11-25T08:00:00Z')
  expect(await house.deliver()).toBe(1)
})

test('breaking off in the middle doubles no digest: not when it is gathered, not when two gather, not when it is sent again', async () => {
  await choose({ mail: { 'posts.approval': 'digest' } })
  await house.tell({ to: me() })
  house.services.clock.set('2026-11-24T08:00:00Z')
  const { services } = house
  const broken = {
    ...services,
    jobs: { ...services.jobs, enqueue: () => Promise.reject(new Error('killed')) },
  }
  await expect(gatherLetters(broken)).rejects.toThrow('killed')
  expect(await services.db.selectFrom('notice_letter').select('id').execute()).toEqual([])
  const made = await Promise.all([gatherLetters(services), gatherLetters(services)])
  expect(made.toSorted()).toEqual([0, 1])
  const { id } = await services.db.selectFrom('notice_letter').select('id').executeTakeFirstOrThrow()
  await sendLetter(services, id)
  await sendLetter(services, id)
  expect(house.mail.messages()).toHaveLength(1)
})

test('a letter that the server does not take stays to be sent', async () => {
  await house.tell({ to: me() })
  house.mail.refuse(451)
  await expect(house.deliver()).rejects.toThrow()
  await house.deliver()
  expect(house.mail.messages()).toHaveLength(1)
})

test.each([
  ['begins', '2026-03-28T12:00:00Z', '2026-03-29T00:59:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:29:00Z'],
  ['ends', '2026-10-24T12:00:00Z', '2026-10-25T00:29:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:29:00Z'],
])(
  'a digest for half past one comes once on the day when summer time %s',
  async (_what, told, before, then, next) => {
    const quiet = { on: false, from: '19:00', until: '07:30', weekends: false }
    await choose({
      mail: { 'posts.approval': 'digest' },
      quiet,
      digest: { every: 'day', time: '01:30', weekday: 1 },
    })
    house.services.clock.set(told)
    await house.tell({ to: me() })
    house.services.clock.set(before)
    expect(await house.deliver()).toBe(0)
    house.services.clock.set(then)
    expect(await house.deliver()).toBe(1)
    await house.tell({ to: me() })
    house.services.clock.advance({ hours: 2 })
    expect(await house.deliver()).toBe(0)
    house.services.clock.set(next)
    expect(await house.deliver()).toBe(0)
    house.services.clock.advance({ minutes: 1 })
    expect(await house.deliver()).toBe(1)
  },
)

test('whoever read it, left, is of the example or wants none has no letter', async () => {
  const { services } = house
  const leaver = await signInAs(services)
  const player = await signInAs(services)
  await services.db
    .updateTable('person')
    .set({ example: true })
    .where('id', '=', player.actor.personId)
    .execute()
  house.services.clock.set('2026-11-23T22:00:00Z')
  await house.tell({ to: { persons: [leaver, player, house.officer].map(({ actor }) => actor.personId) } })
  await markRead(services, house.officer.actor, { ids: null })
  await services.db
    .updateTable('person')
    .set({ state: 'left' })
    .where('id', '=', leaver.actor.personId)
    .execute()
  house.services.clock.set('2026-11-24T09:00:00Z')
  await choose({ mail: { 'posts.approval': 'never' } })
  await house.tell({ to: me() })
  await house.deliver()
  expect(house.mail.messages()).toEqual([])
  expect((await myNotices(services, player.actor, all)).unread).toBe(1)
})

test('an office is told through its holders, and through its deputies where nobody holds it', async () => {
  const { services } = house
  const deputy = await signInAs(services)
  await holdOffice(services, deputy.actor.personId, true)
  expect(await house.tell({ to: { offices: ['digital-team'] } })).not.toBeNull()
  expect((await myNotices(services, deputy.actor, all)).unread).toBe(1)
  await holdOffice(services, house.officer.actor.personId)
  await house.tell({ to: { offices: ['digital-team'] } })
  expect((await myNotices(services, deputy.actor, all)).unread).toBe(1)
  expect((await myNotices(services, house.officer.actor, all)).unread).toBe(1)
  expect(await house.tell({ to: { offices: ['nobody-holds-this'] } })).toBeNull()
  await expect(house.tell({ to: me(), link: 'https://example.com' })).rejects.toThrow('a path of ours')
})

test('the list is paged and filtered, and what is marked read stays read', async () => {
  const { services, officer } = house
  for (let each = 0; each < 35; each++)
    await house.tell({
      to: me(),
      title: `Number ${each}`,
      kind: each === 3 ? 'posts.trouble' : 'posts.decision',
    })
  const first = await myNotices(services, officer.actor, all)
  const second = await myNotices(services, officer.actor, { ...all, before: first.next ?? '' })
  const titles = [...first.notices, ...second.notices].map(({ title }) => title)
  expect(new Set(titles).size).toBe(35)
  expect(second.next).toBeNull()
  expect(first.kinds.toSorted()).toEqual(['posts.decision', 'posts.trouble'])
  expect((await myNotices(services, officer.actor, { ...all, kind: 'posts.trouble' })).notices).toHaveLength(
    1,
  )
  expect((await myNotices(services, officer.actor, { ...all, before: 'nonsense' })).notices).toHaveLength(30)
  const someone = await signInAs(services)
  await markRead(services, someone.actor, { ids: null })
  expect((await myNotices(services, officer.actor, all)).unread).toBe(35)
  await markRead(services, officer.actor, { ids: [first.notices[0]!.id] })
  await markRead(services, officer.actor, { ids: [] })
  expect((await myNotices(services, officer.actor, { unread: true })).unread).toBe(34)
  house.services.clock.advance({ hours: 24 * 91 })
  await removeOldNotices(services)
  expect((await myNotices(services, officer.actor, all)).notices).toEqual([])
})

test('quiet hours that cover the whole day are refused, and a zone that nobody knows does not stop letters', async () => {
  const whole = { on: true, from: '09:00', until: '09:00', weekends: false }
  await expect(choose({ quiet: whole })).rejects.toMatchObject({ code: 'notices.settings' })
  expect((await mySettings(house.services, house.officer.actor)).settings).toEqual(usualSettings)
  await house.services.db.updateTable('institution').set({ time_zone: 'Mars/Olympus' }).execute()
  await house.tell({ to: me() })
  expect(await house.deliver()).toBe(1)
  expect((await mySettings(house.services, house.officer.actor)).timeZone).toBe('Europe/London')
})
