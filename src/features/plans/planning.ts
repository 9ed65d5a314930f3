import { heldUntil, roomBetween } from '#features/posts/index.ts'
import type { Db } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { dayBook } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { horizonDays, slotsAfter, type DayBook, type Slot, type SlotsOf, type Wanting } from './rules.ts'
import type { Queue } from './tables.ts'

/** What tells whether posts keep the slots that they have. */
export interface Days {
  now: string
  book: DayBook
  /** Until when a clause makes a post wait. */
  notBefore(postId: string): string | null
}

/** Everything that giving out slots of a queue asks, looked up before the transaction that gives them. */
export interface Planning extends Days {
  slots(queue: Queue): Generator<Slot>
  wanting(postId: string, slotAt?: string): Wanting
}

export const slotsOf = (queue: Queue): SlotsOf => ({
  slots: queue.slots,
  inElections: queue.in_elections,
  whenClosed: queue.when_closed,
  pausedUntil: queue.paused_until,
})

const day = 86_400_000

interface Going {
  accounts: Map<string, string[]>
  parts: Map<string, number>
}

/** Where posts go and how many parts they have; `more` is what is about to be. */
async function goingOf(
  db: Db,
  postIds: readonly string[],
  more: ReadonlyMap<string, string[]>,
): Promise<Going> {
  if (postIds.length === 0) return { accounts: new Map(more), parts: new Map() }
  const targets = await db
    .selectFrom('post_target')
    .select(['post_id', 'account_id'])
    .where('post_id', 'in', [...postIds])
    .execute()
  const posts = await db
    .selectFrom('post')
    .select(['id', 'content'])
    .where('id', 'in', [...postIds])
    .execute()
  const accounts = new Map<string, string[]>()
  for (const { post_id: id, account_id: account } of targets)
    accounts.set(id, [...(accounts.get(id) ?? []), account])
  for (const [id, ids] of more) accounts.set(id, ids)
  return { accounts, parts: new Map(posts.map(({ id, content }) => [id, content.parts.length])) }
}

export async function daysFor({ services }: PlansDeps, postIds: readonly string[]): Promise<Days> {
  const { db } = services
  const now = nowOf(services)
  const held = await heldUntil(db, postIds, now)
  return { now, book: await dayBook(db, now), notBefore: (postId) => held.get(postId) ?? null }
}

/**
 * Looks up days, waits and the networks' room for these posts. The room is that of a year: where the days are enough,
 * `daysFor` is. Not inside a transaction.
 */
export async function planningFor(
  deps: PlansDeps,
  postIds: readonly string[],
  more: ReadonlyMap<string, string[]> = new Map(),
): Promise<Planning> {
  const days = await daysFor(deps, postIds)
  const { now, book, notBefore } = days
  const { accounts, parts } = await goingOf(deps.services.db, postIds, more)
  const all = [...new Set([...accounts.values()].flat())]
  const begins = Date.parse(now)
  const room = await roomBetween(deps.posts, all, [begins, begins + (horizonDays + 1) * day])
  return {
    ...days,
    slots: (queue) => slotsAfter(slotsOf(queue), book, now),
    wanting: (postId, slotAt) => ({
      postId,
      notBefore: notBefore(postId),
      // What stands there already was counted when it was given.
      fits: (at) =>
        at === slotAt ||
        room(accounts.get(postId) ?? [], { at: Date.parse(at), posts: parts.get(postId) ?? 1 }),
    }),
  }
}
