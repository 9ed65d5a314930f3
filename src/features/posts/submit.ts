import { entryActor, type Actor } from '#features/people/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { clauses } from './clauses.ts'
import { needWithPost } from './access.ts'
import { approversFor } from './approvers.ts'
import { checkPost } from './check.ts'
import { prepareAll, type Prepared } from './content.ts'
import type { Finding, PostsDeps } from './deps.ts'
import { tellOfSubmission } from './letters.ts'
import { overriddenIds, stops } from './overrides.ts'
import { publicationStatesOf } from './publications.ts'
import { isLocked } from './status.ts'
import { getPost, lockPost, type PostRecord } from './store.ts'

function needSomething(post: PostRecord): void {
  const silent = [post.content.parts, ...Object.values(post.content.variants)].some((parts) =>
    parts.some((part) => part.text.trim() === '' && part.media.length === 0 && part.link === null),
  )
  if (silent)
    throw new Invalid(
      'posts.empty',
      'There is a part with nothing in it. Write something there or take the part out.',
    )
}

function needFuture(post: PostRecord, now: Temporal.Instant): void {
  if (post.publish_at && Temporal.Instant.compare(Temporal.Instant.from(post.publish_at), now) < 0)
    throw new Invalid('posts.time-past', 'The planned time has passed. Choose a later one first.', {
      fields: [{ path: 'schedule', message: 'This time has passed.' }],
    })
}

/**
 * The server's check, with everything settled that has to be: mended, or kept with a reason. Answers what it said, for
 * the record. Throws `Invalid` with the findings that stand in the way.
 */
export async function needSettled(deps: PostsDeps, post: PostRecord): Promise<Finding[]> {
  const kept = await overriddenIds(deps.services.db, post.id)
  const findings = await checkPost(deps, post)
  const open = findings.filter((finding) => stops(finding) && !(finding.overridable && kept.has(finding.id)))
  const [first] = open
  if (first)
    throw new Invalid(
      'posts.findings-open',
      open.length === 1 ? first.say : `${open.length} things need settling first. ${first.say}`,
      {
        clause: first.clause,
        fix: 'Each is shown beside the words it is about, with the way out.',
        data: { findings: open },
      },
    )
  return findings
}

/** Every account can publish: it is active, and somebody answers for it. */
function needReadyAccounts(prepared: Prepared[]): void {
  const broken = prepared.find(
    (target) => target.account.state !== 'active' || target.account.administrators === 0,
  )
  if (broken)
    throw new Invalid(
      'posts.account-not-ready',
      `@${broken.account.handle} cannot publish: ${broken.account.administrators === 0 ? 'nobody answers for it' : 'it is not active'}.`,
      { clause: broken.account.administrators === 0 ? clauses.administrator : undefined },
    )
}

/** Asks for approval. The server checks again, and its word counts. */
export async function submitPost(deps: PostsDeps, actor: Actor, id: string, version: number): Promise<void> {
  const { services } = deps
  const post = await getPost(services.db, id)
  needWithPost(actor, 'posts.write', post)
  if (post.version !== version)
    throw new Conflict(
      'posts.edited-meanwhile',
      'The post has changed since you looked at it. Look again before you ask for approval.',
    )
  if (isLocked(await publicationStatesOf(services.db, id)))
    throw new Conflict('posts.already-sent', 'This post has gone out already.')
  needSomething(post)
  needFuture(post, services.clock.now())
  const findings = await needSettled(deps, post)
  const prepared = await prepareAll(deps, post)
  needReadyAccounts(prepared)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const held = await lockPost(tx, id)
    if (held.version !== version)
      throw new Conflict(
        'posts.edited-meanwhile',
        'The post has changed since you looked at it. Look again before you ask for approval.',
      )
    if (held.state === 'in-review') return
    await tx
      .updateTable('post')
      .set({ state: 'in-review', submitted_at: at, submitted_by: actor.personId })
      .where('id', '=', id)
      .execute()
    for (const target of prepared)
      await tx
        .updateTable('post_target')
        .set({ digest: target.digest })
        .where('post_id', '=', id)
        .where('account_id', '=', target.account.id)
        .execute()
    await append(tx, at, {
      kind: 'post.submitted',
      actor: entryActor(actor),
      subject: `post:${id}`,
      postId: id,
      summary: 'Approval was asked for.',
      facts: {
        version,
        digests: Object.fromEntries(prepared.map((target) => [target.account.id, target.digest])),
        publishAt: post.publish_at,
        findings: findings.map(({ control, clause, outcome, id: finding }) => ({
          control,
          clause,
          outcome,
          finding,
        })),
      },
    })
    await tellOfSubmission(tx, deps, post, await approversFor(tx, post, actor.personId, at))
  })
}

/** Takes a post back from review, to go on writing. */
export async function withdrawPost(deps: PostsDeps, actor: Actor, id: string): Promise<void> {
  const { services } = deps
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, id)
    needWithPost(actor, 'posts.write', post)
    if (post.state !== 'in-review')
      throw new Conflict('posts.not-in-review', 'This post is not waiting for approval.')
    await tx
      .updateTable('post')
      .set({ state: 'draft', submitted_at: null, submitted_by: null })
      .where('id', '=', id)
      .execute()
    await append(tx, at, {
      kind: 'post.withdrawn',
      actor: entryActor(actor),
      subject: `post:${id}`,
      postId: id,
      summary: 'The post was taken back from review.',
    })
  })
}
