import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Evergreen, Queue, Series } from './tables.ts'

export async function getQueue(db: Db | Tx, id: string): Promise<Queue> {
  const queue = await db.selectFrom('plan_queue').selectAll().where('id', '=', id).executeTakeFirst()
  if (!queue) throw new NotFound('queue')
  return queue
}

/** As `getQueue`; until the transaction ends nobody else gives out slots of it. */
export async function lockQueue(tx: Tx, id: string): Promise<Queue> {
  await sql`select 1 from plan_queue where id = ${id} for update`.execute(tx)
  return getQueue(tx, id)
}

export async function getSeries(db: Db | Tx, id: string): Promise<Series> {
  const series = await db.selectFrom('plan_series').selectAll().where('id', '=', id).executeTakeFirst()
  if (!series) throw new NotFound('series')
  return series
}

export async function lockSeries(tx: Tx, id: string): Promise<Series> {
  await sql`select 1 from plan_series where id = ${id} for update`.execute(tx)
  return getSeries(tx, id)
}

export function needVersion(row: { version: number }, version: number): void {
  if (row.version !== version)
    throw new Conflict(
      'plans.edited-meanwhile',
      'Somebody else has changed this since you opened it. Look again, then make your change.',
    )
}

export interface QueueItem {
  postId: string
  slotAt: string
}

/** What stands in a queue, in the order in which it goes. */
export async function itemsOf(db: Db | Tx, queueId: string): Promise<QueueItem[]> {
  const rows = await db
    .selectFrom('queue_item')
    .select(['post_id', 'slot_at'])
    .where('queue_id', '=', queueId)
    .orderBy('slot_at')
    .execute()
  return rows.map((row) => ({ postId: row.post_id, slotAt: row.slot_at }))
}

/** The same of several queues at once. */
export async function itemsByQueue(db: Db, queueIds: readonly string[]): Promise<Map<string, QueueItem[]>> {
  if (queueIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('queue_item')
    .select(['queue_id', 'post_id', 'slot_at'])
    .where('queue_id', 'in', [...queueIds])
    .orderBy('slot_at')
    .execute()
  const items = rows.map((row) => ({ queueId: row.queue_id, postId: row.post_id, slotAt: row.slot_at }))
  return Map.groupBy(items, (item) => item.queueId)
}

export async function itemOf(
  db: Db | Tx,
  postId: string,
): Promise<{ queueId: string; slotAt: string } | null> {
  const row = await db
    .selectFrom('queue_item')
    .select(['queue_id', 'slot_at'])
    .where('post_id', '=', postId)
    .executeTakeFirst()
  return row ? { queueId: row.queue_id, slotAt: row.slot_at } : null
}

export async function setSlot(tx: Tx, postId: string, at: string): Promise<void> {
  await tx.updateTable('queue_item').set({ slot_at: at }).where('post_id', '=', postId).execute()
}

export async function dropItem(tx: Tx, postId: string): Promise<void> {
  await tx.deleteFrom('queue_item').where('post_id', '=', postId).execute()
}

/** Queues that go on, by name. */
export function liveQueues(db: Db | Tx): Promise<Queue[]> {
  return db.selectFrom('plan_queue').selectAll().where('ended_at', 'is', null).orderBy('name').execute()
}

export function allSeries(db: Db | Tx): Promise<Series[]> {
  return db.selectFrom('plan_series').selectAll().where('ended_at', 'is', null).orderBy('name').execute()
}

export async function evergreenOf(db: Db | Tx, postId: string): Promise<Evergreen | null> {
  const row = await db.selectFrom('evergreen').selectAll().where('post_id', '=', postId).executeTakeFirst()
  return row ?? null
}
