import { sql } from 'kysely'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { getPost, needWithPost, postStatus, publicationStatesOf } from '#features/posts/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { z } from 'zod'
import { needSee } from './access.ts'
import type { EvergreenInput } from './contract.ts'
import { zoneOf } from './day-book.ts'
import type { PlansDeps } from './deps.ts'
import { dayIn } from './rules.ts'
import { evergreenOf, getQueue } from './store.ts'
import type { Evergreen } from './tables.ts'

/** Says that a published post may be used again: as a new draft, which is checked and approved as any other. */
export async function markEvergreen(
  { services }: PlansDeps,
  actor: Actor,
  postId: string,
  input: z.infer<typeof EvergreenInput>,
): Promise<void> {
  const { db } = services
  const at = nowOf(services)
  const post = await getPost(db, postId)
  needWithPost(actor, 'posts.write', post)
  if (postStatus(post.state, await publicationStatesOf(db, postId)) !== 'published')
    throw new Conflict('plans.not-published', 'Only a post that is published can be used again.')
  const queue = await getQueue(db, input.queueId)
  needSee(actor, queue.account_ids, 'queue')
  if (queue.ended_at !== null || post.accountIds.some((id) => !queue.account_ids.includes(id)))
    throw new Invalid(
      'plans.other-accounts',
      `“${queue.name}” does not post to every account of this post.`,
      {
        fix: 'Choose another queue.',
        fields: [{ path: 'queueId', message: 'Choose a queue that posts to all its accounts.' }],
      },
    )
  for (const id of post.accountIds) authorise(actor, 'posts.write', id)
  if (input.reviewOn <= dayIn(at, await zoneOf(db)))
    throw new Invalid('plans.review-past', 'The day on which it is looked at again has passed.', {
      fields: [{ path: 'reviewOn', message: 'Choose a day to come.' }],
    })
  const values = {
    queue_id: input.queueId,
    rest_days: input.restDays,
    review_on: input.reviewOn,
    most_uses: input.mostUses,
    marked_by: actor.personId,
    marked_at: at,
    ended_at: null,
    ended_why: '',
  }
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('evergreen')
      .values({ post_id: postId, ...values })
      .onConflict((on) => on.column('post_id').doUpdateSet(values))
      .execute()
    await append(tx, at, {
      kind: 'evergreen.marked',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'A post was marked as one that may be used again.',
      facts: {
        queue: input.queueId,
        restDays: input.restDays,
        reviewOn: input.reviewOn,
        mostUses: input.mostUses,
      },
    })
  })
}

export async function unmarkEvergreen({ services }: PlansDeps, actor: Actor, postId: string): Promise<void> {
  const { db } = services
  const at = nowOf(services)
  needWithPost(actor, 'posts.write', await getPost(db, postId))
  const marked = await evergreenOf(db, postId)
  if (!marked || marked.ended_at !== null) throw new NotFound('mark')
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('evergreen')
      .set({ ended_at: at, ended_why: 'Somebody ended it.' })
      .where('post_id', '=', postId)
      .execute()
    await append(tx, at, {
      kind: 'evergreen.ended',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'A post may not be used again any more.',
    })
  })
}

/** An evergreen post with all that decides whether it is proposed. */
export interface Rested extends Evergreen {
  title: string
  uses: number
  /** When it, or one made from it, was last out or proposed. */
  lastOut: string | null
  /** When a proposal of it was last thrown away; null where none was. */
  declinedAt: string | null
  /** Is a draft made from it still on its way? */
  underWay: boolean
  /** Why it may not be used, whatever the time; null where nothing stands against it. */
  against: string | null
}

type Which = { queueIds: readonly string[] } | { postIds: readonly string[] }

const goesElsewhere = sql<boolean>`exists (select 1 from post_target
  where post_target.post_id = evergreen.post_id and post_target.account_id <> all (plan_queue.account_ids))`

function markedRows(db: Db | Tx, which: Which) {
  const query = db
    .selectFrom('evergreen')
    .innerJoin('post', 'post.id', 'evergreen.post_id')
    .innerJoin('plan_queue', 'plan_queue.id', 'evergreen.queue_id')
    .selectAll('evergreen')
    .select(['post.title', 'post.deleted_at', 'post.state', goesElsewhere.as('elsewhere')])
    .where('evergreen.ended_at', 'is', null)
  const asked =
    'queueIds' in which
      ? query.where('evergreen.queue_id', 'in', [...which.queueIds, nobody])
      : query.where('evergreen.post_id', 'in', [...which.postIds, nobody])
  return asked.orderBy('evergreen.queue_id').orderBy('evergreen.marked_at').execute()
}

