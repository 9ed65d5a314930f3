import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { excerptOf } from './content.ts'
import type { PostRow } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { namesOf, ref } from './names.ts'
import { postStatus } from './status.ts'
import type { PostRecord } from './store.ts'

export interface ListFilter {
  status?: string
  accountId?: string
  text?: string
  /** Only those that wait for this reader. */
  waiting?: boolean
  mine?: boolean
  from?: string
  to?: string
  limit: number
}

/** Posts that this person may read, the latest change first (by time of publication when a span is given). */
export async function listPosts(deps: PostsDeps, actor: Actor, filter: ListFilter): Promise<PostRow[]> {
  const { db } = deps.services
  let query = db.selectFrom('post').selectAll().where('deleted_at', 'is', null)
  if (!mayAnywhere(actor, 'posts.read')) {
    const related = actor.accounts.map((held) => held.accountId)
    query = query.where((on) =>
      on.or([
        on('author_id', '=', actor.personId),
        ...(related.length > 0
          ? [
              on.exists(
                on
                  .selectFrom('post_target')
                  .select('post_target.post_id')
                  .whereRef('post_target.post_id', '=', 'post.id')
                  .where('account_id', 'in', related),
              ),
            ]
          : []),
      ]),
    )
  }
  if (filter.accountId) {
    const accountId = filter.accountId
    query = query.where((on) =>
      on.exists(
        on
          .selectFrom('post_target')
          .select('post_target.post_id')
          .whereRef('post_target.post_id', '=', 'post.id')
          .where('account_id', '=', accountId),
      ),
    )
  }
  if (filter.text)
    query = query.where((on) =>
      on.or([
        on('title', 'ilike', `%${filter.text}%`),
        on(on.cast<string>('content', 'text'), 'ilike', `%${filter.text}%`),
      ]),
    )
  if (filter.mine) query = query.where('author_id', '=', actor.personId)
  if (filter.waiting) query = query.where('state', '=', 'in-review')
  if (filter.from) query = query.where('publish_at', '>=', filter.from)
  if (filter.to) query = query.where('publish_at', '<', filter.to)
  const posts = await query
    .orderBy(filter.from ? 'publish_at' : 'updated_at', filter.from ? 'asc' : 'desc')
    .limit(filter.limit)
    .execute()
  const rows = await rowsOf(deps, actor, posts)
  return rows.filter(
    (row) => (!filter.status || row.status === filter.status) && (!filter.waiting || row.waitsForMe),
  )
}

async function rowsOf(
  deps: PostsDeps,
  actor: Actor,
  posts: Omit<PostRecord, 'accountIds'>[],
): Promise<PostRow[]> {
  if (posts.length === 0) return []
  const { db } = deps.services
  const ids = posts.map((post) => post.id)
  const [targets, publications, writers, approvals] = await Promise.all([
    db
      .selectFrom('post_target')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('publication')
      .select(['post_id', 'account_id', 'state'])
      .where('post_id', 'in', ids)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('post_contributor')
      .selectAll()
      .where('post_id', 'in', ids)
      .where('person_id', '=', actor.personId)
      .execute(),
    db
      .selectFrom('approval')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .where('voided_at', 'is', null)
      .where('decision', '=', 'approved')
      .execute(),
  ])
  const accounts = new Map(
    (await deps.accounts(db, [...new Set(targets.map((target) => target.account_id))])).map((account) => [
      account.id,
      account,
    ]),
  )
  const names = await namesOf(
    db,
    posts.map((post) => post.author_id),
  )
  const wrote = new Set(writers.map((row) => row.post_id))
  return posts.map((post) => {
    const mine = publications.filter((publication) => publication.post_id === post.id)
    const goesTo = targets.filter((target) => target.post_id === post.id)
    const open = goesTo.filter(
      (target) =>
        !approvals.some(
          (approval) => approval.post_id === post.id && approval.account_id === target.account_id,
        ),
    )
    return {
      id: post.id,
      title: post.title,
      status: postStatus(
        post.state,
        mine.map((publication) => publication.state),
      ),
      excerpt: excerptOf(post.content),
      publishAt: post.publish_at,
      updatedAt: post.updated_at,
      author: post.author_id ? ref(names, post.author_id) : null,
      accounts: goesTo.flatMap((target) => {
        const account = accounts.get(target.account_id)
        const state =
          mine.findLast((publication) => publication.account_id === target.account_id)?.state ?? null
        return account ? [{ id: account.id, network: account.network, handle: account.handle, state }] : []
      }),
      waitsForMe:
        post.state === 'in-review' &&
        !wrote.has(post.id) &&
        open.some((target) => mayFor(actor, 'posts.approve', target.account_id)),
      example: post.example,
    }
  })
}
