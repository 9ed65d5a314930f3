import type { Db, Tx } from '#platform/db/index.ts'
import './tables.ts'

/** When posts of an account went out between two instants, the first first. */
export async function postsOutOf(db: Db, accountId: string, from: string, to: string): Promise<string[]> {
  const rows = await db
    .selectFrom('publication')
    .select('published_at')
    .where('account_id', '=', accountId)
    .where('published_at', '>=', from)
    .where('published_at', '<=', to)
    .orderBy('published_at')
    .execute()
  return rows.flatMap(({ published_at: at }) => at ?? [])
}

/** Since when each of these posts stands on the network, by account. What was taken down there doesn't stand. */
export async function postsStandingOf(
  db: Db | Tx,
  posts: readonly { accountId: string; postId: string }[],
): Promise<Map<string, string>> {
  if (posts.length === 0) return new Map()
  const rows = await db
    .selectFrom('publication')
    .select(['account_id', 'post_id', 'published_at'])
    .where(
      'post_id',
      'in',
      posts.map(({ postId }) => postId),
    )
    .where('published_at', 'is not', null)
    .where('removed_at', 'is', null)
    .execute()
  const wanted = new Set(posts.map(({ accountId, postId }) => `${accountId} ${postId}`))
  return new Map(
    rows.flatMap(({ account_id: accountId, post_id: postId, published_at: at }) =>
      at !== null && wanted.has(`${accountId} ${postId}`) ? [[accountId, at]] : [],
    ),
  )
}
