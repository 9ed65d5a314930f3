import type { Db, Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Queue } from './tables.ts'

/** The accounts that a queue does not post to. */
export const outsideOf = (queue: Pick<Queue, 'account_ids'>, accountIds: readonly string[]): string[] =>
  accountIds.filter((id) => !queue.account_ids.includes(id))

/** What holds when a post goes into a queue, and as long as it stands there. Throws `Invalid`. */
export function needFit(
  queue: Pick<Queue, 'name' | 'account_ids'>,
  accountIds: readonly string[],
  fix: string,
): void {
  const outside = outsideOf(queue, accountIds)
  if (outside.length > 0)
    throw new Invalid(
      'plans.other-accounts',
      `“${queue.name}” does not post to every account of this post.`,
      { fix, data: { accountIds: outside } },
    )
}

/** Throws where a post in a queue is to go to accounts that the queue does not post to. */
export async function needFitWhereItStands(
  db: Db | Tx,
  queueId: string,
  accountIds: readonly string[],
): Promise<void> {
  const queue = await db
    .selectFrom('plan_queue')
    .select(['name', 'account_ids'])
    .where('id', '=', queueId)
    .executeTakeFirst()
  if (queue)
    needFit(
      queue,
      accountIds,
      'Take the post out of the queue first, or choose only accounts that the queue posts to.',
    )
}
