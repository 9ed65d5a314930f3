import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RateRule } from '#networks/profile.ts'
import { testDatabase } from '#testing/services.ts'
import type { Database } from '#platform/db/index.ts'
import {
  asksOf,
  bucketOf,
  partsAtOnce,
  said,
  saidBuckets,
  sayRule,
  sayStretch,
  type Ask,
} from './rate-rules.ts'
import { heldBy, keepSaid, spend, sweepSpendings, type Full } from './rates.ts'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const start = Temporal.Instant.from('2026-11-21T09:00:00Z')
const after = (seconds: number) => start.add({ milliseconds: Math.round(seconds * 1000) })
const scopes = { network: 'example', accountId: 'a', server: 'https://one.example' }

const rule = (most: number, seconds: number, per: RateRule['per'] = 'account'): RateRule => ({
  id: `${most}-in-${seconds}`,
  per,
  of: 'posts',
  most,
  seconds,
})
const asks = (rules: RateRule[], cost = 1, accountId = 'a'): Ask[] =>
  asksOf(rules, 'posts', cost, { ...scopes, accountId })

const take = async (asked: Ask[], seconds: number): Promise<Full | null> => {
  const done = await spend(database.db, asked, after(seconds))
  return typeof done === 'object' ? done : null
}

/** A repeatable die. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

const spentAt = async (id: string): Promise<number[]> => {
  const rows = await database.db.selectFrom('rate_spending').select('at').where('bucket', '=', id).execute()
  return rows
    .map((row) => (Date.parse(row.at) - Number(start.epochMilliseconds)) / 1000)
    .toSorted((a, b) => a - b)
}

test('the last of a stretch goes, the next one hears when there is room, and then goes', async () => {
  const one = asks([rule(3, 60)])
  expect(await take(one, 0)).toBeNull()
  expect(await take(one, 10)).toBeNull()
  expect(await take(one, 20)).toBeNull()
  const full = await take(one, 30)
  expect(full).toMatchObject({ rule: '3-in-60', holds: true })
  expect(full?.until.toString()).toBe(after(60).toString())
  // The one that took the last room holds the budget, so that nobody else has to find out.
  expect((await heldBy(database.db, [one[0]!.id], after(30)))?.until.toString()).toBe(after(60).toString())
  expect(await take(one, 59.999)).not.toBeNull()
  expect(await take(one, 60)).toBeNull()
  expect(await take(one, 60)).not.toBeNull()
  expect(await spentAt(one[0]!.id)).toEqual([10, 20, 60])
})

test('of several budgets all are taken or none', async () => {
  const both = [rule(5, 60), rule(1, 10, 'app')]
  expect(await take(asks(both, 1, 'a'), 0)).toBeNull()
  expect(await take(asks(both, 1, 'b'), 1)).toMatchObject({ rule: '1-in-10' })
  expect(await spentAt(bucketOf('5-in-60', 'account', { ...scopes, accountId: 'b' }))).toEqual([])
  expect(await take(asks(both, 1, 'b'), 10)).toBeNull()
})

test('a thread is taken whole, waits for room for all of it, and one that is too long goes in pieces', async () => {
  const rules = [rule(4, 60)]
  expect(partsAtOnce(rules, 3)).toBe(3)
  expect(partsAtOnce(rules, 9)).toBe(4)
  expect(partsAtOnce([], 9)).toBe(9)
  expect(await take(asks(rules, 2), 0)).toBeNull()
  expect(await take(asks(rules, 1), 5)).toBeNull()
  const full = await take(asks(rules, 3), 10)
  expect(full?.until.toString()).toBe(after(60).toString())
  expect(await take(asks(rules, 3), 60)).toBeNull()
  expect(await take(asks(rules, 9), 119)).not.toBeNull()
  expect(await take(asks(rules, 9), 120)).toBeNull()
})

test('workers that ask at the same moment never take more than there is, whatever their clocks say', async () => {
  const rules = [rule(7, 60), rule(20, 3600, 'app')]
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, at) => take(asks(rules, 1, `account ${at % 4}`), (at % 5) - 2)),
  )
  expect(answers.filter((full) => full === null)).toHaveLength(20)
  for (let at = 0; at < 4; at++) {
    const id = bucketOf('7-in-60', 'account', { ...scopes, accountId: `account ${at}` })
    expect((await spentAt(id)).length).toBeLessThanOrEqual(7)
  }
})

test('what is taken for a deed is taken with it, or not at all', async () => {
  const one = asks([rule(2, 60)])
  const { db } = database
  const deed = (done: boolean) =>
    spend(db, one, after(0), (fits) => sql`deed as (select 1 as id where ${done}::boolean and ${fits})`)
  expect(await deed(false)).toBe(false)
  expect(await spentAt(one[0]!.id)).toEqual([])
  expect(await deed(true)).toBe(true)
  expect(await deed(false)).toBe(false)
  expect(await deed(true)).toBe(true)
  expect(await spentAt(one[0]!.id)).toEqual([0, 0])
  // Where there is no room it makes no difference what would have been done.
  expect(await deed(false)).toMatchObject({ rule: '2-in-60' })
})

test('a budget of one lets one through at a time, whoever asks', async () => {
  const one = asks([rule(1, 15)])
  const answers = await Promise.all(Array.from({ length: 12 }, () => take(one, 0)))
  expect(answers.filter((full) => full === null)).toHaveLength(1)
})

test('never more than the most in any stretch, whatever the order, the sizes and the clocks', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const roll = dice(seed * 7919)
    const rules = [rule(1 + roll(6), 5 + roll(30)), rule(4 + roll(12), 30 + roll(90))].map((each, at) => ({
      ...each,
      id: `seed ${seed} rule ${at}`,
    }))
    const went = new Map<string, number[]>()
    let time = 0
    for (let round = 0; round < 40; round++) {
      // Mostly on, sometimes back: another worker’s clock.
      time += roll(4) === 0 ? -roll(20) : roll(8)
      const asked = asks(rules, 1 + roll(4))
      const spentBefore = await database.db
        .selectFrom('rate_bucket')
        .select(['id', 'last_at'])
        .where(
          'id',
          'in',
          asked.map((each) => each.id),
        )
        .execute()
      const full = await take(asked, Math.max(0, time))
      if (full) {
        // What it was told is later than now, and true: there is room then, if nobody else takes it.
        expect(Number(full.until.epochMilliseconds)).toBeGreaterThan(
          Number(after(Math.max(0, time)).epochMilliseconds),
        )
        continue
      }
      for (const { id, cost } of asked) {
        const last = spentBefore.find((row) => row.id === id)?.last_at ?? null
        const told = Number(after(Math.max(0, time)).epochMilliseconds)
        const at = Math.max(told, last === null ? told : Date.parse(last))
        went.set(id, [...(went.get(id) ?? []), ...Array.from({ length: cost }, () => at)])
      }
    }
    for (const { id, most, seconds } of asks(rules)) {
      const times = went.get(id) ?? []
      expect(times.length).toBeGreaterThan(0)
      for (const [index, at] of times.entries()) {
        const reaching = times[index + most]
        if (reaching !== undefined) expect(reaching - at).toBeGreaterThanOrEqual(seconds * 1000)
      }
      expect((await spentAt(id)).length).toBeLessThanOrEqual(most)
    }
  }
}, 90_000)

test('what a network says holds its scope; a time in the past is a second, and longer each time it says so again', async () => {
  const { db } = database
  const say = (at: number, until: number) =>
    keepSaid(db, scopes, { per: 'app', after: after(until), say: 'Please wait.', now: after(at) })
  expect((await say(0, 30)).toString()).toBe(after(30).toString())
  const others = saidBuckets({ ...scopes, accountId: 'b' })
  expect(await heldBy(db, others, after(10))).toMatchObject({ rule: said, say: 'Please wait.' })
  expect(await heldBy(db, others, after(30))).toBeNull()
  // Others in hand hear the same while it stands: nothing gets longer by that.
  expect((await say(20, -600)).toString()).toBe(after(30).toString())
  expect((await say(30, -600)).toString()).toBe(after(32).toString())
  expect((await say(32, -600)).toString()).toBe(after(36).toString())
  expect((await say(36, -600)).toString()).toBe(after(44).toString())
  // Ten minutes of peace, and it is a new beginning; no more than a day is believed.
  expect((await say(1000, -600)).toString()).toBe(after(1001).toString())
  expect((await say(1002, 10_000_000)).toString()).toBe(after(1002 + 86_400).toString())
})

test('an account that rested for weeks goes on where it was: its budget is there and whole', async () => {
  const asked = asks([rule(2, 86_400)])
  const day = 86_400
  await take(asked, 0)
  await take(asked, 1)
  await sweepSpendings(database.db, after(9 * day))
  expect(await take(asked, 9 * day)).toBeNull()
  // One of them is old, the other is not: nothing of the stretch that still counts is forgotten.
  await take(asked, 17 * day)
  await sweepSpendings(database.db, after(17.5 * day))
  expect(await take(asked, 17.5 * day)).toBeNull()
  expect(await take(asked, 17.6 * day)).toMatchObject({ until: after(18 * day) })
})

test('spendings of rules that are gone are swept away in the end', async () => {
  await take(asks([rule(3, 60)]), 0)
  await sweepSpendings(database.db, after(86_400))
  expect(await spentAt(asks([rule(3, 60)])[0]!.id)).toEqual([0])
  await sweepSpendings(database.db, after(9 * 86_400))
  expect(await spentAt(asks([rule(3, 60)])[0]!.id)).toEqual([])
})

test('limits are said in words', () => {
  expect(sayStretch(86_400)).toBe('24 hours')
  expect(sayStretch(900)).toBe('15 minutes')
  expect(sayStretch(1)).toBe('1 second')
  expect(sayStretch(3600)).toBe('1 hour')
  expect(sayRule({ name: 'X' }, { ...rule(100, 86_400), id: 'posts' })).toBe(
    'X takes 100 posts in 24 hours from this account.',
  )
  expect(sayRule({ name: 'Telegram' }, rule(1, 1))).toBe(
    'Telegram takes 1 post in 1 second from this account.',
  )
})
