import { notify } from '#features/notices/index.ts'
import { leaveQueue, lockPost, publicationStatesOf, type PostRecord } from '#features/posts/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { planning as system, type PlansDeps } from './deps.ts'
import { outsideOf } from './fits-queue.ts'
import { isGone } from './gone.ts'
import { dayWords, place } from './move-in-queue.ts'
import { daysFor, planningFor, type Days, type Planning } from './planning.ts'
import { dayIn, firstFree, inTerm, whyNot, type Slot } from './rules.ts'
import { dropItem, itemsOf, liveQueues, lockQueue, type QueueItem } from './store.ts'
import type { Queue } from './tables.ts'

/** What became of one place of a queue. */
type Standing = 'gone' | 'stays' | { moves: string } | { leaves: string; now: string }

async function postOf(tx: Tx, postId: string): Promise<PostRecord | null> {
  try {
    return await lockPost(tx, postId)
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** Why a slot that was given is none any more; null while it is one. */
function whyNoSlot(queue: Queue, { book }: Days, at: string): string | null {
  const day = dayIn(at, book.zone)
  if (queue.paused_until !== null && day < queue.paused_until) return 'The queue is paused.'
  const going = { inElections: queue.in_elections, whenClosed: queue.when_closed }
  const why = whyNot(book, day, going)
  if (why !== null) return why
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(book.zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const rule = queue.slots.find((slot) => slot.weekday === local.dayOfWeek && slot.time === time)
  if (!rule) return 'The queue has no slot there any more.'
  return rule.termOnly && !inTerm(book, day) ? 'That day is not in a term any more.' : null
}

const notOfThisQueue: Standing = {
  leaves: 'It goes to accounts that the queue does not post to.',
  now: 'It is a draft without a time. Put it in a queue that posts to all of its accounts, or give it a time of its own.',
}

async function standingOf(
  tx: Tx,
  queue: Queue,
  days: Days,
  item: QueueItem,
  post: PostRecord | null,
): Promise<Standing> {
  if (!post) return 'gone'
  const states = await publicationStatesOf(tx, post.id)
  if (isGone(queue.id, post, states, item.slotAt > days.now)) return 'gone'
  if (item.slotAt <= days.now && states.includes('due')) return 'stays'
  if (outsideOf(queue, post.accountIds).length > 0) return notOfThisQueue
  if (item.slotAt <= days.now) return { moves: 'Its time came before it was approved.' }
  const notBefore = days.notBefore(item.postId)
  if (notBefore !== null && item.slotAt < notBefore) return { moves: 'A clause makes it wait until later.' }
  const why = whyNoSlot(queue, days, item.slotAt)
  return why === null ? 'stays' : { moves: why }
}

/** The next free slot for what lost its own; out of the queue where there is none. Its writer is told either way. */
async function moveOn(
  deps: PlansDeps,
  tx: Tx,
  queue: Queue,
  planning: Planning,
  post: PostRecord,
  why: string,
): Promise<void> {
  const taken = new Set((await itemsOf(tx, queue.id)).map((item) => item.slotAt))
  const slot = firstFree(planning.wanting(post.id), planning.slots(queue), taken)
  if (!slot) {
    const now = 'There is no free slot within a year, so it is a draft without a time.'
    return sendAway(deps, tx, queue, post, { leaves: why, now }, planning.now)
  }
  await place(tx, post.id, slot, planning.now)
  const now = `It has the next free slot: ${dayWords(slot.at, planning.book.zone)}, ${slot.local.slice('yyyy-mm-ddT'.length)}. Those behind it keep their times.`
  await tellOfMove(deps, tx, queue, post, { slot, says: `${why} ${now}`, at: planning.now })
}

/** Out of the queue, as a draft without a time. */
async function sendAway(
  deps: PlansDeps,
  tx: Tx,
  queue: Queue,
  post: PostRecord,
  { leaves, now }: { leaves: string; now: string },
  at: string,
): Promise<void> {
  await leaveQueue(tx, system, post, at)
  await dropItem(tx, post.id)
  await tellOfMove(deps, tx, queue, post, { slot: null, says: `${leaves} ${now}`, at })
}

async function tellOfMove(
  deps: PlansDeps,
  tx: Tx,
  queue: Queue,
  post: PostRecord,
  { slot, says, at }: { slot: Slot | null; says: string; at: string },
): Promise<void> {
  await append(tx, at, {
    kind: slot ? 'queue.post-moved' : 'queue.post-left',
    actor: system,
    subject: `queue:${queue.id}`,
    postId: post.id,
    summary: slot ? 'A post moved to the next free slot of its queue.' : 'A post lost its place in a queue.',
    facts: { queue: queue.id, slotAt: slot?.at ?? null },
  })
  const persons = [post.author_id, post.submitted_by].filter((id) => id !== null)
  await notify(deps.services, tx, at, {
    to: { persons: [...new Set(persons)] },
    kind: 'plans.moved',
    title: `${slot ? 'Moved in its queue' : 'Out of its queue'}: ${post.title}`,
    text: `“${post.title}” did not keep its place in “${queue.name}”. ${says}`,
    link: `/posts/${post.id}`,
    about: { postId: post.id },
  })
}

/** Looks after one place. Without a planning nothing moves: answers whether it has to. */
async function tendItem(
  deps: PlansDeps,
  queueId: string,
  postId: string,
  { days, planning }: { days: Days; planning?: Planning },
): Promise<boolean> {
  return deps.services.db.transaction().execute(async (tx) => {
    const queue = await lockQueue(tx, queueId)
    const item = (await itemsOf(tx, queueId)).find((one) => one.postId === postId)
    if (!item) return false
    const post = await postOf(tx, postId)
    const standing = await standingOf(tx, queue, days, item, post)
    if (standing === 'gone') await dropItem(tx, postId)
    else if (standing !== 'stays' && post) {
      if ('leaves' in standing) {
        await sendAway(deps, tx, queue, post, standing, days.now)
        return false
      }
      if (!planning) return true
      await moveOn(deps, tx, queue, planning, post, standing.moves)
    }
    return false
  })
}

/** Looks after one queue: what has gone leaves it, and what has lost its slot gets the next free one. */
export async function tendQueue(deps: PlansDeps, queueId: string): Promise<void> {
  const postIds = (await itemsOf(deps.services.db, queueId)).map((item) => item.postId)
  if (postIds.length === 0) return
  const days = await daysFor(deps, postIds)
  const lost: string[] = []
  for (const postId of postIds) if (await tendItem(deps, queueId, postId, { days })) lost.push(postId)
  // What a year has room for is looked up only where something has to move, which is seldom.
  if (lost.length === 0) return
  const planning = await planningFor(deps, lost)
  for (const postId of lost) await tendItem(deps, queueId, postId, { days: planning, planning })
}

/** Once a minute, for every queue. A fault of one stops no other. */
export async function tendQueues(deps: PlansDeps): Promise<void> {
  const { services } = deps
  for (const queue of await liveQueues(services.db))
    try {
      await tendQueue(deps, queue.id)
    } catch (err) {
      services.log.error({ err, queue: queue.id, at: nowOf(services) }, 'a queue could not be looked after')
    }
}
