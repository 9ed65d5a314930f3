import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { mayRead, mayWithPost, needRead } from './access.ts'
import { whyNotApprove } from './approvers.ts'
import { excerptOf, manifestFor } from './content.ts'
import type { PostRow, PostView, PublicationView, TargetView } from './contract.ts'
import type { AccountFacts, PostsDeps } from './deps.ts'
import { isLocked, postStatus, sayState } from './status.ts'
import { contributorsOf, getPost, type PostRecord } from './store.ts'
import type { Publication } from './tables.ts'

type Names = Map<string, string>

/** Names of people by their ids. */
async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

const ref = (names: Names, id: string) => ({ id, name: names.get(id) ?? 'Somebody who has left' })

export function publicationView(deps: PostsDeps, publication: Publication): PublicationView {
  const capabilities = deps.networks.get(publication.network)?.profile.capabilities
  const out = publication.state === 'published' || publication.state === 'verified'
  const partsOut = publication.parts.filter((part) => part.ref !== null).length
  return {
    id: publication.id,
    accountId: publication.account_id,
    network: publication.network,
    state: publication.state,
    dueAt: publication.due_at,
    url: publication.url ?? publication.parts[0]?.ref?.url ?? null,
    ...sayState(publication),
    publishedAt: publication.published_at,
    verifiedAt: publication.verified_at,
    removedAt: publication.removed_at,
    partsOut,
    parts: publication.manifest.parts.length,
    canEdit: out && publication.removed_at === null && (capabilities?.edit ?? false),
    canRemove: (out || partsOut > 0) && publication.removed_at === null && (capabilities?.remove ?? false),
  }
}

async function targetViews(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  accounts: AccountFacts[],
  publications: Publication[],
): Promise<TargetView[]> {
  const { db } = deps.services
  const approvals = await db
    .selectFrom('approval')
    .select(['account_id', 'digest', 'person_id', 'at', 'note'])
    .where('post_id', '=', post.id)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
    .execute()
  const names = await namesOf(
    db,
    approvals.map((approval) => approval.person_id),
  )
  const writers = await contributorsOf(db, post.id)
  const inReview = post.state === 'in-review'
  return Promise.all(
    accounts.map(async (account) => {
      // Renditions cost something, so a digest is made only when somebody is about to decide on it.
      const sent = publications.findLast(
        (publication) => publication.account_id === account.id && publication.state !== 'cancelled',
      )
      const digest = inReview ? (await manifestFor(deps, post, account)).digest : (sent?.digest ?? null)
      const mine = approvals.filter(
        (approval) => approval.account_id === account.id && (digest === null || approval.digest === digest),
      )
      return {
        accountId: account.id,
        network: account.network,
        handle: account.handle,
        displayName: account.displayName,
        unit: account.unit,
        digest,
        approvedBy: mine.map((approval) => ({
          ...ref(names, approval.person_id),
          at: approval.at,
          note: approval.note,
        })),
        mayApprove: inReview && mine.length === 0 && whyNotApprove(actor, account.id, writers) === null,
        connected: account.connected,
      }
    }),
  )
}

/** Everything the page of one post shows. Throws `NotFound` for whoever may not read it. */
export async function viewPost(deps: PostsDeps, actor: Actor, id: string): Promise<PostView> {
  const { db } = deps.services
  const post = await getPost(db, id)
  needRead(actor, post)
  const [accounts, publications, comments, overrides, decisions, seen] = await Promise.all([
    deps.accounts(db, post.accountIds),
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
      .selectFrom('post_seen')
      .selectAll()
      .where('post_id', '=', id)
      .where('person_id', '=', actor.personId)
      .executeTakeFirst(),
  ])
  const people = [
    post.author_id,
    post.updated_by,
    ...[...comments, ...overrides, ...decisions].map((row) => row.person_id),
  ]
  const names = await namesOf(db, people)
  const states = publications.map((publication) => publication.state)
  const locked = isLocked(states)
  const targets = await targetViews(deps, actor, post, accounts, publications)
  const writers = await contributorsOf(db, id)
  const mayDecide = post.accountIds.some((accountId) => mayFor(actor, 'posts.approve', accountId))
  return {
    id: post.id,
    title: post.title,
    content: post.content,
    audiences: post.audiences,
    language: post.language,
    accountIds: post.accountIds,
    publishAt: post.publish_at,
    publishLocal: post.publish_local,
    status: postStatus(post.state, states),
    version: post.version,
    author: post.author_id ? ref(names, post.author_id) : null,
    updatedBy: post.updated_by ? ref(names, post.updated_by) : null,
    submittedAt: post.submitted_at,
    createdAt: post.created_at,
    updatedAt: post.updated_at,
    example: post.example,
    targets,
    publications: publications.map((publication) => publicationView(deps, publication)),
    comments: comments.map((row) => ({
      id: row.id,
      person: ref(names, row.person_id),
      text: row.text,
      at: row.at,
      resolvedAt: row.resolved_at,
    })),
    overrides: overrides.map((row) => ({
      findingId: row.finding_id,
      reason: row.reason,
      person: ref(names, row.person_id),
      at: row.at,
    })),
    decisions: decisions.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      decision: row.decision,
      note: row.note,
      person: ref(names, row.person_id),
      at: row.at,
      voidedAt: row.voided_at,
      voidedBecause: row.voided_because,
    })),
    lastSeen: await lastSeenOf(db, post, seen),
    may: {
      write: !locked && mayWithPost(actor, 'posts.write', post),
      comment: mayWithPost(actor, 'posts.comment', post) || mayRead(actor, post),
      approve: targets.some((target) => target.mayApprove),
      override: mayWithPost(actor, 'posts.override', post),
      control: mayWithPost(actor, 'posts.control', post),
    },
    whyNotApprove:
      mayDecide && post.state === 'in-review' && post.accountIds[0]
        ? whyNotApprove(actor, post.accountIds[0], writers)
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
  return kept ? { ...kept.snapshot, version: seen.version, at: seen.at } : null
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

