import { afterEach, beforeEach, expect, test } from 'vitest'
import { calendar, isCut } from '#features/posts/calendar.ts'
import { json, newId } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import { calendars } from './calendars.ts'
import { words } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What a large university has planned: more than any page or feed shows at once. */

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const hour = 3_600_000

/** So many posts, each so many milliseconds after the one before. */
async function planned(count: number, { from, every }: { from: string; every: number }): Promise<string[]> {
  const { db, clock } = house.services
  const now = isoOf(clock.now())
  const posts = Array.from({ length: count }, (_, at) => ({
    id: newId(),
    title: `Post ${at}`,
    content: json({ ...words('Words'), details: {} }),
    audiences: json([]),
    language: 'en-GB',
    state: 'draft' as const,
    publish_at: new Date(Date.parse(from) + at * every).toISOString(),
    author_id: null,
    created_at: now,
    updated_at: now,
  }))
  const targets = posts.map(({ id }) => ({
    ...{ post_id: id, account_id: house.accountId, position: 0 },
    digest: null,
  }))
  for (let at = 0; at < count; at += 500) {
    await db
      .insertInto('post')
      .values(posts.slice(at, at + 500))
      .execute()
    await db
      .insertInto('post_target')
      .values(targets.slice(at, at + 500))
      .execute()
  }
  return posts.map(({ title }) => title)
}

test('a calendar feed shows what is to come however much went before', async () => {
  await planned(2_500, { from: '2026-09-01T09:00:00Z', every: hour / 2 })
  const next = await planned(3, { from: '2026-11-30T09:00:00Z', every: hour })
  const span = { from: '2026-08-21T09:00:00.000Z', to: '2027-11-21T09:00:00.000Z' }
  const entries = await calendars(house.posts).posts(house.officer.actor, span)
  const ahead = entries.filter(({ at }) => at > '2026-11-30').map(({ title }) => title)
  expect(ahead).toEqual(next)
  // Of what went before the latest.
  expect(entries.some(({ at }) => at > '2026-10-20' && at < '2026-10-24')).toBe(true)
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted())
})

test('a thousand posts of one account within an hour are a page that can be loaded', async () => {
  await planned(1_000, { from: '2026-11-23T09:00:00Z', every: 1_000 })
  const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']
  const items = await calendar(house.posts, house.officer.actor, from, to)
  expect(items).toHaveLength(1_000)
  expect(items.every(({ clashes }) => clashes.length > 0)).toBe(true)
  expect(JSON.stringify(items).length).toBeLessThan(2_000_000)
  expect(isCut(items)).toBe(false)
})

test('a month with more posts than a page holds says that it is cut', async () => {
  await planned(2_001, { from: '2026-11-23T09:00:00Z', every: 60_000 })
  const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']
  const items = await calendar(house.posts, house.officer.actor, from, to)
  expect(items).toHaveLength(2_000)
  expect(isCut(items)).toBe(true)
})
