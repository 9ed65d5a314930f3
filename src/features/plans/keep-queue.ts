import { entryActor, type Actor } from '#features/people/index.ts'
import { leaveQueue, lockPost } from '#features/posts/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { mayForAll, needForAll } from './access.ts'
import type { QueueInput } from './contract.ts'
import type { PlansDeps } from './deps.ts'
import { waitingIn } from './gone.ts'
import { place } from './move-in-queue.ts'
import { planningFor, type Planning } from './planning.ts'
import { inOrder } from './rules.ts'
import { dropItem, getQueue, itemsOf, lockQueue, needVersion } from './store.ts'
import type { Queue } from './tables.ts'

export function needManage(actor: Actor, accountIds: readonly string[]): void {
  if (mayForAll(actor, 'plans.manage', accountIds)) return
  throw new Forbidden(
    'plans.not-yours',
    'Queues and series are set up by whoever administers all of their accounts, and by central communications.',
  )
}

const columnsOf = (input: QueueInput) => ({
  name: input.name,
  about: input.about,
  account_ids: input.accountIds,
  slots: json(input.slots),
  in_elections: input.inElections,
  when_closed: input.whenClosed,
  fill_days: input.fillDays,
})

const factsOf = ({ accountIds, slots, inElections, whenClosed, fillDays }: QueueInput) => ({
  accountIds,
  slots: slots.length,
  inElections,
  whenClosed,
  fillDays,
})

export async function makeQueue({ services }: PlansDeps, actor: Actor, input: QueueInput): Promise<string> {
  needManage(actor, input.accountIds)
  const at = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('plan_queue')
      .values({ id, ...columnsOf(input), owner_id: actor.personId, created_at: at, updated_at: at })
      .execute()
    await record(tx, at, actor, id, 'queue.made', 'A queue was made.', factsOf(input), { name: input.name })
  })
  return id
}

/** Changes a queue. Everything in it that has not gone gets the new slots, in its order; approvals stay. */
export async function changeQueue(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  input: QueueInput & { version: number },
): Promise<{ moved: number }> {
  const before = await queueToManage(deps, actor, id)
  needManage(actor, input.accountIds)
  return replanned(deps, id, async (tx, queue, planning) => {
    needVersion(queue, input.version)
    await needNoneOutside(tx, id, input)
    await update(tx, id, queue, { ...columnsOf(input), updated_at: planning.now })
    await record(tx, planning.now, actor, id, 'queue.changed', 'A queue was changed.', factsOf(input), {
      before: before.name,
      name: input.name,
    })
  })
}

/** What waits in a queue goes on being for its accounts: throws where it would not. */
async function needNoneOutside(tx: Tx, id: string, { name, accountIds }: QueueInput): Promise<void> {
  const outside = await tx
    .selectFrom('queue_item')
    .innerJoin('post', 'post.id', 'queue_item.post_id')
    .innerJoin('post_target', 'post_target.post_id', 'post.id')
    .select(['post.id', 'post.title'])
    .distinct()
    .where('queue_item.queue_id', '=', id)
    .where('post.deleted_at', 'is', null)
    .where('post_target.account_id', 'not in', accountIds)
    .execute()
  const [first] = outside
  if (!first) return
  throw new Conflict(
    'plans.posts-elsewhere',
    outside.length === 1
      ? `“${first.title}” waits in “${name}” and goes to an account that the queue would not post to any more.`
      : `${outside.length} posts wait in “${name}” and go to accounts that it would not post to any more, “${first.title}” among them.`,
    {
      fix: 'Take them out of the queue, or those accounts out of them, and then change the queue.',
      data: { postIds: outside.map((post) => post.id) },
    },
  )
}

