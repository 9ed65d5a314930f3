import { entryActor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { EntryActor } from '#platform/ledger/index.ts'
import type { Schedule } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { tellOfVoiding } from './letters.ts'
import { lateBy, movePublication, publicationStatesOf } from './publications.ts'
import { isLocked } from './status.ts'
import { addContributor, getPost, keepRevision, setTargets, updatePost, type PostRecord } from './store.ts'
import { needBoundStill, voidApprovals, type Touched } from './void-approvals.ts'

/** A place in a queue: the instant, and the same on the institution's clocks. */
export interface Slot {
  at: string
  local: string
}

/**
 * Does a post that is saved keep the time that its queue gave it? It does while that time is still to come; afterwards
 * only as long as nobody gives it another.
 */
export function keepsSlot(
  post: Pick<PostRecord, 'queue_id' | 'publish_at' | 'publish_local'>,
  schedule: Schedule,
  now: string,
): boolean {
  if (post.queue_id === null || post.publish_at === null) return false
  return post.publish_at > now || schedule?.local === post.publish_local
}

/** Throws where a post takes its time from a queue and somebody gives it one by hand. */
export function needOwnTime(post: Pick<PostRecord, 'queue_id' | 'publish_at'>, now: string): void {
  if (post.queue_id !== null && post.publish_at !== null && post.publish_at > now)
    throw new Conflict('posts.in-queue', 'This post takes its time from a queue.', {
      fix: 'Move it within the queue, or take it out of the queue to give it a time of its own.',
    })
}

/** A post of which nothing is left to go waits in no queue: from now on its time is its own. The post is locked. */
export async function giveUpSlot(tx: Tx, postId: string): Promise<void> {
  const states = await publicationStatesOf(tx, postId)
  if (states.every((state) => state === 'cancelled'))
    await tx.updateTable('post').set({ queue_id: null }).where('id', '=', postId).execute()
}

/** Gives a post its place in a queue. Approvals of another time do not hold for it; the caller says which. */
export async function enterQueue(
  tx: Tx,
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  given: { queueId: string; slot: Slot; accountIds: string[]; touched: Touched; at: string },
): Promise<void> {
  const { queueId, slot, accountIds, touched, at } = given
  await updatePost(tx, post.id, post.version, {
    queue_id: queueId,
    publish_at: slot.at,
    publish_local: slot.local,
    updated_at: at,
    updated_by: actor.personId,
  })
  await setTargets(tx, post.id, accountIds)
  await addContributor(tx, post.id, actor.personId)
  await keepRevision(tx, await getPost(tx, post.id), actor.personId, at)
  await needBoundStill(tx, post.id, touched)
  const voidedBy = await voidApprovals(tx, entryActor(actor), post, touched.accountIds, at)
  // What was held until its slot had passed, and stays approved, goes at the new one.
  await moveWaiting(tx, post.id, slot, at)
  await tellOfVoiding(tx, deps, post, actor, voidedBy)
}

/** What is on the schedule or held goes at this slot; let go by a person, it goes at no earlier one. */
async function moveWaiting(tx: Tx, postId: string, slot: Slot, at: string): Promise<void> {
  const missAfter = Temporal.Instant.from(slot.at).add(lateBy).toString()
  await tx
    .updateTable('publication')
    .set(({ eb }) => ({
      due_at: slot.at,
      next_at: slot.at,
      miss_after: missAfter,
      waits_until: null,
      version: eb('version', '+', 1),
      updated_at: at,
    }))
    .where('post_id', '=', postId)
    .where('state', 'in', ['due', 'paused'])
    .execute()
}

/**
 * Gives a post that is in a queue another of its slots. What is approved stays so: it was approved for the queue. Throws
 * `Conflict` when a worker has just taken it: it goes out at the time that it had.
 */
export async function changeSlot(tx: Tx, postId: string, slot: Slot, at: string): Promise<void> {
  await tx
    .updateTable('post')
    .set({ publish_at: slot.at, publish_local: slot.local, updated_at: at })
    .where('id', '=', postId)
    .execute()
  await moveWaiting(tx, postId, slot, at)
  // After the write, which holds what is due: whoever takes it from now on sees its new time.
  if (isLocked(await publicationStatesOf(tx, postId)))
    throw new Conflict('posts.already-sent', 'This post has just gone out at the time that it had.')
}

/** Takes a post out of its queue: a draft without a time, for which nothing that was approved holds. */
export async function leaveQueue(
  tx: Tx,
  by: Actor | { system: string },
  post: PostRecord,
  at: string,
): Promise<void> {
  const actor: EntryActor = 'personId' in by ? entryActor(by) : by
  await voidApprovals(tx, actor, post, post.accountIds, at)
  const publications = await tx
    .selectFrom('publication')
    .selectAll()
    .where('post_id', '=', post.id)
    .where('state', '=', 'due')
    .execute()
  const outcome = { kind: 'changed', say: 'It was taken out of its queue.' }
  for (const publication of publications)
    await movePublication(tx, publication, { to: 'cancelled', at, actor, outcome })
  await updatePost(tx, post.id, post.version, {
    queue_id: null,
    publish_at: null,
    publish_local: null,
    state: 'draft',
    submitted_at: null,
    submitted_by: null,
    updated_at: at,
  })
}

/** Until when clauses make these posts wait, as far as they do. */
export async function heldUntil(
  db: Db | Tx,
  postIds: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, string>> {
  if (postIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('post_hold')
    .select(['post_id', (eb) => eb.fn.max('until').as('until')])
    .where('post_id', 'in', postIds)
    .where('gone_at', 'is', null)
    .where('released_at', 'is', null)
    .where('until', '>', now)
    .groupBy('post_id')
    .execute()
  return new Map(rows.map(({ post_id: id, until }) => [id, until]))
}
