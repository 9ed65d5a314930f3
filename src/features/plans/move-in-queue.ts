import type { Actor } from '#features/people/index.ts'
import { changeSlot, getPost, leaveQueue, lockPost, needWithPost } from '#features/posts/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { ItemMove, ItemMoveTo } from './contract.ts'
import type { PlansDeps } from './deps.ts'
import { noSlot } from './add-to-queue.ts'
import { waitingIn } from './gone.ts'
import { planningFor, type Planning } from './planning.ts'
import { dayIn, firstFree, inOrder, moved, type Slot } from './rules.ts'
import { dropItem, itemOf, itemsOf, lockQueue, setSlot, type QueueItem } from './store.ts'
import type { Queue } from './tables.ts'

const notThere = () =>
  new Conflict('plans.not-in-queue', 'This post is not in a queue any more.', {
    fix: 'Look at the queue again.',
  })

export const localIn = (at: string, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** Those whose time has not come. */
const ahead = (items: readonly QueueItem[], now: string): QueueItem[] =>
  items.filter((item) => item.slotAt > now)

const noLonger = () =>
  new Conflict('plans.slot-gone', 'The queue has no such slot any more, or its network has no room then.', {
    fix: 'Look at the queue again.',
  })
const held = () =>
  new Conflict('plans.held', 'A clause makes one of these posts wait until after that slot.', {
    fix: 'Leave it further back, or ask for an urgent release on its page.',
  })

/**
 * Moves a post within its queue. The slots that are taken stay those, and the posts change places in them; only a post
 * that goes to an empty slot leaves its own.
 */
export async function moveInQueue(
  deps: PlansDeps,
  actor: Actor,
  postId: string,
  move: ItemMove,
): Promise<{ at: string; voided: number }> {
  const { db } = deps.services
  needWithPost(actor, 'posts.write', await getPost(db, postId))
  const item = await itemOf(db, postId)
  if (!item) throw notThere()
  const all = await itemsOf(db, item.queueId)
  const planning = await planningFor(
    deps,
    all.map((one) => one.postId),
  )
  const at = await db.transaction().execute(async (tx) => {
    const queue = await lockQueue(tx, item.queueId)
    const items = ahead(await waitingIn(tx, queue, planning.now), planning.now)
    const mine = items.findIndex((one) => one.postId === postId)
    if (mine === -1) throw notThere()
    const own = items[mine]!
    if ('slot' in move) return toSlot(tx, queue, planning, { items, item: own, slot: move.slot })
    if (move.to === 'later' && mine === items.length - 1) return skipOne(tx, queue, planning, own)
    return reorder(tx, planning, items, postId, move.to)
  })
  return { at, voided: 0 }
}

/** The last one goes one free slot further. */
async function skipOne(tx: Tx, queue: Queue, planning: Planning, item: QueueItem): Promise<string> {
  const taken = new Set((await itemsOf(tx, queue.id)).map((one) => one.slotAt))
  const later = planning.slots(queue).filter((slot) => slot.at > item.slotAt)
  const slot = firstFree(planning.wanting(item.postId), later, taken)
  if (!slot) throw noSlot(queue.name)
  await place(tx, item.postId, slot, planning.now)
  return slot.at
}

/** To the place of another, where those between move by one; or to a slot that nothing has, which leaves its own empty. */
async function toSlot(
  tx: Tx,
  queue: Queue,
  planning: Planning,
  { items, item, slot }: { items: readonly QueueItem[]; item: QueueItem; slot: string },
): Promise<string> {
  const same = (at: string) => Date.parse(at) === Date.parse(slot)
  if (same(item.slotAt)) return item.slotAt
  const there = items.findIndex(({ slotAt }) => same(slotAt))
  if (there !== -1) return reorder(tx, planning, items, item.postId, there)
  const free = planning.slots(queue).find(({ at }) => same(at))
  if (!free) throw noLonger()
  const wanting = planning.wanting(item.postId)
  if (wanting.notBefore !== null && free.at < wanting.notBefore) throw held()
  if (!wanting.fits(free.at)) throw noLonger()
  await place(tx, item.postId, free, planning.now)
  return free.at
}

async function reorder(
  tx: Tx,
  planning: Planning,
  items: readonly QueueItem[],
  postId: string,
  to: ItemMoveTo | number,
): Promise<string> {
  const order = moved(
    items.map((item) => item.postId),
    postId,
    to,
  )
  const slots = items.map(({ slotAt }) => ({ at: slotAt, local: localIn(slotAt, planning.book.zone) }))
  const given = inOrder(
    // Between slots that are taken anyway no room is won or lost.
    order.map((id) => ({ ...planning.wanting(id), fits: () => true })),
    slots,
  )
  if (!given) throw held()
  for (const item of items) {
    const slot = given.get(item.postId)
    if (slot && slot.at !== item.slotAt) await place(tx, item.postId, slot, planning.now)
  }
  return given.get(postId)?.at ?? planning.now
}

/** Writes another slot down for a post that is in the queue, with everything that hangs from its time. */
export async function place(tx: Tx, postId: string, slot: Slot, at: string): Promise<void> {
  await lockPost(tx, postId)
  await setSlot(tx, postId, slot.at)
  await changeSlot(tx, postId, slot, at)
}

/** Takes a post out of its queue: it is a draft without a time again. Its slot is free; nobody moves up. */
export async function takeOut(deps: PlansDeps, actor: Actor, postId: string): Promise<void> {
  const { db } = deps.services
  const at = nowOf(deps.services)
  needWithPost(actor, 'posts.write', await getPost(db, postId))
  const item = await itemOf(db, postId)
  if (!item) throw notThere()
  await db.transaction().execute(async (tx) => {
    const queue = await lockQueue(tx, item.queueId)
    const post = await lockPost(tx, postId)
    // One that was given a time of its own meanwhile keeps that.
    if (!(await waitingIn(tx, queue, at)).some((one) => one.postId === postId)) throw notThere()
    await leaveQueue(tx, actor, post, at)
    await dropItem(tx, postId)
  })
}

/** “Monday 7 December” */
export function dayWords(at: string, zone: string): string {
  const day = Temporal.PlainDate.from(dayIn(at, zone))
  return day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}
