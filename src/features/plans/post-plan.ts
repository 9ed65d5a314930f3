import type { Actor } from '#features/people/index.ts'
import {
  getPost,
  isLocked,
  mayReadPost,
  postStatus,
  publicationStatesOf,
  type PostRecord,
} from '#features/posts/index.ts'
import { profileOf } from '#networks/profiles.ts'
import { NotFound } from '#platform/errors.ts'
import { mayForAll, mayForOne } from './access.ts'
import type { PostPlan } from './contract.ts'
import type { PlansDeps } from './deps.ts'
import { dayWords } from './move-in-queue.ts'
import { slotsOf } from './planning.ts'
import { slotsAfter } from './rules.ts'
import { itemOf, itemsOf, liveQueues } from './store.ts'
import { evergreenViews, seenBy } from './views.ts'

type Seen = Awaited<ReturnType<typeof seenBy>>

async function inQueue(
  { deps, now }: Seen,
  { id: postId, queue_id: queueId }: PostRecord,
): Promise<PostPlan['inQueue']> {
  const { db } = deps.services
  const item = await itemOf(db, postId)
  if (!item || item.queueId !== queueId) return null
  const queue = (await liveQueues(db)).find((one) => one.id === item.queueId)
  const items = (await itemsOf(db, item.queueId)).filter((one) => one.slotAt >= now || one.postId === postId)
  const place = items.findIndex((one) => one.postId === postId) + 1
  return queue ? { id: queue.id, name: queue.name, at: item.slotAt, place, of: items.length } : null
}

/** Queues that post to every account of this post, each with its next free slot. */
async function queuesFor({ deps, actor, now, book }: Seen, post: PostRecord): Promise<PostPlan['queues']> {
  const { db } = deps.services
  if (isLocked(await publicationStatesOf(db, post.id))) return []
  const fitting = (await liveQueues(db)).filter((queue) =>
    post.accountIds.length > 0
      ? post.accountIds.every((id) => queue.account_ids.includes(id))
      : mayForAll(actor, 'posts.write', queue.account_ids),
  )
  const found = await Promise.all(
    fitting.map(async (queue) => {
      const taken = new Set((await itemsOf(db, queue.id)).map((item) => item.slotAt))
      const slot = slotsAfter(slotsOf(queue), book, now).find((one) => !taken.has(one.at))
      return slot ? [{ id: queue.id, name: queue.name, at: slot.at }] : []
    }),
  )
  return found.flat()
}

async function fromSeries({ deps }: Seen, postId: string): Promise<PostPlan['from']> {
  const row = await deps.services.db
    .selectFrom('series_occurrence')
    .innerJoin('plan_series', 'plan_series.id', 'series_occurrence.series_id')
    .select(['plan_series.id', 'plan_series.name'])
    .where('series_occurrence.post_id', '=', postId)
    .executeTakeFirst()
  return row ? { kind: 'series', name: row.name, link: `/plans/series/${row.id}`, says: [] } : null
}

/** What is to be known before words go out a second time. */
async function fromEvergreen({ deps, actor, book }: Seen, post: PostRecord): Promise<PostPlan['from']> {
  const { db } = deps.services
  const row = await db
    .selectFrom('evergreen_use')
    .innerJoin('post', 'post.id', 'evergreen_use.post_id')
    .select(['post.id', 'post.title'])
    .where('made_post_id', '=', post.id)
    .executeTakeFirst()
  if (!row || !(await mayReadPost(db, actor, row.id))) return null
  const [last] = await db
    .selectFrom('publication')
    .select('published_at')
    .where('post_id', '=', row.id)
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(1)
    .execute()
  const accounts = await deps.posts.accounts(db, post.accountIds)
  const networks = [...new Set(accounts.map((account) => account.network))]
  const names = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
    networks.map((network) => profileOf(network)?.name ?? network),
  )
  return {
    kind: 'evergreen',
    name: row.title,
    link: `/posts/${row.id}`,
    says: [
      ...(last?.published_at
        ? [`These words went out on ${dayWords(last.published_at, book.zone)} already.`]
        : []),
      'Look whether its dates, figures and links still hold. It was checked anew, by the policy of today.',
      ...(networks.length > 0
        ? [`Networks may refuse or hide the same words sent twice. Change some of them for ${names}.`]
        : []),
    ],
  }
}

/** How a post stands in queues and series, and whether it may be used again. */
export async function postPlan(deps: PlansDeps, actor: Actor, postId: string): Promise<PostPlan> {
  const { db } = deps.services
  if (!(await mayReadPost(db, actor, postId))) throw new NotFound('post')
  const post = await getPost(db, postId)
  const seen = await seenBy(deps, actor)
  const mayWrite = mayForAll(actor, 'posts.write', post.accountIds) || post.author_id === actor.personId
  const states = await publicationStatesOf(db, postId)
  const published = postStatus(post.state, states) === 'published'
  const [evergreen] = await evergreenViews(deps, actor, { postIds: [postId] })
  return {
    inQueue: await inQueue(seen, post),
    queues: mayWrite ? await queuesFor(seen, post) : [],
    from: (await fromSeries(seen, postId)) ?? (await fromEvergreen(seen, post)),
    evergreen: evergreen ?? null,
    mayMarkEvergreen:
      published &&
      mayForAll(actor, 'posts.write', post.accountIds) &&
      (await liveQueues(db)).some(
        (queue) =>
          post.accountIds.every((id) => queue.account_ids.includes(id)) &&
          mayForOne(actor, 'posts.read', queue.account_ids),
      ),
  }
}
