import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '#platform/db/index.ts'
import { excerptOf } from './content.ts'
import type { PostRow, PublicationState } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { namesOf, ref } from './names.ts'
import { readersNeeded } from './rules.ts'
import { postStatus } from './status.ts'
import type { PostColumns } from './tables.ts'

export interface ListFilter {
  status?: string
  accountId?: string
  campaignId?: string
  text?: string
  /** Only those that wait for this reader. */
  waiting?: boolean
  mine?: boolean
  from?: string
  to?: string
  /** Of a span the latest ones, where there are more than the limit; they come first. */
  latest?: boolean
  limit: number
}

/** For the statuses that come from publications: in what state at least one of them is, so that a limit cuts none of them off. */
const statesSought: Partial<Record<string, PublicationState[]>> = {
  attention: ['unknown', 'reconciling', 'missed', 'blocked', 'rejected'],
  paused: ['paused'],
  publishing: ['claimed', 'intended', 'sent'],
  'by-hand': ['handed'],
  published: ['published', 'verified'],
}

type Posts = ExpressionBuilder<Tables, 'post'>

const goesToOneOf = (on: Posts, accountIds: string[]) =>
  on.exists(
    on
      .selectFrom('post_target')
      .select('post_target.post_id')
      .whereRef('post_target.post_id', '=', 'post.id')
      .where('account_id', 'in', accountIds),
  )

const hasOneIn = (on: Posts, states: PublicationState[]) =>
  on.exists(
    on
      .selectFrom('publication')
      .select('publication.id')
      .whereRef('publication.post_id', '=', 'post.id')
      .where('publication.state', 'in', states),
  )

/** What a person who may not read everything may read: their own, and those of accounts they are related to. */
function theirs(on: Posts, actor: Actor) {
  const related = actor.accounts.map((held) => held.accountId)
  const own = on('author_id', '=', actor.personId)
  return related.length > 0 ? on.or([own, goesToOneOf(on, related)]) : own
}

const says = (on: Posts, text: string) =>
  on.or([on('title', 'ilike', `%${text}%`), on(on.cast<string>('content', 'text'), 'ilike', `%${text}%`)])

/** Posts that this person may read, the latest change first (by time of publication when a span is given). */
export async function listPosts(deps: PostsDeps, actor: Actor, filter: ListFilter): Promise<PostRow[]> {
  const { status, accountId, campaignId, text, mine, waiting, from, to, latest, limit } = filter
  const sought = status && statesSought[status]
  let query = deps.services.db.selectFrom('post').selectAll().where('deleted_at', 'is', null)
  if (!mayAnywhere(actor, 'posts.read')) query = query.where((on) => theirs(on, actor))
  if (accountId) query = query.where((on) => goesToOneOf(on, [accountId]))
  if (campaignId) query = query.where('campaign_id', '=', campaignId)
  if (text) query = query.where((on) => says(on, text))
  if (mine) query = query.where('author_id', '=', actor.personId)
  if (waiting) query = query.where('state', '=', 'in-review')
  if (sought) query = query.where((on) => hasOneIn(on, sought))
  if (from) query = query.where('publish_at', '>=', from)
  if (to) query = query.where('publish_at', '<', to)
  const posts = await query
    .orderBy(from ? 'publish_at' : 'updated_at', from && !latest ? 'asc' : 'desc')
    .limit(limit)
    .execute()
  const rows = await rowsOf(deps, actor, posts)
  return rows.filter((row) => (!status || row.status === status) && (!waiting || row.waitsForMe))
}

/** Those of these posts that this person may read, in no order. */
export async function postRowsOf(deps: PostsDeps, actor: Actor, ids: readonly string[]): Promise<PostRow[]> {
  if (ids.length === 0) return []
  let query = deps.services.db
    .selectFrom('post')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('id', 'in', [...ids])
  if (!mayAnywhere(actor, 'posts.read')) query = query.where((on) => theirs(on, actor))
  return rowsOf(deps, actor, await query.execute())
}

/** The rows that hang from many posts, by post. */
async function hangingFromAll(deps: PostsDeps, ids: string[], personId: string) {
  const { db } = deps.services
  const [targets, publications, writers, approvals, held] = await Promise.all([
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
      .select(['post_id', 'account_id', 'person_id'])
      .where('post_id', 'in', ids)
      .where('voided_at', 'is', null)
      .where('decision', '=', 'approved')
      .execute(),
    db
      .selectFrom('post_hold')
      .select('post_id')
      .where('post_id', 'in', ids)
      .where('gone_at', 'is', null)
      .execute(),
  ])
  const accounts = await deps.accounts(db, [...new Set(targets.map((target) => target.account_id))])
  return {
    targets: Map.groupBy(targets, (row) => row.post_id),
    publications: Map.groupBy(publications, (row) => row.post_id),
    approvals: Map.groupBy(approvals, (row) => `${row.post_id} ${row.account_id}`),
    held: new Set(held.map((row) => row.post_id)),
    wrote: new Set(writers.map((row) => row.post_id)),
    accounts: new Map(accounts.map((account) => [account.id, account])),
  }
}
type Hanging = Awaited<ReturnType<typeof hangingFromAll>>

function rowOf(post: PostColumns, hanging: Hanging, actor: Actor, names: Map<string, string>): PostRow {
  const publications = hanging.publications.get(post.id) ?? []
  const targets = hanging.targets.get(post.id) ?? []
  const states = publications.map((publication) => publication.state)
  const open = targets.filter((target) => {
    const given = hanging.approvals.get(`${post.id} ${target.account_id}`) ?? []
    const readers = new Set(given.map((approval) => approval.person_id))
    return readers.size < readersNeeded(hanging.held.has(post.id)) && !readers.has(actor.personId)
  })
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
    campaignId: post.campaign_id,
  }
}

async function rowsOf(deps: PostsDeps, actor: Actor, posts: PostColumns[]): Promise<PostRow[]> {
  if (posts.length === 0) return []
  const ids = posts.map((post) => post.id)
  const authors = posts.map((post) => post.author_id)
  const [hanging, names] = await Promise.all([
    hangingFromAll(deps, ids, actor.personId),
    namesOf(deps.services.db, authors),
  ])
  return posts.map((post) => rowOf(post, hanging, actor, names))
}
