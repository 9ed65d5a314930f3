import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import { excerptOf } from './content.ts'
import type { PostRow, PublicationState } from './contract.ts'
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

/** For the statuses that come from publications: in what state at least one of them is, so that a limit cuts none of them off. */
const statesSought: Partial<Record<string, PublicationState[]>> = {
  attention: ['unknown', 'reconciling', 'missed', 'blocked', 'rejected'],
  paused: ['paused'],
  publishing: ['claimed', 'intended', 'sent'],
  published: ['published', 'verified'],
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
  const sought = filter.status && statesSought[filter.status]
  if (sought)
    query = query.where((on) =>
      on.exists(
        on
          .selectFrom('publication')
          .select('publication.id')
          .whereRef('publication.post_id', '=', 'post.id')
          .where('publication.state', 'in', sought),
      ),
    )
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

/** The rows that hang from many posts, by post. */
async function hangingFromAll(deps: PostsDeps, ids: string[], personId: string) {
  const { db } = deps.services
  const [targets, publications, writers, approvals] = await Promise.all([
    db
      .selectFrom('post_target')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('publication')
      .select(['post_id', 'account_id', 'state', 'published_at'])
      .where('post_id', 'in', ids)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('post_contributor')
      .selectAll()
      .where('post_id', 'in', ids)
      .where('person_id', '=', personId)
      .execute(),
    db
      .selectFrom('approval')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .where('voided_at', 'is', null)
      .where('decision', '=', 'approved')
      .execute(),
  ])
  const accounts = await deps.accounts(db, [...new Set(targets.map((target) => target.account_id))])
  return {
    targets: Map.groupBy(targets, (row) => row.post_id),
    publications: Map.groupBy(publications, (row) => row.post_id),
    approved: new Set(approvals.map((row) => `${row.post_id} ${row.account_id}`)),
    wrote: new Set(writers.map((row) => row.post_id)),
    accounts: new Map(accounts.map((account) => [account.id, account])),
  }
}
type Hanging = Awaited<ReturnType<typeof hangingFromAll>>

function rowOf(
  post: Omit<PostRecord, 'accountIds'>,
  hanging: Hanging,
  actor: Actor,
  names: Map<string, string>,
): PostRow {
  const publications = hanging.publications.get(post.id) ?? []
  const targets = hanging.targets.get(post.id) ?? []
  const states = publications.map((publication) => publication.state)
  const open = targets.filter((target) => !hanging.approved.has(`${post.id} ${target.account_id}`))
  return {
    id: post.id,
    title: post.title,
    status: postStatus(post.state, states),
    excerpt: excerptOf(post.content),
    publishAt: post.publish_at,
    updatedAt: post.updated_at,
    author: post.author_id ? ref(names, post.author_id) : null,
    accounts: targets.flatMap((target) => {
      const account = hanging.accounts.get(target.account_id)
      const state =
        publications.findLast((publication) => publication.account_id === target.account_id)?.state ?? null
      return account ? [{ id: account.id, network: account.network, handle: account.handle, state }] : []
    }),
    waitsForMe:
      post.state === 'in-review' &&
      !hanging.wrote.has(post.id) &&
      open.some((target) => mayFor(actor, 'posts.approve', target.account_id)),
    publishedAt:
      publications
        .map((publication) => publication.published_at)
        .filter((at) => at !== null)
        .toSorted()
        .at(-1) ?? null,
    example: post.example,
  }
}

async function rowsOf(
  deps: PostsDeps,
  actor: Actor,
  posts: Omit<PostRecord, 'accountIds'>[],
): Promise<PostRow[]> {
  if (posts.length === 0) return []
  const ids = posts.map((post) => post.id)
  const authors = posts.map((post) => post.author_id)
  const [hanging, names] = await Promise.all([
    hangingFromAll(deps, ids, actor.personId),
    namesOf(deps.services.db, authors),
  ])
  return posts.map((post) => rowOf(post, hanging, actor, names))
}
