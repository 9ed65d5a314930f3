import { authorise, type Actor } from '#features/people/index.ts'
import {
  enterQueue,
  getPost,
  isLocked,
  lockPost,
  lookingAgain,
  needWithPost,
  publicationStatesOf,
  touchedBy,
  type PostRecord,
} from '#features/posts/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { needSee } from './access.ts'
import type { PlansDeps } from './deps.ts'
import { needFit } from './fits-queue.ts'
import { waitingIn } from './gone.ts'
import { planningFor, type Planning } from './planning.ts'
import { firstFree, type Slot } from './rules.ts'
import { dropItem, getQueue, itemOf, lockQueue } from './store.ts'
import type { Queue } from './tables.ts'

export const noSlotCode = 'plans.no-slot'

export const noSlot = (name: string) =>
  new Conflict(noSlotCode, `“${name}” has no free slot within a year.`, {
    fix: 'Give the queue more slots, or look at the days that it leaves out.',
  })

const changed = () =>
  new Conflict('posts.edited-meanwhile', 'The post has changed in the meantime. Look again, then add it.')

const chooseAnother = 'Choose another queue, or take the other accounts out of the post.'

/** The accounts that a post of this queue goes to: its own, or all of the queue's where it has none. */
function accountsFor(queue: Queue, post: PostRecord): string[] {
  needFit(queue, post.accountIds, chooseAnother)
  return post.accountIds.length > 0 ? post.accountIds : queue.account_ids
}

function needOpen(queue: Queue): void {
  if (queue.ended_at !== null) throw new Conflict('plans.queue-ended', `“${queue.name}” has ended.`)
}

/** Gives a post the next free slot of a queue. Answers when it goes and how many approvals do not hold any more. */
export function addToQueue(
  deps: PlansDeps,
  actor: Actor,
  queueId: string,
  postId: string,
): Promise<{ at: string; voided: number }> {
  return lookingAgain(() => addOnce(deps, actor, queueId, postId))
}

async function addOnce(
  deps: PlansDeps,
  actor: Actor,
  queueId: string,
  postId: string,
): Promise<{ at: string; voided: number }> {
  const { services, posts } = deps
  const { db } = services
  const queue = await getQueue(db, queueId)
  needSee(actor, queue.account_ids, 'queue')
  needOpen(queue)
  const post = await getPost(db, postId)
  needWithPost(actor, 'posts.write', post)
  if (isLocked(await publicationStatesOf(db, postId)))
    throw new Conflict('posts.already-sent', 'This post has gone out already. Copy it as a new post.')
  const accountIds = accountsFor(queue, post)
  for (const id of accountIds) authorise(actor, 'posts.write', id)
  const planning = await planningFor(deps, [postId], new Map([[postId, accountIds]]))
  const touched = await touchedBy(posts, { ...post, accountIds, queue_id: queueId, publish_at: planning.now })
  const slot = await db.transaction().execute(async (tx) => {
    const locked = await lockQueue(tx, queueId)
    needOpen(locked)
    const held = await lockPost(tx, postId)
    if (held.version !== post.version) throw changed()
    if (isLocked(await publicationStatesOf(tx, postId))) throw changed()
    const there = await itemOf(tx, postId)
    // What it has left is not in its way, although it is looked after once a minute only.
    if (there && held.queue_id !== there.queueId) await dropItem(tx, postId)
    else if (there)
      throw new Conflict('plans.in-a-queue', 'This post is in a queue already.', {
        fix: 'Take it out of that one first.',
      })
    const given = await giveSlot(tx, locked, planning, { postId, accountIds, by: actor.personId })
    await enterQueue(tx, posts, actor, held, {
      queueId,
      slot: given,
      accountIds,
      touched,
      at: planning.now,
    })
    return given
  })
  return { at: slot.at, voided: touched.accountIds.length }
}

/**
 * Writes down the first free one of these slots for a post, in a transaction that holds the queue. `like`: the post that
 * was looked up for it, when it is so new that it was not itself. Throws `Conflict`.
 */
export async function giveSlot(
  tx: Tx,
  queue: Queue,
  planning: Planning,
  given: { postId: string; accountIds: readonly string[]; by: string | null; like?: string },
  slots: Iterable<Slot> = planning.slots(queue),
): Promise<Slot> {
  needFit(queue, given.accountIds, chooseAnother)
  const taken = new Set((await waitingIn(tx, queue, planning.now)).map((item) => item.slotAt))
  const slot = firstFree(planning.wanting(given.like ?? given.postId), slots, taken)
  if (!slot) throw noSlot(queue.name)
  await tx
    .insertInto('queue_item')
    .values({
      post_id: given.postId,
      queue_id: queue.id,
      slot_at: slot.at,
      added_by: given.by,
      added_at: planning.now,
    })
    .execute()
  return slot
}
