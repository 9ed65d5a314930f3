import type { Db } from '#platform/db/index.ts'
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