/** Lets a queue rest until a day, or go on at once. What waits in it gets the slots from then on. */
export async function pauseQueue(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  { until, reason }: { until: string | null; reason: string },
): Promise<{ moved: number }> {
  await queueToManage(deps, actor, id)
  const longest = deps.services.clock.now().add({ hours: 24 * 300 })
  if (until !== null && until > longest.toString().slice(0, 'yyyy-mm-dd'.length))
    throw new Invalid('plans.pause-too-long', 'A queue rests for at most 300 days.', {
      fix: 'Choose an earlier day, or end the queue.',
      fields: [{ path: 'until', message: 'At most 300 days from now.' }],
    })
  return replanned(deps, id, async (tx, queue, planning) => {
    const change = { paused_until: until, pause_reason: until === null ? '' : reason }
    await update(tx, id, queue, { ...change, updated_at: planning.now })
    const kind = until === null ? 'queue.resumed' : 'queue.paused'
    const summary = until === null ? 'A queue goes on.' : 'A queue rests.'
    await record(tx, planning.now, actor, id, kind, summary, { until }, { reason })
  })
}

/** Ends a queue. What waits in it is drafts without a time again. */
export async function endQueue(deps: PlansDeps, actor: Actor, id: string): Promise<{ moved: number }> {
  const { services } = deps
  await queueToManage(deps, actor, id)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const queue = await lockQueue(tx, id)
    const items = await waitingIn(tx, queue, at)
    for (const { postId } of items) {
      await leaveQueue(tx, actor, await lockPost(tx, postId), at)
      await dropItem(tx, postId)
    }
    await update(tx, id, queue, { ended_at: at, updated_at: at })
    await record(tx, at, actor, id, 'queue.ended', 'A queue was ended.', { posts: items.length }, {})
    return { moved: items.length }
  })
}

async function queueToManage({ services }: PlansDeps, actor: Actor, id: string): Promise<Queue> {
  const queue = await getQueue(services.db, id)
  needForAll(actor, 'plans.manage', queue.account_ids, 'queue')
  if (queue.ended_at !== null) throw new Conflict('plans.queue-ended', `“${queue.name}” has ended.`)
  return queue
}

async function update(
  tx: Tx,
  id: string,
  { version }: Queue,
  set: Partial<ReturnType<typeof columnsOf>> & {
    updated_at: string
    ended_at?: string
    paused_until?: string | null
    pause_reason?: string
  },
): Promise<void> {
  await tx
    .updateTable('plan_queue')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

async function replanned(
  deps: PlansDeps,
  id: string,
  change: (tx: Tx, queue: Queue, planning: Planning) => Promise<void>,
): Promise<{ moved: number }> {
  const { db } = deps.services
  const waiting = await itemsOf(db, id)
  const planning = await planningFor(
    deps,
    waiting.map((item) => item.postId),
  )
  return db.transaction().execute(async (tx) => {
    await change(tx, await lockQueue(tx, id), planning)
    return { moved: await replan(tx, await getQueue(tx, id), planning) }
  })
}

/** Gives everything in a queue that has not gone its slots anew, in order. Answers how many moved. */
async function replan(tx: Tx, queue: Queue, planning: Planning): Promise<number> {
  const items = (await waitingIn(tx, queue, planning.now)).filter((item) => item.slotAt > planning.now)
  const given = inOrder(
    items.map((item) => planning.wanting(item.postId, item.slotAt)),
    planning.slots(queue),
  )
  if (!given)
    throw new Conflict(
      'plans.too-few-slots',
      'With these slots not every post in the queue would go within a year.',
      {
        fix: 'Give it more slots, or take posts out of it first.',
      },
    )
  let count = 0
  for (const item of items) {
    const slot = given.get(item.postId)
    if (!slot || slot.at === item.slotAt) continue
    await place(tx, item.postId, slot, planning.now)
    count += 1
  }
  return count
}

async function record(
  tx: Tx,
  at: string,
  actor: Actor,
  id: string,
  kind: string,
  summary: string,
  facts: Record<string, unknown>,
  content: Record<string, string>,
): Promise<void> {
  await append(tx, at, {
    kind,
    actor: entryActor(actor),
    subject: `queue:${id}`,
    summary,
    facts,
    ...(Object.keys(content).length > 0 ? { content } : {}),
  })
}
