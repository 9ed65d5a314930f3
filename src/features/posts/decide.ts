import { entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { secondPairOfEyesNow } from './clauses.ts'
import { needRead } from './access.ts'
import { whyNotApprove } from './approvers.ts'
import { prepareAll, type Prepared } from './content.ts'
import type { PostsDeps } from './deps.ts'
import { tellOfDecision } from './letters.ts'
import { goOnSchedule } from './go-on-schedule.ts'
import { keepHolds, tooEarly } from './holds.ts'
import { needMayPublish } from './publishers.ts'
import { needReadyAccounts } from './ready-accounts.ts'
import { contributorsOf, getPost, lockPost, type PostRecord } from './store.ts'
import { needSettled } from './submit.ts'

export interface Decision {
  /** What the reviewer read: the digest for each account that the decision is about. */
  digests: Record<string, string>
  note: string
}

const changed = () =>
  new Conflict(
    'posts.changed-since-read',
    'The post has changed since you read it, so your decision was not taken. Read it again.',
  )

async function needReviewer(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  accountIds: string[],
): Promise<void> {
  needRead(actor, post)
  const writers = await contributorsOf(deps.services.db, post.id)
  for (const accountId of accountIds) {
    const why = whyNotApprove(actor, accountId, writers)
    if (why)
      throw new Forbidden('posts.may-not-approve', why, {
        clause: writers.includes(actor.personId) ? await secondPairOfEyesNow(deps) : undefined,
      })
  }
}

/** Approves exactly what was read. When every account has its approval, the post goes on the schedule. */
export async function approvePost(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  decision: Decision,
): Promise<void> {
  const { services } = deps
  const post = await getPost(services.db, id)
  const accountIds = Object.keys(decision.digests)
  await needReviewer(deps, actor, post, accountIds)
  await needMayPublish(deps, actor)
  if (post.state !== 'in-review')
    throw new Conflict('posts.not-in-review', 'This post is not waiting for approval.')
  const prepared = await prepareAll(deps, post)
  const read = prepared.filter((target) => decision.digests[target.account.id] !== undefined)
  if (
    read.length !== accountIds.length ||
    read.some((target) => decision.digests[target.account.id] !== target.digest)
  )
    throw changed()
  const settlement = await needSettled(deps, post)
  await needReadyAccounts(
    deps,
    read.map(({ account }) => account),
  )
  const at = nowOf(services)
  const early = await services.db.transaction().execute(async (tx) => {
    const held = await lockPost(tx, id)
    if (held.version !== post.version || held.state !== 'in-review') throw changed()
    // The policy may have changed since the post was put forward.
    const holds = await keepHolds(tx, actor, id, settlement, at)
    const refusal = await tooEarly(deps, tx, held, holds, at)
    if (refusal) return refusal
    for (const target of read) await keepApproval(tx, actor, id, target, decision.note, at)
    await goOnSchedule(tx, deps, actor, held, { prepared, settlement, holds, at })
    await tellOfDecision(tx, deps, held, true, decision.note)
    return null
  })
  if (early) throw early
  deps.wake()
}

async function keepApproval(
  tx: Tx,
  actor: Actor,
  postId: string,
  target: Prepared,
  note: string,
  at: string,
): Promise<void> {
  // The same person twice is no second pair of eyes.
  if (await hasApproved(tx, actor, postId, target)) return
  const id = newId()
  await tx
    .insertInto('approval')
    .values({
      id,
      post_id: postId,
      account_id: target.account.id,
      digest: target.digest,
      decision: 'approved',
      note,
      person_id: actor.personId,
      at,
      voided_at: null,
      voided_because: null,
    })
    .execute()
  await append(tx, at, {
    kind: 'post.approved',
    actor: entryActor(actor),
    subject: `post:${postId}`,
    postId,
    accountId: target.account.id,
    summary: 'The post was approved for one account.',
    facts: { approval: id, digest: target.digest, when: target.manifest.when },
    content: { manifest: target.manifest, note },
  })
}

async function hasApproved(tx: Tx, actor: Actor, postId: string, target: Prepared): Promise<boolean> {
  const row = await tx
    .selectFrom('approval')
    .select('id')
    .where('post_id', '=', postId)
    .where('account_id', '=', target.account.id)
    .where('digest', '=', target.digest)
    .where('person_id', '=', actor.personId)
    .where('decision', '=', 'approved')
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Sends a post back to its author, with what should change. */
export async function askForChanges(deps: PostsDeps, actor: Actor, id: string, note: string): Promise<void> {
  const { services } = deps
  const post = await getPost(services.db, id)
  await needReviewer(deps, actor, post, post.accountIds)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const held = await lockPost(tx, id)
    if (held.state !== 'in-review')
      throw new Conflict('posts.not-in-review', 'This post is not waiting for approval.')
    await tx
      .updateTable('post')
      .set({ state: 'draft', submitted_at: null, submitted_by: null })
      .where('id', '=', id)
      .execute()
    for (const accountId of held.accountIds)
      await tx
        .insertInto('approval')
        .values({
          id: newId(),
          post_id: id,
          account_id: accountId,
          digest: '',
          decision: 'changes',
          note,
          person_id: actor.personId,
          at,
          voided_at: null,
          voided_because: null,
        })
        .execute()
    await append(tx, at, {
      kind: 'post.changes-asked',
      actor: entryActor(actor),
      subject: `post:${id}`,
      postId: id,
      summary: 'Changes were asked for.',
      facts: { version: held.version },
      content: { note },
    })
    await tellOfDecision(tx, deps, held, false, note)
  })
}
