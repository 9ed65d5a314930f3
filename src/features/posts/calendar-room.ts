/**
 * Is there room on a network for what is planned? Pure and isomorphic: planned times and the network's rules are given.
 * The same budgets as those of sending/rates.ts, looked at ahead of time.
 */
import type { RateRule } from '#networks/profile.ts'

/** Something planned or sent, in milliseconds since 1970, and how many posts it is: a thread is several. */
export interface Planned {
  at: number
  posts: number
}

/**
 * `ample`: nothing to say. `near`: there is room, and little is left. `crowds`: it goes in time, and another that is
 * planned already would then be late. `late`: it goes some minutes after its time.
 * `none`: it could go only more than an hour after its time, so it would not go by itself.
 */
export type RoomLevel = 'ample' | 'near' | 'crowds' | 'late' | 'none'

export interface Room {
  level: RoomLevel
  /** The tightest rule; null when there is nothing to say. */
  rule: RateRule | null
  /** How many others stand in the fullest stretch around its time. */
  planned: number
  /** The first and the last of them. */
  span: readonly [number, number] | null
  /** When it would go. */
  goesAt: number
}

/** A post waits so long for a limit and still goes by itself: the hour of sending/limited.ts. */
const waitsFor = 3_600_000
/** Below that nobody notices. */
const noticed = 60_000
/** Of a stretch of an hour or more so much may be planned before anybody is told. */
const nearlyFull = 0.9
const longStretch = 3_600

const order: readonly RoomLevel[] = ['ample', 'near', 'crowds', 'late', 'none']

export const isWorse = (one: RoomLevel, other: RoomLevel): boolean =>
  order.indexOf(one) > order.indexOf(other)

/** When each goes that is sent in the order of its time; `planned` is sorted. */
export function goingTimes(rule: RateRule, planned: readonly Planned[]): number[] {
  const spent: number[] = []
  let last = -Infinity
  return planned.map(({ at, posts }) => {
    for (let left = posts; left > 0;) {
      const cost = Math.min(left, rule.most)
      const leaving = spent[spent.length + cost - rule.most - 1]
      last = Math.max(at, last, leaving === undefined ? -Infinity : leaving + rule.seconds * 1000)
      for (let each = 0; each < cost; each++) spent.push(last)
      left -= cost
    }
    return last
  })
}

/** Of all stretches that hold `at`, the one with the most of the others in it. */
function fullest(
  rule: RateRule,
  others: readonly Planned[],
  at: number,
): { planned: number; span: readonly [number, number] | null } {
  const length = rule.seconds * 1000
  const near = others.filter((each) => Math.abs(each.at - at) < length)
  let best: { planned: number; span: readonly [number, number] | null } = { planned: 0, span: null }
  let from = 0
  let sum = 0
  for (const [to, each] of near.entries()) {
    sum += each.posts
    // A stretch that holds both this one and `at`, and begins as early as it may.
    while ((near[from]?.at ?? at) <= Math.max(each.at, at) - length) {
      sum -= near[from]?.posts ?? 0
      from += 1
    }
    if (sum > best.planned && from <= to) best = { planned: sum, span: [near[from]?.at ?? at, each.at] }
  }
  return best
}

/** Is there room for `wanted` among the others that this rule counts? */
function roomUnder(rule: RateRule, others: readonly Planned[], wanted: Planned): Room {
  const before = others.filter((each) => each.at <= wanted.at)
  const all = [...before, wanted, ...others.filter((each) => each.at > wanted.at)]
  const going = goingTimes(rule, all)
  const goesAt = going[before.length] ?? wanted.at
  const { planned, span } = fullest(rule, others, wanted.at)
  const wait = goesAt - wanted.at
  const little = rule.seconds >= longStretch && planned + wanted.posts > rule.most * nearlyFull
  const crowds = () => {
    const without = goingTimes(rule, others)
    return without.some((time, at) => at >= before.length && (going[at + 1] ?? time) - time >= noticed)
  }
  const level: RoomLevel =
    wait > waitsFor
      ? 'none'
      : wait >= noticed
        ? 'late'
        : planned + wanted.posts > rule.most && crowds()
          ? 'crowds'
          : little && planned > 0
            ? 'near'
            : 'ample'
  return { level, rule: level === 'ample' ? null : rule, planned, span, goesAt }
}

/** What each rule counts beside the account's own. */
export type PlannedBy = Readonly<Record<RateRule['per'], readonly Planned[]>>

/** The worst that any rule says of `wanted`. The lists need not be sorted. */
export function roomAt(rates: readonly RateRule[], planned: PlannedBy, wanted: Planned): Room {
  let worst: Room = { level: 'ample', rule: null, planned: 0, span: null, goesAt: wanted.at }
  for (const rule of rates) {
    if (rule.of !== 'posts') continue
    const sorted = planned[rule.per].toSorted((a, b) => a.at - b.at)
    const room = roomUnder(rule, sorted, wanted)
    const later = room.level === worst.level && room.goesAt > worst.goesAt
    if (isWorse(room.level, worst.level) || later)
      worst = { ...room, goesAt: Math.max(room.goesAt, worst.goesAt) }
  }
  return worst
}

/** How far back and ahead a rule looks, in milliseconds. */
export function reachOf(rates: readonly RateRule[]): number {
  return (
    Math.max(0, ...rates.filter((rule) => rule.of === 'posts').map((rule) => rule.seconds * 1000)) + waitsFor
  )
}