/** Every post that may be used again for these queues, or of these posts, with its rest. */
export async function restedOf(db: Db | Tx, which: Which): Promise<Rested[]> {
  const rows = await markedRows(db, which)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.post_id)
  const uses = await db
    .selectFrom('evergreen_use')
    .innerJoin('post', 'post.id', 'evergreen_use.made_post_id')
    .select(['evergreen_use.post_id', 'made_post_id', 'evergreen_use.at', 'deleted_at', 'post.state'])
    .where('evergreen_use.post_id', 'in', ids)
    .execute()
  const publications = await db
    .selectFrom('publication')
    .select(['id', 'post_id', 'state', 'published_at', 'removed_at'])
    .where('post_id', 'in', [...ids, ...uses.map((use) => use.made_post_id)])
    .where('state', '!=', 'cancelled')
    .execute()
  const touched = await changedSince(
    db,
    publications.map((one) => one.id),
  )
  return rows.map((row) => {
    const mine = uses.filter((use) => use.post_id === row.post_id)
    const out = (id: string) => publications.filter((one) => one.post_id === id)
    const own = out(row.post_id)
    const made = mine.map((use) => ({ ...use, publications: out(use.made_post_id) }))
    const declined = made
      .filter((use) => use.deleted_at !== null && use.publications.every((one) => one.published_at === null))
      .map((use) => use.deleted_at)
    const times = [
      ...[...own, ...made.flatMap((use) => use.publications)].map((one) => one.published_at),
      // What was thrown away was looked at and declined: that is a use of nobody's time until it has rested again.
      ...declined,
      ...made.map((use) => use.at),
    ]
    return {
      ...row,
      uses: made.filter((use) => use.publications.some((one) => one.published_at !== null)).length,
      lastOut: latest(times),
      declinedAt: latest(declined),
      underWay: made.some(
        (use) =>
          use.deleted_at === null &&
          // Taken off the schedule it goes no more.
          use.state !== 'cancelled' &&
          (use.state !== 'approved' || use.publications.length > 0) &&
          use.publications.every((one) => one.published_at === null),
      ),
      against:
        againstIt(row.deleted_at !== null, own, touched) ??
        (row.elsewhere ? 'Its queue does not post to all of its accounts any more.' : null),
    }
  })
}

const latest = (times: readonly (string | null)[]): string | null =>
  times
    .filter((at) => at !== null)
    .toSorted()
    .at(-1) ?? null

const nobody = '00000000-0000-0000-0000-000000000000'

function againstIt(
  deleted: boolean,
  own: readonly { id: string; published_at: string | null; removed_at: string | null }[],
  touched: ReadonlySet<string>,
): string | null {
  if (deleted || !own.some((one) => one.published_at !== null)) return 'It is not published any more.'
  if (own.some((one) => one.removed_at !== null)) return 'It was deleted on its network since.'
  if (own.some((one) => touched.has(one.id))) return 'It was corrected or changed since.'
  return null
}

/** Publications of which the words were corrected here, or changed or deleted on their network. */
async function changedSince(db: Db | Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const corrected = await db
    .selectFrom('correction')
    .select('publication_id')
    .where('publication_id', 'in', [...ids])
    .where((on) => on.or([on('decision', 'is', null), on('decision', '=', 'approved')]))
    .execute()
  const noticed = await db
    .selectFrom('publication_change')
    .select('publication_id')
    .where('publication_id', 'in', [...ids])
    .execute()
  return new Set([...corrected, ...noticed].map((row) => row.publication_id))
}

interface Days {
  /** For which it would be proposed. */
  day: string
  today: string
  /** Where these are the days. */
  zone: string
}

/**
 * Why it is not proposed for a day; null where it may be. It has rested by that day; what was thrown away has rested
 * today, or it would come back for a day that is far enough ahead. Pure.
 */
export function whyNotAgain(item: Rested, { day, today, zone }: Days): string | null {
  if (item.against !== null) return item.against
  if (item.review_on <= day) return 'The day to look at it again has come.'
  if (item.uses >= item.most_uses) return 'It has been used as often as it may.'
  if (item.underWay) return 'A draft made from it is on its way.'
  const rested = item.declinedAt === null || restsFrom(item.declinedAt, item.rest_days, zone) <= today
  const until = restsUntil(item, zone)
  return !rested || (until !== null && until > day) ? 'It still rests.' : null
}

const restsFrom = (at: string, days: number, zone: string): string =>
  Temporal.PlainDate.from(dayIn(at, zone)).add({ days }).toString()

/** The first day on which it has rested; null where it has never been out. */
export function restsUntil(
  { lastOut, rest_days: rest }: Pick<Rested, 'lastOut' | 'rest_days'>,
  zone: string,
): string | null {
  return lastOut === null ? null : restsFrom(lastOut, rest, zone)
}

/** Of those that may be proposed for a day the one that has rested longest. Pure. */
export function longestRested(items: readonly Rested[], days: Days): Rested | null {
  const fit = items.filter((item) => whyNotAgain(item, days) === null)
  return fit.toSorted((one, other) => ((one.lastOut ?? '') < (other.lastOut ?? '') ? -1 : 1))[0] ?? null
}