export interface ListFilter {
  status?: string
  accountId?: string
  text?: string
  /** Only those that wait for this reader. */
  waiting?: boolean
  mine?: boolean
  from?: string
  to?: string
  limit: number
}

/** Posts that this person may read, the latest change first (by time of publication when a span is given). */
export async function listPosts(deps: PostsDeps, actor: Actor, filter: ListFilter): Promise<PostRow[]> {
  const { db } = deps.services
  let query = db.selectFrom('post').selectAll().where('deleted_at', 'is', null)
  if (!mayAnywhere(actor, 'posts.read')) {
    const related = actor.accounts.map((held) => held.accountId)
    query = query.where((on) =>
      on.or([
        on('author_id', '=', actor.personId),
        ...(related.length > 0
          ? [
              on.exists(
                on
                  .selectFrom('post_target')
                  .select('post_target.post_id')
                  .whereRef('post_target.post_id', '=', 'post.id')
                  .where('account_id', 'in', related),
              ),
            ]
          : []),
      ]),
    )
  }
  if (filter.accountId) {
    const accountId = filter.accountId
    query = query.where((on) =>
      on.exists(
        on
          .selectFrom('post_target')
          .select('post_target.post_id')
          .whereRef('post_target.post_id', '=', 'post.id')
          .where('account_id', '=', accountId),
      ),
    )
  }
  if (filter.text)
    query = query.where((on) =>
      on.or([
        on('title', 'ilike', `%${filter.text}%`),
        on(on.cast<string>('content', 'text'), 'ilike', `%${filter.text}%`),
      ]),
    )
  if (filter.mine) query = query.where('author_id', '=', actor.personId)
  if (filter.waiting) query = query.where('state', '=', 'in-review')
  if (filter.from) query = query.where('publish_at', '>=', filter.from)
  if (filter.to) query = query.where('publish_at', '<', filter.to)
  const posts = await query
    .orderBy(filter.from ? 'publish_at' : 'updated_at', filter.from ? 'asc' : 'desc')
    .limit(filter.limit)
    .execute()
  const rows = await rowsOf(deps, actor, posts)
  return rows.filter(
    (row) => (!filter.status || row.status === filter.status) && (!filter.waiting || row.waitsForMe),
  )
}

async function rowsOf(
  deps: PostsDeps,
  actor: Actor,
  posts: Omit<PostRecord, 'accountIds'>[],
): Promise<PostRow[]> {
  if (posts.length === 0) return []
  const { db } = deps.services
  const ids = posts.map((post) => post.id)
  const [targets, publications, writers, approvals] = await Promise.all([
    db
      .selectFrom('post_target')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('publication')
      .select(['post_id', 'account_id', 'state'])
      .where('post_id', 'in', ids)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('post_contributor')
      .selectAll()
      .where('post_id', 'in', ids)
      .where('person_id', '=', actor.personId)
      .execute(),
    db
      .selectFrom('approval')
      .select(['post_id', 'account_id'])
      .where('post_id', 'in', ids)
      .where('voided_at', 'is', null)
      .where('decision', '=', 'approved')
      .execute(),
  ])
  const accounts = new Map(
    (await deps.accounts(db, [...new Set(targets.map((target) => target.account_id))])).map((account) => [
      account.id,
      account,
    ]),
  )
  const names = await namesOf(
    db,
    posts.map((post) => post.author_id),
  )
  const wrote = new Set(writers.map((row) => row.post_id))
  return posts.map((post) => {
    const mine = publications.filter((publication) => publication.post_id === post.id)
    const goesTo = targets.filter((target) => target.post_id === post.id)
    const open = goesTo.filter(
      (target) =>
        !approvals.some(
          (approval) => approval.post_id === post.id && approval.account_id === target.account_id,
        ),
    )
    return {
      id: post.id,
      title: post.title,
      status: postStatus(
        post.state,
        mine.map((publication) => publication.state),
      ),
      excerpt: excerptOf(post.content),
      publishAt: post.publish_at,
      updatedAt: post.updated_at,
      author: post.author_id ? ref(names, post.author_id) : null,
      accounts: goesTo.flatMap((target) => {
        const account = accounts.get(target.account_id)
        const state =
          mine.findLast((publication) => publication.account_id === target.account_id)?.state ?? null
        return account ? [{ id: account.id, network: account.network, handle: account.handle, state }] : []
      }),
      waitsForMe:
        post.state === 'in-review' &&
        !wrote.has(post.id) &&
        open.some((target) => mayFor(actor, 'posts.approve', target.account_id)),
      example: post.example,
    }
  })
}
