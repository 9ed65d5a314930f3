import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import type { Content, PostStatus } from './contract.ts'
import { isLocked, postStatus } from './status.ts'
import { wholeContent, type PostRecord } from './store.ts'

/** A post with what is needed to say whether its words can still be changed. */
export interface WorkspacePost {
  post: PostRecord
  status: PostStatus
  /** Its words are fixed: it is out, or may be. */
  locked: boolean
  /** Approvals that hold now. */
  approvals: { accountId: string; person: string }[]
}

export interface WorkspaceQuery {
  /** Only these. */
  ids?: readonly string[]
  campaignId?: string | null
  accountId?: string | null
  /** Texts of which at least one has to stand somewhere in the content. */
  containing?: readonly string[]
  /** What is no longer being written is left out when it was not changed since. */
  since?: string
  limit: number
}

/** Posts with their words, whoever may read them: those being written first, the latest change first. */
export async function workspacePosts(db: Db, wanted: WorkspaceQuery): Promise<WorkspacePost[]> {
  let query = db.selectFrom('post').selectAll().where('deleted_at', 'is', null)
  const { ids, campaignId, accountId, containing, since } = wanted
  if (ids) query = query.where('id', 'in', [...ids, '00000000-0000-0000-0000-000000000000'])
  if (campaignId) query = query.where('campaign_id', '=', campaignId)
  if (accountId)
    query = query.where('id', 'in', (on) =>
      on.selectFrom('post_target').select('post_id').where('account_id', '=', accountId),
    )
  if (containing)
    query = query.where(
      sql<boolean>`(${sql.join(
        containing.map((text) => sql`strpos(content::text, ${text}) > 0`),
        sql` or `,
      )})`,
    )
  if (since)
    query = query.where((on) =>
      on.or([on('state', 'in', ['draft', 'in-review']), on('updated_at', '>', since)]),
    )
  const rows = await query
    .orderBy(sql`state in ('draft', 'in-review')`, 'desc')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(wanted.limit)
    .execute()
  return withHanging(db, rows)
}

async function withHanging(
  db: Db,
  rows: (Omit<PostRecord, 'content' | 'accountIds'> & { content: Parameters<typeof wholeContent>[0] })[],
): Promise<WorkspacePost[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const [targets, publications, approvals] = await Promise.all([
    db.selectFrom('post_target').selectAll().where('post_id', 'in', ids).orderBy('position').execute(),
    db.selectFrom('publication').select(['post_id', 'state']).where('post_id', 'in', ids).execute(),
    db
      .selectFrom('approval')
      .innerJoin('person', 'person.id', 'approval.person_id')
      .select(['approval.post_id', 'approval.account_id', 'person.name'])
      .where('approval.post_id', 'in', ids)
      .where('voided_at', 'is', null)
      .where('decision', '=', 'approved')
      .execute(),
  ])
  const going = Map.groupBy(targets, (row) => row.post_id)
  const states = Map.groupBy(publications, (row) => row.post_id)
  const given = Map.groupBy(approvals, (row) => row.post_id)
  return rows.map((row) => {
    const held = (states.get(row.id) ?? []).map(({ state }) => state)
    const content: Content = wholeContent(row.content)
    return {
      post: { ...row, content, accountIds: (going.get(row.id) ?? []).map((each) => each.account_id) },
      status: postStatus(row.state, held),
      locked: isLocked(held),
      approvals: (given.get(row.id) ?? []).map((each) => ({ accountId: each.account_id, person: each.name })),
    }
  })
}
