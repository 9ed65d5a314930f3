import { notify } from '#features/notices/index.ts'
import { actorById, type Actor } from '#features/people/index.ts'
import { beginPostFor, checkPost, enterQueue, getPost, lockPost, untouched } from '#features/posts/index.ts'
import { append } from '#platform/ledger/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import { giveSlot, noSlotCode } from './add-to-queue.ts'
import { planning as system, type PlansDeps } from './deps.ts'
import { longestRested, restedOf, type Rested } from './evergreen.ts'
import { dayWords } from './move-in-queue.ts'
import { planningFor, slotsOf } from './planning.ts'
import { dayBook, zoneOf } from './day-book.ts'
import { dayIn, slotsAfter } from './rules.ts'
import { itemsOf, liveQueues, lockQueue } from './store.ts'
import type { Queue } from './tables.ts'

/** The first empty slot within the days that a queue is to be filled for; null where there is none. */
async function emptySlot({ services }: PlansDeps, queue: Queue): Promise<string | null> {
  if (queue.fill_days === 0) return null
  const now = nowOf(services)
  const book = await dayBook(services.db, now)
  const taken = new Set((await itemsOf(services.db, queue.id)).map((item) => item.slotAt))
  for (const slot of slotsAfter(slotsOf(queue), book, now, queue.fill_days))
    if (!taken.has(slot.at)) return slot.at
  return null
}

/** Puts a new draft of the words into the queue, in the name of whoever marked them. Null: it could not be. */
async function proposeOne(deps: PlansDeps, queue: Queue, item: Rested, actor: Actor): Promise<string | null> {
  const { services, posts } = deps
  const { db } = services
  const source = await getPost(db, item.post_id)
  const { title, content, audiences, language, accountIds } = source
  const planning = await planningFor(deps, [source.id], new Map([[source.id, accountIds]]))
  const at = planning.now
  return db.transaction().execute(async (tx) => {
    const locked = await lockQueue(tx, queue.id)
    const [again] = await restedOf(tx, { postIds: [source.id] })
    if (locked.ended_at !== null || !again || again.underWay) return null
    const draft = { title, content, audiences, language, accountIds }
    const postId = await beginPostFor(tx, actor, draft, { slot: null, at, example: queue.example })
    // No further than it is to be filled, also where the networks have no room in the slot that is empty.
    const soon = slotsAfter(slotsOf(locked), planning.book, at, locked.fill_days)
    const slot = await giveSlot(tx, locked, planning, { postId, accountIds, by: null, like: source.id }, soon)
    await enterQueue(tx, posts, actor, await lockPost(tx, postId), {
      queueId: queue.id,
      slot,
      accountIds,
      touched: untouched,
      at,
    })
    await tx
      .insertInto('evergreen_use')
      .values({ made_post_id: postId, post_id: source.id, queue_id: queue.id, at })
      .execute()
    await append(tx, at, {
      kind: 'evergreen.proposed',
      actor: system,
      subject: `post:${source.id}`,
      postId,
      summary: 'A post was proposed for using again, as a new draft.',
      facts: { from: source.id, queue: queue.id, slotAt: slot.at },
    })
    return postId
  })
}

/** Says what the check finds of the words now, to whoever has to look them over. */
async function tell(deps: PlansDeps, queue: Queue, postId: string, personId: string): Promise<void> {
  const { services, posts } = deps
  const post = await getPost(services.db, postId)
  const findings = await checkPost(posts, post)
  const zone = await zoneOf(services.db)
  const found =
    findings.length === 0
      ? 'The check finds nothing against it today.'
      : `The check finds today: ${findings.map((finding) => `${finding.say} (${finding.clause})`).join(' ')}`
  await services.db.transaction().execute((tx) =>
    notify(services, tx, nowOf(services), {
      to: { persons: [personId] },
      kind: 'plans.made',
      title: `To be used again: ${post.title}`,
      text: `“${queue.name}” has an empty slot on ${dayWords(post.publish_at ?? nowOf(services), zone)}, and this has rested longest. It is a new draft: look whether its figures still hold and ask for approval, or throw it away. ${found}`,
      link: `/posts/${postId}`,
      about: { postId },
    }),
  )
}

/** Fills the first empty slot of a queue with what has rested longest. One at a time, so that none stands there twice. */
export async function fillQueue(deps: PlansDeps, queue: Queue): Promise<boolean> {
  const { services } = deps
  const slot = await emptySlot(deps, queue)
  if (slot === null) return false
  const zone = await zoneOf(services.db)
  const item = longestRested(await restedOf(services.db, { queueIds: [queue.id] }), {
    day: dayIn(slot, zone),
    today: dayIn(nowOf(services), zone),
    zone,
  })
  if (!item) return false
  for (const personId of [item.marked_by, queue.owner_id]) {
    const actor = personId === null ? null : await actorById(services.db, personId, nowOf(services))
    if (!actor) continue
    try {
      const postId = await proposeOne(deps, queue, item, actor)
      if (postId !== null) await tell(deps, queue, postId, actor.personId)
      return postId !== null
    } catch (error) {
      if (error instanceof Conflict && error.code === noSlotCode) return false
      if (!(error instanceof Forbidden)) throw error
    }
  }
  await services.db
    .updateTable('evergreen')
    .set({ ended_at: nowOf(services), ended_why: 'Nobody who may write for its accounts answers for it.' })
    .where('post_id', '=', item.post_id)
    .execute()
  return false
}

const mostAtOnce = 20

/** For every queue. A fault of one stops no other. */
export async function fillQueues(deps: PlansDeps): Promise<void> {
  const { services } = deps
  for (const queue of await liveQueues(services.db))
    try {
      for (let filled = 0; filled < mostAtOnce; filled++) if (!(await fillQueue(deps, queue))) break
    } catch (err) {
      services.log.error({ err, queue: queue.id }, 'a queue could not be filled')
    }
}
