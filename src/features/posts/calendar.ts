import { workingCalendar } from '#features/institution/index.ts'
import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { PostsDeps } from './deps.ts'
import { clashMinutes, nextFreeSlot } from './schedule.ts'
import { listPosts } from './lists.ts'
import type { PostRow } from './contract.ts'

export interface CalendarItem extends PostRow {
  at: string
  /** Other posts of the same accounts within half an hour. */
  clashes: { postId: string; title: string }[]
}

/** What is planned or went out between two instants, with clashes. */
export async function calendar(
  deps: PostsDeps,
  actor: Actor,
  from: string,
  to: string,
): Promise<CalendarItem[]> {
  const rows = (await listPosts(deps, actor, { from, to, limit: 2_000 })).filter(
    (row) => row.publishAt !== null,
  )
  return rows.map((row) => {
    const at = row.publishAt!
    const mine = new Set(row.accounts.map((account) => account.id))
    const clashes = rows.filter(
      (other) =>
        other.id !== row.id &&
        other.status !== 'cancelled' &&
        Math.abs(Date.parse(other.publishAt!) - Date.parse(at)) < clashMinutes * 60_000 &&
        other.accounts.some((account) => mine.has(account.id)),
    )
    return { ...row, at, clashes: clashes.map((other) => ({ postId: other.id, title: other.title })) }
  })
}

/** The next time, in the institution's wall clock, at which none of these accounts has something planned nearby. */
export async function proposeSlot(
  deps: PostsDeps,
  actor: Actor,
  accountIds: string[],
  except: string | null,
): Promise<string | null> {
  const { db, clock } = deps.services
  const allowed = accountIds.filter(
    (accountId) => mayAnywhere(actor, 'posts.read') || mayFor(actor, 'posts.read', accountId),
  )
  const days = await workingCalendar(db)
  const now = clock.now()
  let taken: { publish_at: string | null }[] = []
  if (allowed.length > 0) {
    let query = db
      .selectFrom('post')
      .innerJoin('post_target', 'post_target.post_id', 'post.id')
      .select('publish_at')
      .where('post_target.account_id', 'in', allowed)
      .where('deleted_at', 'is', null)
      .where('post.state', '!=', 'cancelled')
      .where('publish_at', '>', now.subtract({ hours: 1 }).toString())
    if (except) query = query.where('post.id', '!=', except)
    taken = await query.execute()
  }
  return nextFreeSlot(
    now,
    days,
    taken.flatMap((row) => (row.publish_at ? [row.publish_at] : [])),
  )
}
