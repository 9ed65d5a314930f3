import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RateRule } from '#networks/profile.ts'
import { systemClock } from '#platform/clock/index.ts'
import type { Database } from '#platform/db/index.ts'
import { testDatabase } from '#testing/services.ts'
import type { Hold } from './hold.ts'
import { asksOf, type Ask } from './rate-rules.ts'
import { spend, type Full } from './rates.ts'
import { inRoom, Lines } from './room.ts'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const rule = (id: string, per: RateRule['per'], most: number, seconds: number): RateRule => ({
  id,
  per,
  of: 'posts',
  most,
  seconds,
})
const asksFor = (rules: RateRule[], accountId: string): Ask[] =>
  asksOf(rules, 'posts', 1, { network: 'example', accountId, server: null })

/** What a worker has in hand needs of its hold only the clock here, and a lease that lasts. */
const holding = (): Hold =>
  ({
    deps: { services: { clock: systemClock } },
    while: <T>(work: Promise<T>) => work,
  }) as unknown as Hold

/** Takes of real budgets in real time, and tells who went when and how often it was asked. */
function queue(lines = new Lines()) {
  const went: string[] = []
  let asked = 0
  const go = async (who: string, asks: Ask[]): Promise<Full | null> => {
    const attempt = async () => {
      asked += 1
      const done = await spend(database.db, asks, systemClock.now())
      return typeof done === 'object' ? done : null
    }
    const full = await inRoom(holding(), lines, { asks, attempt })
    if (!full) went.push(who)
    return full
  }
  return { go, went, asked: () => asked }
}

test('of those that wait for one budget only the first asks, and they go in the order in which they came', async () => {
  const lines = new Lines()
  const { go, went, asked } = queue(lines)
  const asks = asksFor([rule('all', 'app', 1, 0.05)], 'a')
  const names = Array.from({ length: 12 }, (_, at) => `${at}`)
  // Somebody stands there already, so nobody asks before it is their turn.
  const leave = await lines.join(asks[0]!.id)
  const all = names.map((name) => go(name, asks))
  leave()
  expect(await Promise.all(all)).toEqual(names.map(() => null))
  expect(went).toEqual(names)
  // Together they would ask 78 times: every time all of them that are left.
  expect(asked()).toBeLessThanOrEqual(3 * names.length)
})

test('whoever comes later does not go before those that wait, though there be room', async () => {
  const lines = new Lines()
  const { go, went } = queue(lines)
  const asks = asksFor([rule('all', 'app', 9, 60)], 'a')
  const leave = await lines.join(asks[0]!.id)
  const later = go('2', asks)
  await wait(50)
  went.push('1')
  leave()
  await later
  expect(went).toEqual(['1', '2'])
})

test('a wait for one account’s budget holds up no other account', async () => {
  const { go, went } = queue()
  const rules = [rule('own', 'account', 1, 0.6), rule('all', 'app', 10, 0.6)]
  await go('a1', asksFor(rules, 'a'))
  const began = performance.now()
  const waits = go('a2', asksFor(rules, 'a'))
  await wait(20)
  await go('b1', asksFor(rules, 'b'))
  expect(performance.now() - began).toBeLessThan(500)
  await waits
  expect(went).toEqual(['a1', 'b1', 'a2'])
})

test('what has no room soon is told until when, and lets those behind it hear it too', async () => {
  const { go, went } = queue()
  const asks = asksFor([rule('all', 'app', 1, 60)], 'a')
  await go('1', asks)
  const told = await Promise.all(['2', '3'].map((name) => go(name, asks)))
  expect(went).toEqual(['1'])
  expect(told).toMatchObject([
    { bucket: 'example all app example', rule: 'all' },
    { bucket: 'example all app example', rule: 'all' },
  ])
})

test('a fault of one that waits lets the next one forward', async () => {
  const lines = new Lines()
  const { go, went } = queue(lines)
  const asks = asksFor([rule('all', 'app', 1, 0.2)], 'a')
  await go('1', asks)
  const full = { bucket: asks[0]!.id, rule: 'all', until: systemClock.now(), say: '', holds: true }
  let asked = 0
  const fails = inRoom(holding(), lines, {
    asks,
    attempt: () => (asked++ === 0 ? Promise.resolve(full) : Promise.reject(new Error('away'))),
  })
  const next = go('2', asks)
  await expect(fails).rejects.toThrow('away')
  expect(await next).toBeNull()
  expect(went).toEqual(['1', '2'])
})
