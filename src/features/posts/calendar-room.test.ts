import { expect, test } from 'vitest'
import type { RateRule } from '#networks/profile.ts'
import { goingTimes, isWorse, reachOf, roomAt, type Planned, type PlannedBy } from './calendar-room.ts'

const hour = 3_600_000
const noon = Date.parse('2026-08-14T11:00:00Z')
const rule = (most: number, seconds: number, per: RateRule['per'] = 'account'): RateRule => ({
  id: 'rule',
  per,
  of: 'posts',
  most,
  seconds,
})
const spread = (count: number, from: number, step: number): Planned[] =>
  Array.from({ length: count }, (_, at) => ({ at: from + at * step, posts: 1 }))
const of = (account: Planned[], app: Planned[] = [], server: Planned[] = []): PlannedBy => ({
  account,
  app,
  server,
})
const one = { at: noon, posts: 1 }

test('an empty day has room, and so has a day that is half full', () => {
  expect(roomAt([rule(100, 86_400)], of([]), one)).toMatchObject({ level: 'ample', goesAt: noon })
  expect(roomAt([rule(100, 86_400)], of(spread(50, noon - 5 * hour, 60_000)), one).level).toBe('ample')
})

test('a day with little left says how much is planned', () => {
  const room = roomAt([rule(100, 86_400)], of(spread(96, noon - 5 * hour, 60_000)), one)
  expect(room).toMatchObject({ level: 'near', planned: 96, goesAt: noon })
  expect(room.span?.[0]).toBe(noon - 5 * hour)
})

test('what comes later counts too, for it will not go then; what is a stretch away does not', () => {
  expect(roomAt([rule(100, 86_400)], of(spread(96, noon + hour, 60_000)), one).level).toBe('near')
  expect(roomAt([rule(100, 86_400)], of(spread(96, noon + 24 * hour, 60_000)), one).level).toBe('ample')
  expect(roomAt([rule(100, 86_400)], of(spread(96, noon - 26 * hour, 60_000)), one).level).toBe('ample')
})

test('an overfull stretch says when the post would go, and after an hour that it would not', () => {
  const quarter = rule(10, 1800)
  expect(roomAt([quarter], of(spread(10, noon - 600_000, 0)), one)).toMatchObject({
    level: 'late',
    goesAt: noon - 600_000 + 1_800_000,
  })
  expect(roomAt([rule(10, 86_400)], of(spread(10, noon - hour, 0)), one)).toMatchObject({
    level: 'none',
    goesAt: noon + 23 * hour,
  })
})

test('one that goes in time and makes another late is told so', () => {
  const day = rule(3, 86_400)
  expect(roomAt([day], of(spread(3, noon - hour, 2 * hour)), one)).toMatchObject({
    level: 'crowds',
    goesAt: noon,
  })
  expect(roomAt([day], of(spread(3, noon + hour, 2 * hour)), one).level).toBe('crowds')
})

test('seconds are not worth a word', () => {
  expect(roomAt([rule(1, 15)], of(spread(3, noon, 0)), one).level).toBe('ample')
  expect(roomAt([rule(1, 15)], of(spread(4, noon, 0)), one).level).toBe('late')
})

test('a rule of the app counts all accounts, and the worst rule speaks', () => {
  const rules = [rule(100, 86_400), { ...rule(20, 86_400, 'app'), id: 'app' }]
  expect(roomAt(rules, of([], spread(20, noon - hour, 1000)), one)).toMatchObject({
    level: 'none',
    rule: { id: 'app' },
  })
  expect(isWorse('none', 'late')).toBe(true)
  expect(reachOf(rules)).toBe(25 * hour)
})

test('a thread counts as many posts as it has, and one longer than a stretch goes in pieces', () => {
  expect(
    roomAt([rule(10, 86_400)], of([{ at: noon - 2 * hour, posts: 8 }]), { at: noon, posts: 3 }).level,
  ).toBe('none')
  expect(goingTimes(rule(2, 60), [{ at: 0, posts: 5 }])).toEqual([120_000])
  expect(goingTimes(rule(2, 60), spread(5, 0, 0))).toEqual([0, 0, 60_000, 60_000, 120_000])
})

test('times that are kept to are never more than the most in any stretch', () => {
  let state = 7
  const roll = (sides: number) => (state = (state * 48_271) % 2_147_483_647) % sides
  for (let round = 0; round < 200; round++) {
    const each = rule(1 + roll(7), 1 + roll(40))
    const planned = Array.from({ length: 40 }, () => ({ at: roll(90_000), posts: 1 })).toSorted(
      (a, b) => a.at - b.at,
    )
    const times = goingTimes(each, planned)
    for (const [at, time] of times.entries()) {
      expect(time).toBeGreaterThanOrEqual(planned[at]?.at ?? 0)
      expect((times[at + each.most] ?? Infinity) - time).toBeGreaterThanOrEqual(each.seconds * 1000)
    }
  }
})
