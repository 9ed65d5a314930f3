import { entryActor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { mayRead, needWithPost } from './access.ts'
import { approversFor } from './approvers.ts'
import { checkPost } from './check.ts'
import { prepareAll } from './content.ts'
import type { Finding, PostsDeps } from './deps.ts'
import { tellOfSubmission } from './letters.ts'
import { agreements, routePost } from './consultations.ts'
import { keepHolds, tooEarly } from './holds.ts'
import { lookUpInPost } from './mentions/look-up.ts'
import { needFitting } from './media/need-fitting.ts'
import { overriddenIds } from './overrides.ts'
import { officeNow, holdersWho } from './offices.ts'
import { needReadyAccounts } from './ready-accounts.ts'
import { publicationStatesOf } from './publications.ts'
import { needMayPublish } from './publishers.ts'
import { agreementKey, consultsOf, isOpen, officesWanted, type Settled } from './rules.ts'
import { isLocked } from './status.ts'
import { contributorsOf, getPost, lockPost, type PostRecord } from './store.ts'

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

/** What the server's check said of a post, and what people have settled about it. */
export interface Settlement {
  findings: Finding[]
  kept: ReadonlySet<string>
}

/** The way out of what stands first: an office to be asked, or the findings beside the words. */
async function wayOut(deps: PostsDeps, first: Finding, settled: Settled): Promise<string> {
  const wanted = consultsOf(first).find((office) => !settled.agreed.has(agreementKey(first.id, office)))
  if (wanted === undefined) return 'Each is shown beside the words it is about, with the way out.'
  const { db } = deps.services
  const { name, holders } = await officeNow(db, wanted, nowOf(deps.services))
  return holders.length === 0
    ? `Nobody holds the office “${name}” now. Say on the page Offices who holds it; then ask it beside the finding.`
    : `Ask “${name}” beside the finding. Once it has agreed, ask for approval again.`
}

/**
 * The server's check, with everything settled that has to be: mended, agreed to by the office that is to be asked, or
 * kept with a reason. Answers what it said. Throws `Invalid` with the findings that stand in the way.
 */
export async function needSettled(deps: PostsDeps, post: PostRecord): Promise<Settlement> {
  const { db } = deps.services
  const settled = { kept: await overriddenIds(db, post.id), agreed: await agreements(db, post.id) }
  const findings = await checkPost(deps, post)
  const open = findings.filter((finding) => isOpen(finding, settled))
  const [first] = open
  if (first)
    throw new Invalid(
      'posts.findings-open',
      open.length === 1 ? first.say : `${open.length} things need settling first. ${first.say}`,
      { clause: first.clause, fix: await wayOut(deps, first, settled), data: { findings: open } },
    )
  return { findings, kept: settled.kept }
}

const editedMeanwhile = () =>
  new Conflict(
    'posts.edited-meanwhile',
    'The post has changed since you looked at it. Look again before you ask for approval.',
  )

/** Asks for approval. The server checks again, and its word counts. */
export async function submitPost(deps: PostsDeps, actor: Actor, id: string, version: number): Promise<void> {
  const { services } = deps
  const post = await getPost(services.db, id)
  needWithPost(actor, 'posts.write', post)
  await needMayPublish(deps, actor)
  if (post.version !== version) throw editedMeanwhile()
  if (isLocked(await publicationStatesOf(services.db, id)))
    throw new Conflict('posts.already-sent', 'This post has gone out already.')
  needFuture(post, services.clock.now())
  if (post.queue_id !== null) await deps.needFitInQueue(services.db, post.queue_id, post.accountIds)
  await lookUpInPost(deps, post)
  const settlement = await needSettled(deps, post)
  // The policy speaks first, so that a refusal names its clause; but nobody can except an empty post from this.
  needSomething(post)
  await needFitting(deps, post)
  const prepared = await prepareAll(deps, post)
  await needReadyAccounts(
    deps,
    prepared.map(({ account }) => account),
  )
  const at = nowOf(services)
  const early = await services.db.transaction().execute(async (tx) => {
    const held = await lockPost(tx, id)
    if (held.version !== version) throw editedMeanwhile()
    if (held.state === 'in-review') return null
    // A wait begins with the first try, also where that try is refused, so that it can be released.
    const holds = await keepHolds(tx, actor, id, settlement, at)
    const refusal = await tooEarly(deps, tx, held, holds, at)
    if (refusal) return refusal
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
        findings: settlement.findings.map(recorded),
      },
    })
    await routePost(tx, deps, actor, held, settlement.findings, at)
    await tellOfSubmission(tx, deps, post, await readersToTell(tx, post, actor, settlement, at))
    return null
  })
  if (early) throw early
}

const recorded = ({ control, clause, outcome, id, waiver }: Finding) => ({
  control,
  clause,
  outcome,
  finding: id,
  ...(waiver ? { waiver: waiver.id } : {}),
})

/** Those who may approve it, and whoever holds an office that has to be among them. */
async function readersToTell(
  tx: Tx,
  post: PostRecord,
  actor: Actor,
  { findings, kept }: Settlement,
  at: string,
): Promise<string[]> {
  const people = new Set(await approversFor(tx, post, actor.personId, at))
  const writers = await contributorsOf(tx, post.id)
  for (const { office } of officesWanted(findings, kept)) {
    const able = await holdersWho(
      tx,
      await officeNow(tx, office, at),
      at,
      (holder) => mayRead(holder, post) && !writers.includes(holder.personId),
    )
    for (const person of able) people.add(person)
  }
  return [...people]
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
