import { entryActor, mayAnywhere, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import { mayRead, needRead, needWithPost } from './access.ts'
import { clauses } from './clauses.ts'
import type { PostsDeps } from './deps.ts'
import { lastOpen, liveHolds } from './holds.ts'
import { tellOfReleaseWanted } from './letters.ts'
import {
  fixVacant,
  holdersWho,
  holds,
  needSomebody,
  officeNow,
  sayVacant,
  type OfficeNow,
} from './offices.ts'
import { lateBy } from './publications.ts'
import { isWaiting } from './rules.ts'
import { contributorsOf, lockPost, type PostRecord } from './store.ts'
import type { PostHold } from './tables.ts'
import { needMayPublish } from './publishers.ts'

async function needHold(tx: Tx, postId: string, holdId: string, at: string): Promise<PostHold> {
  const hold = (await liveHolds(tx, postId)).find((one) => one.id === holdId)
  if (!hold) throw new NotFound('wait of this post')
  if (!isWaiting({ until: hold.until, releasedAt: hold.released_at }, at))
    throw new Conflict('posts.not-waiting', 'This wait is over already.')
  return hold
}

/** May this person end this wait? The office that the control names, or whoever may pause all sending. */
export function mayRelease(actor: Actor, office: OfficeNow | undefined, writers: readonly string[]): boolean {
  if (writers.includes(actor.personId)) return false
  return office ? holds(office, actor.personId) : mayAnywhere(actor, 'publishing.pause')
}

function needEntitled(
  actor: Actor,
  hold: PostHold,
  office: OfficeNow | undefined,
  writers: readonly string[],
): void {
  if (mayRelease(actor, office, writers)) return
  if (writers.includes(actor.personId))
    throw new Forbidden(
      'posts.own-release',
      'You wrote in this post, and nobody releases their own. Somebody else has to decide.',
      { clause: clauses.secondPairOfEyes },
    )
  const vacant = office && office.holders.length === 0
  throw new Forbidden(
    'posts.not-your-release',
    vacant
      ? sayVacant(office.name)
      : office
        ? `Only the office “${office.name}” may end this wait.`
        : 'Only central communications or governance may end this wait.',
    { clause: hold.clause, ...(vacant ? { fix: fixVacant } : {}) },
  )
}

/** Lets a held post go sooner. What is on the schedule goes at its planned time, or now; a second reader is still needed. */
export async function releaseHold(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  holdId: string,
  reason: string,
): Promise<void> {
  const { services } = deps
  await needMayPublish(deps, actor)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, postId)
    needRead(actor, post)
    const hold = await needHold(tx, postId, holdId, at)
    const office = hold.office_id === null ? undefined : await officeNow(tx, hold.office_id, at)
    needEntitled(actor, hold, office, await contributorsOf(tx, postId))
    await tx
      .updateTable('post_hold')
      .set({ released_at: at, released_by: actor.personId, release_reason: reason })
      .where('id', '=', holdId)
      .execute()
    const dueAt = await bringForward(tx, post, at)
    await append(tx, at, {
      kind: 'post.hold-released',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'An urgent release ended a wait of the post.',
      facts: {
        hold: holdId,
        control: hold.control,
        clause: hold.clause,
        finding: hold.finding_id,
        office: hold.office_id,
        until: hold.until,
        dueAt,
      },
      content: { reason },
    })
  })
  deps.wake()
}

/** What waits on the schedule waits no longer than it has to. Answers when it goes; null when nothing is there. */
async function bringForward(tx: Tx, post: PostRecord, at: string): Promise<string | null> {
  const still = lastOpen(await liveHolds(tx, post.id), at)
  const due =
    [at, post.publish_at, still?.until ?? null]
      .filter((time) => time !== null)
      .toSorted()
      .at(-1) ?? at
  const moved = await tx
    .updateTable('publication')
    .set((on) => ({
      due_at: due,
      next_at: due,
      miss_after: isoOf(Temporal.Instant.from(due).add(lateBy)),
      updated_at: at,
      version: on('version', '+', 1),
    }))
    .where('post_id', '=', post.id)
    // One that everything else keeps from going keeps its state, and its new time.
    .where('state', 'in', ['due', 'paused'])
    .where('due_at', '>', due)
    .returning('id')
    .execute()
  return moved.length > 0 ? due : null
}

/** Those who may end a wait, but for whoever wrote in the post. Throws `Conflict` when there is nobody. */
async function releasersOf(db: Db | Tx, post: PostRecord, hold: PostHold, at: string): Promise<string[]> {
  const writers = await contributorsOf(db, post.id)
  if (hold.office_id === null) {
    const rows = await db
      .selectFrom('role_assignment')
      .select('person_id')
      .where('role', 'in', ['officer', 'governance'])
      .execute()
    return [...new Set(rows.map((row) => row.person_id))].filter((person) => !writers.includes(person))
  }
  const office = await officeNow(db, hold.office_id, at)
  const able = await holdersWho(
    db,
    office,
    at,
    (holder) => mayRead(holder, post) && !writers.includes(holder.personId),
  )
  needSomebody(office, able, hold.clause)
  return able
}

/** Asks for an urgent release: those who may give it get a letter. */
export async function askForRelease(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  holdId: string,
): Promise<void> {
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, postId)
    needWithPost(actor, 'posts.write', post)
    const hold = await needHold(tx, postId, holdId, at)
    if (hold.asked_at !== null)
      throw new Conflict('posts.asked-already', 'An urgent release was asked for already.')
    const people = await releasersOf(tx, post, hold, at)
    await tx
      .updateTable('post_hold')
      .set({ asked_at: at, asked_by: actor.personId })
      .where('id', '=', holdId)
      .execute()
    await append(tx, at, {
      kind: 'post.release-asked',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'An urgent release of the post was asked for.',
      facts: { hold: holdId, clause: hold.clause, office: hold.office_id, until: hold.until },
    })
    await tellOfReleaseWanted(tx, deps, post, people, hold.clause)
  })
}
