import { afterEach, beforeEach, expect, test } from 'vitest'
import { calendar, fullDays, proposeSlot } from '#features/posts/calendar.ts'
import { roomsForActor } from '#features/posts/calendar-planned.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import { withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
beforeEach(async () => {
  // A Saturday; the Monday after is a working day.
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
})
afterEach(() => house.close())

const draft = (local: string, accountId = house.accountId) =>
  createDraft(house.posts, house.author.actor, {
    title: `For ${local}`,
    content: { parts: [{ text: 'Our open day.', media: [], link: null }], variants: {} },
    accountIds: [accountId],
    schedule: { local },
  })
const at = (hour: number) => `2026-11-23T${String(hour).padStart(2, '0')}:00`
const roomAt = (time: string) =>
  roomsForActor(house.posts, house.author.actor, {
    accountIds: [house.accountId, house.otherAccountId],
    at: time,
    posts: 1,
    except: null,
  })
const aDay = (most: number) => ({
  id: 'day',
  per: 'account' as const,
  of: 'posts' as const,
  most,
  seconds: 86_400,
})

test('before a day is overfull for an account the schedule says so, and the other account has room', async () => {
  withRates(house, [aDay(4)])
  for (const hour of [9, 11]) await draft(at(hour))
  expect((await roomAt('2026-11-23T15:00:00Z')).map(({ say }) => say)).toEqual([null, null])
  for (const hour of [13, 14]) await draft(at(hour))
  const [mine, other] = await roomAt('2026-11-24T08:30:00Z')
  expect(mine?.room.level).toBe('late')
  expect(mine?.say).toBe(
    'Practice takes 4 posts in 24 hours from this account. 4 are planned for this account on 23 November. This one would go at 24 November at 09:00.',
  )
  expect(other?.say).toBeNull()
})

test('a time at which it could not go is refused, the words are kept, and the next free time has room', async () => {
  withRates(house, [aDay(3)])
  for (const hour of [9, 10, 11]) await draft(at(hour))
  await expect(draft(at(12))).rejects.toMatchObject({
    code: 'posts.time-full',
    message: expect.stringContaining('There is no room for this one before 24 November at 09:00.') as string,
  })
  const id = await draft(at(12), house.otherAccountId)
  const words = { parts: [{ text: 'Our open day, again.', media: [], link: null }], variants: {} }
  const common = { title: 'Again', content: words, audiences: [], language: 'en-GB' }
  await expect(
    saveDraft(house.posts, house.author.actor, id, {
      ...common,
      version: 1,
      accountIds: [house.accountId],
      schedule: { local: at(13) },
    }),
  ).rejects.toMatchObject({ code: 'posts.time-full' })
  expect(await proposeSlot(house.posts, house.author.actor, [house.accountId], null)).toBe('2026-11-24T09:00')
  expect(await proposeSlot(house.posts, house.author.actor, [house.otherAccountId], null)).toBe(
    '2026-11-23T09:00',
  )
})

test('the calendar names the days on which an account has little room, and says why', async () => {
  withRates(house, [aDay(10)])
  for (let hour = 8; hour < 17; hour++) await draft(at(hour))
  await draft('2026-11-26T10:00')
  const span = ['2026-11-22T00:00:00Z', '2026-11-29T00:00:00Z'] as const
  const items = await calendar(house.posts, house.author.actor, ...span)
  expect(await fullDays(house.posts, items, ...span)).toEqual([])
  await draft(at(17))
  const again = await calendar(house.posts, house.author.actor, ...span)
  expect(await fullDays(house.posts, again, ...span)).toEqual([
    {
      day: '2026-11-23',
      accountId: house.accountId,
      level: 'near',
      say: 'Practice takes 10 posts in 24 hours from this account. 9 are planned for this account on 23 November.',
    },
  ])
})
