import canonicalize from 'canonicalize'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { clauses } from './clauses.ts'
import { needWithPost } from './access.ts'
import type { z } from 'zod'
import type { Draft, Schedule, savedDraft } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { keepsSlot, needOwnTime } from './queued.ts'
import { isLocked } from './status.ts'
import { needRoom } from './calendar-planned.ts'
import { resolveSchedule } from './schedule.ts'
import {
  addContributor,
  getPost,
  keepRevision,
  lockPost,
  setTargets,
  updatePost,
  wholeContent,
  type PostRecord,
} from './store.ts'
import { tellOfVoiding } from './letters.ts'
import { lookingAgain, needBoundStill, touchedBy, voidApprovals } from './void-approvals.ts'
import { publicationStatesOf } from './publications.ts'

export { createDraft } from './begin-draft.ts'

/** Would it be the same post? The database keeps the keys of JSON in an order of its own. */
function samePost(post: PostRecord, draft: Draft, publishAt: string | null): boolean {
  const { title, content, audiences, language, accountIds, publish_at } = post
  const asked = [draft.title, draft.content, draft.audiences, draft.language, draft.accountIds, publishAt]
  return canonicalize([title, content, audiences, language, accountIds, publish_at]) === canonicalize(asked)
}

async function refuseWhenLocked(deps: PostsDeps, postId: string): Promise<void> {
  const states = await publicationStatesOf(deps.services.db, postId)
  if (isLocked(states))
    throw new Conflict(
      'posts.already-sent',
      'This post has gone out, or may have, so its words are fixed. Copy it as a new post to say something else.',
      {
        clause: clauses.whatWasApproved,
      },
    )
}

/** Accounts that are added to a post in a queue have to be among those that the queue posts to. */
async function needAccountsOfQueue(
  deps: PostsDeps,
  { queue_id: queueId, publish_at: at, accountIds: had }: PostRecord,
  accountIds: readonly string[],
): Promise<void> {
  const added = accountIds.filter((id) => !had.includes(id))
  if (queueId === null || added.length === 0 || at === null || at <= nowOf(deps.services)) return
  await deps.needFitInQueue(deps.services.db, queueId, added)
}

/**
 * Saves what somebody is writing. `version` is the one they saw; when it is no longer the newest nothing is written
 * and the answer is a `Conflict`. Approvals that the change touches are voided in the same breath. `along` is done in the
 * same transaction, or not at all.
 */
export function saveDraft(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  asked: z.input<typeof savedDraft>,
  along: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<{ version: number; voided: number }> {
  return lookingAgain(() => saveOnce(deps, actor, id, asked, along))
}

async function saveOnce(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  asked: z.input<typeof savedDraft>,
  along: (tx: Tx) => Promise<void>,
): Promise<{ version: number; voided: number }> {
  const input = { ...asked, content: wholeContent(asked.content) }
  const { services } = deps
  const before = await getPost(services.db, id)
  needWithPost(actor, 'posts.write', before)
  for (const accountId of input.accountIds) authorise(actor, 'posts.write', accountId)
  await refuseWhenLocked(deps, id)
  const { timeZone } = await deps.institution(services.db)
  const queued = keepsSlot(before, input.schedule, nowOf(services))
  if (queued) await needAccountsOfQueue(deps, before, input.accountIds)
  const kept = queued || (input.schedule?.local === before.publish_local && !input.schedule?.offset)
  const publishAt = kept ? before.publish_at : resolveSchedule(input.schedule, timeZone, services.clock.now())
  const same = samePost(before, input, publishAt)
  if (input.version === before.version && same) return { version: before.version, voided: 0 }
  // Words are never refused for a time that was taken before: only a new one has to have room.
  if (publishAt !== before.publish_at) {
    const posts = input.content.parts.length
    await needRoom(deps, { accountIds: input.accountIds, at: publishAt, posts, except: id })
  }
  const now = nowOf(services)
  const queue_id = queued ? before.queue_id : null
  const changed: PostRecord = { ...before, ...input, publish_at: publishAt, queue_id }
  // The name too: it is the title where a network wants one and nobody has given another.
  const touched = same ? null : await touchedBy(deps, changed)
  const approvers = await services.db.transaction().execute(async (tx) => {
    // Its queue may give it another slot at any moment.
    const slot = queued ? await lockPost(tx, id) : null
    await updatePost(tx, id, input.version, {
      title: input.title,
      content: json(input.content),
      audiences: json(input.audiences),
      language: input.language,
      publish_at: slot ? slot.publish_at : publishAt,
      publish_local: slot ? slot.publish_local : (input.schedule?.local ?? null),
      queue_id,
      updated_at: now,
      updated_by: actor.personId,
    })
    await setTargets(tx, id, input.accountIds)
    await addContributor(tx, id, actor.personId)
    await keepRevision(tx, await getPost(tx, id), actor.personId, now)
    if (touched) await needBoundStill(tx, id, touched)
    const voidedBy = await voidApprovals(tx, entryActor(actor), before, touched?.accountIds ?? [], now)
    await tellOfVoiding(tx, deps, changed, actor, voidedBy)
    await along(tx)
    return voidedBy
  })
  return { version: input.version + 1, voided: approvers.length }
}

/** Moves a post to another time and changes nothing else. */
export async function movePost(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  input: { version: number; schedule: Schedule },
): Promise<{ version: number; voided: number }> {
  const post = await getPost(deps.services.db, id)
  needWithPost(actor, 'posts.write', post)
  needOwnTime(post, nowOf(deps.services))
  const { title, content, audiences, language, accountIds } = post
  return saveDraft(deps, actor, id, { title, content, audiences, language, accountIds, ...input })
}

/** Throws a draft away. What was ever sent stays. */
export async function deleteDraft(deps: PostsDeps, actor: Actor, id: string): Promise<void> {
  const { services } = deps
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, id)
    needWithPost(actor, 'posts.write', post)
    const states = await publicationStatesOf(tx, id)
    if (states.some((state) => state !== 'cancelled'))
      throw new Conflict(
        'posts.has-publications',
        'This post was scheduled or sent, so it stays in the record. Take it off the schedule first if it has not gone.',
      )
    await tx.updateTable('post').set({ deleted_at: now, updated_at: now }).where('id', '=', id).execute()
    await append(tx, now, {
      kind: 'post.deleted',
      actor: entryActor(actor),
      subject: `post:${id}`,
      postId: id,
      summary: 'A draft was thrown away.',
    })
  })
}
