import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import type { PublicationState } from './contract.ts'
import './tables.ts'

export interface PostWaitingOn {
  id: string
  title: string
  author: string | null
  /** Null for a draft without a time. */
  publishAt: string | null
  /** It goes out by itself, or waits to. */
  scheduled: boolean
}

const stillToGo: readonly PublicationState[] = [
  'due',
  'handed',
  'claimed',
  'intended',
  'paused',
  'blocked',
  'missed',
]

/** What is being written for an account, and what is still to go out from it; the soonest first. */
export async function postsWaitingOn(db: Db, accountId: string): Promise<PostWaitingOn[]> {
  const rows = await db
    .selectFrom('post')
    .innerJoin('post_target', (join) =>
      join.onRef('post_target.post_id', '=', 'post.id').on('post_target.account_id', '=', accountId),
    )
    .leftJoin('publication', (join) =>
      join
        .onRef('publication.post_id', '=', 'post.id')
        .on('publication.account_id', '=', accountId)
        .on('publication.state', 'in', stillToGo),
    )
    .leftJoin('person', 'person.id', 'post.author_id')
    .select([
      'post.id',
      'post.title',
      'post.publish_at',
      'person.name as author',
      'publication.due_at',
      'publication.id as publication',
    ])
    .where('post.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([eb('post.state', 'in', ['draft', 'in-review']), eb('publication.id', 'is not', null)]),
    )
    .orderBy('publication.due_at')
    .orderBy('post.updated_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    author: row.author,
    publishAt: row.due_at ?? row.publish_at,
    scheduled: row.publication !== null,
  }))
}

/** How many posts are still to go out from each of these accounts; those with none are left out. */
export async function scheduledOn(db: Db | Tx, accountIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(['publication.account_id', sql<number>`count(*)`.as('count')])
    .where('publication.account_id', 'in', accountIds)
    .where('publication.state', 'in', stillToGo)
    .where('post.deleted_at', 'is', null)
    .groupBy('publication.account_id')
    .execute()
  return new Map(rows.map(({ account_id: id, count }) => [id, Number(count)]))
}
