import type { Tx } from '#platform/db/index.ts'
import { dropItem, itemsOf, type QueueItem } from './store.ts'
import type { Queue } from './tables.ts'

interface Post {
  state: string
  queue_id: string | null
  deleted_at: string | null
}

/**
 * Does a post wait in this queue no longer? It was thrown away, has a time of its own, or its slot has been used. `ahead`:
 * is its slot still to come? Pure.
 */
export function isGone(
  queueId: string,
  post: Post | undefined,
  publications: readonly string[],
  ahead: boolean,
): boolean {
  if (!post || post.deleted_at !== null || post.queue_id !== queueId) return true
  const live = publications.filter((state) => state !== 'cancelled')
  // On its way, or somebody's decision. What was held before its slot came keeps its place: let go, it goes at that.
  if (live.some((state) => state !== 'due' && !(state === 'paused' && ahead))) return true
  // Somebody took it off the schedule for good.
  return (
    post.state === 'cancelled' || (post.state === 'approved' && publications.length > 0 && live.length === 0)
  )
}

/**
 * What waits in a queue, in its order, in a transaction that holds it. What is gone leaves it: once a minute that happens
 * by itself, and until then nothing may be planned by it.
 */
export async function waitingIn(tx: Tx, queue: Queue, now: string): Promise<QueueItem[]> {
  const items = await itemsOf(tx, queue.id)
  if (items.length === 0) return []
  const ids = items.map((item) => item.postId)
  const posts = await tx
    .selectFrom('post')
    .select(['id', 'state', 'queue_id', 'deleted_at'])
    .where('id', 'in', ids)
    .execute()
  const publications = await tx
    .selectFrom('publication')
    .select(['post_id', 'state'])
    .where('post_id', 'in', ids)
    .execute()
  const gone = ({ postId, slotAt }: QueueItem) =>
    isGone(
      queue.id,
      posts.find((post) => post.id === postId),
      publications.filter((one) => one.post_id === postId).map((one) => one.state),
      slotAt > now,
    )
  for (const item of items) if (gone(item)) await dropItem(tx, item.postId)
  return items.filter((item) => !gone(item))
}
