import { mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { mayReadPost, mayRead, mayWithPost, needRead } from './access.ts'
import { whyNotApprove } from './approvers.ts'
import type { PostView } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { namesOf, ref } from './names.ts'
import { isLocked, postStatus } from './status.ts'
import { contributorsOf, getPost, snapshotOf, wholeContent, type PostRecord } from './store.ts'
import { publicationView, targetViews } from './target-views.ts'
import { waitsOf } from './waits.ts'

/** The rows that hang from a post, for its page. */
async function hangingFrom(db: Db, id: string, personId: string) {
  const [publications, comments, overrides, decisions, corrections, seen, writers] = await Promise.all([
    db.selectFrom('publication').selectAll().where('post_id', '=', id).orderBy('created_at').execute(),
    db.selectFrom('post_comment').selectAll().where('post_id', '=', id).orderBy('at').execute(),
    db
      .selectFrom('finding_override')
      .selectAll()
      .where('post_id', '=', id)
      .where('withdrawn_at', 'is', null)
      .execute(),
    db.selectFrom('approval').selectAll().where('post_id', '=', id).orderBy('at').execute(),
    db
      .selectFrom('correction')
      .innerJoin('publication', 'publication.id', 'correction.publication_id')
      .selectAll('correction')
      .select(['publication.manifest', 'publication.account_id'])
      .where('publication.post_id', '=', id)
      .orderBy('correction.at')
      .execute(),
    db
      .selectFrom('post_seen')
      .selectAll()
      .where('post_id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst(),
    contributorsOf(db, id),
  ])
  return { publications, comments, overrides, decisions, corrections, seen, writers }
}
type Hanging = Awaited<ReturnType<typeof hangingFrom>>

function peopleIn(post: PostRecord, rows: Hanging): (string | null)[] {
  const dated = [...rows.comments, ...rows.overrides, ...rows.decisions].map((row) => row.person_id)
  return [
    post.author_id,
    post.updated_by,
    ...dated,
    ...rows.corrections.flatMap((row) => [row.proposed_by, row.decided_by]),
  ]
}

/** What stood on the network when a correction was proposed: the last one agreed to before it, or what was approved. */
function wordsBefore(rows: Hanging['corrections'], row: Hanging['corrections'][number]): string {
  const earlier = rows.findLast(
    (other) =>
      other.publication_id === row.publication_id &&
      other.part === row.part &&
      other.decision === 'approved' &&
      other.at < row.at,
  )
  return earlier?.text ?? row.manifest.parts[row.part]?.text ?? ''
}

function correctionViews(
  rows: Hanging['corrections'],
  actor: Actor,
  names: Map<string, string>,
): PostView['corrections'] {
  return rows.map((row) => ({
    id: row.id,
    publicationId: row.publication_id,
    part: row.part,
    before: wordsBefore(rows, row),
    text: row.text,
    reason: row.reason,
    proposedBy: ref(names, row.proposed_by),
    at: row.at,
    decision: row.decision,
    decidedBy: row.decided_by ? ref(names, row.decided_by) : null,
    mayDecide:
      row.decision === null &&
      row.proposed_by !== actor.personId &&
      mayFor(actor, 'posts.approve', row.account_id),
  }))
}

/** What people said and decided about a post. */
function voices(
  rows: Hanging,
  actor: Actor,
  names: Map<string, string>,
): Pick<PostView, 'comments' | 'overrides' | 'decisions' | 'corrections'> {
  return {
    comments: rows.comments.map((row) => ({
      id: row.id,
      person: ref(names, row.person_id),
      text: row.text,
      at: row.at,
      resolvedAt: row.resolved_at,
    })),
    overrides: rows.overrides.map((row) => ({
      findingId: row.finding_id,
      reason: row.reason,
      person: ref(names, row.person_id),
      at: row.at,
    })),
    decisions: rows.decisions.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      decision: row.decision,
      note: row.note,
      person: ref(names, row.person_id),
      at: row.at,
      voidedAt: row.voided_at,
      voidedBecause: row.voided_because,
    })),
    corrections: correctionViews(rows.corrections, actor, names),
  }
}

/** Everything the page of one post shows. Throws `NotFound` for whoever may not read it. */
export async function viewPost(deps: PostsDeps, actor: Actor, id: string): Promise<PostView> {
  const { db } = deps.services
  const post = await getPost(db, id)
  needRead(actor, post)
  const rows = await hangingFrom(db, id, actor.personId)
  const accounts = await deps.accounts(db, post.accountIds)
  const names = await namesOf(db, peopleIn(post, rows))
  const states = rows.publications.map((publication) => publication.state)
  const { officeWanted, ...waits } = await waitsOf(deps, actor, post, rows.writers)
  const { needed, offices } = waits.readers
  const wanted = { readers: needed, office: officeWanted, anyOffice: offices.length > 0 }
  const targets = await targetViews(deps, actor, post, accounts, rows.publications, wanted)
  const locked = isLocked(states)
  const { copied_from: first } = post
  const source = first !== null && (await mayReadPost(db, actor, first)) ? first : null
  const mayDecide = post.accountIds.some((accountId) => mayFor(actor, 'posts.approve', accountId))
  return {
    id: post.id,
    ...snapshotOf(post),
    publishLocal: post.publish_local,
    queueId: post.queue_id,
    status: postStatus(post.state, states),
    version: post.version,
    author: post.author_id ? ref(names, post.author_id) : null,
    updatedBy: post.updated_by ? ref(names, post.updated_by) : null,
    submittedAt: post.submitted_at,
    createdAt: post.created_at,
    updatedAt: post.updated_at,
    example: post.example,
    campaignId: post.campaign_id,
    copiedFrom: source,
    targets,
    publications: rows.publications.map((publication) => publicationView(deps, publication)),
    ...voices(rows, actor, names),
    ...waits,
    lastSeen: await lastSeenOf(db, post, rows.seen),
    may: {
      write: !locked && mayWithPost(actor, 'posts.write', post),
      comment: mayWithPost(actor, 'posts.comment', post) || mayRead(actor, post),
      approve: targets.some((target) => target.mayApprove),
      override: mayWithPost(actor, 'posts.override', post),
      control: mayWithPost(actor, 'posts.control', post),
    },
    whyNotApprove:
      mayDecide && post.state === 'in-review' && post.accountIds[0]
        ? whyNotApprove(actor, post.accountIds[0], rows.writers)
        : null,
    locked,
  }
}

async function lastSeenOf(
  db: Db,
  post: PostRecord,
  seen: { version: number; at: string } | undefined,
): Promise<PostView['lastSeen']> {
  if (!seen || seen.version >= post.version) return null
  const kept = await db
    .selectFrom('post_revision')
    .select('snapshot')
    .where('post_id', '=', post.id)
    .where('version', '<=', seen.version)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!kept) return null
  const { snapshot } = kept
  return { ...snapshot, content: wholeContent(snapshot.content), version: seen.version, at: seen.at }
}

/** Remembers what this reader has seen, so that next time the difference can be shown. */
export async function markSeen(deps: PostsDeps, actor: Actor, id: string, version: number): Promise<void> {
  const { db } = deps.services
  needRead(actor, await getPost(db, id))
  const row = { post_id: id, person_id: actor.personId, version, at: deps.services.clock.now().toString() }
  await db
    .insertInto('post_seen')
    .values(row)
    .onConflict((on) =>
      on.columns(['post_id', 'person_id']).doUpdateSet({ version: row.version, at: row.at }),
    )
    .execute()
}
