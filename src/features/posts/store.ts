import { sql, type Updateable } from 'kysely'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Content, Snapshot, StoredContent } from './contract.ts'
import type { PostColumns, PostTable } from './tables.ts'

export type PostRecord = Omit<PostColumns, 'content'> & { content: Content; accountIds: string[] }

/** What older versions stored has no details. */
export const wholeContent = (stored: StoredContent): Content => ({ ...stored, details: stored.details ?? {} })

/** A post with the accounts it goes to, in their order. Throws `NotFound`. */
export async function getPost(db: Db | Tx, id: string): Promise<PostRecord> {
  const post = await db
    .selectFrom('post')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!post) throw new NotFound('post')
  const targets = await db
    .selectFrom('post_target')
    .select('account_id')
    .where('post_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    ...post,
    content: wholeContent(post.content),
    accountIds: targets.map((target) => target.account_id),
  }
}

/** As `getPost`, and nobody else changes it until the transaction ends. */
export async function lockPost(tx: Tx, id: string): Promise<PostRecord> {
  await sql`select 1 from post where id = ${id} for update`.execute(tx)
  return getPost(tx, id)
}

export function snapshotOf(post: PostRecord): Snapshot {
  return {
    title: post.title,
    content: post.content,
    audiences: post.audiences,
    language: post.language,
    accountIds: post.accountIds,
    publishAt: post.publish_at,
  }
}

export async function setTargets(tx: Tx, postId: string, accountIds: string[]): Promise<void> {
  await tx
    .deleteFrom('post_target')
    .where('post_id', '=', postId)
    .where('account_id', 'not in', [...accountIds, '00000000-0000-0000-0000-000000000000'])
    .execute()
  for (const [position, accountId] of accountIds.entries())
    await tx
      .insertInto('post_target')
      .values({ post_id: postId, account_id: accountId, position, digest: null })
      .onConflict((on) => on.columns(['post_id', 'account_id']).doUpdateSet({ position }))
      .execute()
}

/** Writes a changed post. Throws `Conflict` when somebody else was quicker; `current` comes with it. */
export async function updatePost(
  tx: Tx,
  id: string,
  version: number,
  change: Updateable<PostTable>,
): Promise<void> {
  const done = await tx
    .updateTable('post')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!done)
    throw new Conflict(
      'posts.edited-meanwhile',
      'Somebody else has changed this post since you opened it. Nothing of yours is lost: compare the two and choose.',
    )
}

/** Keystrokes of one person within this time make one revision. */
const sameSitting = { minutes: 5 }

/**
 * Keeps what a post said, so that reviewers see what changed. A revision replaces the last one when the same person
 * made it within five minutes and nobody has looked at it.
 */
export async function keepRevision(tx: Tx, post: PostRecord, personId: string, at: string): Promise<void> {
  const last = await tx
    .selectFrom('post_revision')
    .select(['version', 'person_id', 'at'])
    .where('post_id', '=', post.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (
    last &&
    last.person_id === personId &&
    Temporal.Instant.compare(Temporal.Instant.from(last.at).add(sameSitting), Temporal.Instant.from(at)) > 0
  ) {
    const seen = await tx
      .selectFrom('post_seen')
      .select('person_id')
      .where('post_id', '=', post.id)
      .where('version', '=', last.version)
      .limit(1)
      .executeTakeFirst()
    if (!seen)
      await tx
        .deleteFrom('post_revision')
        .where('post_id', '=', post.id)
        .where('version', '=', last.version)
        .execute()
  }
  await tx
    .insertInto('post_revision')
    .values({
      post_id: post.id,
      version: post.version,
      snapshot: json(snapshotOf(post)),
      person_id: personId,
      at,
    })
    .onConflict((on) => on.columns(['post_id', 'version']).doNothing())
    .execute()
}

/** Remembers who wrote in it: they don't approve it. */
export async function addContributor(tx: Tx, postId: string, personId: string): Promise<void> {
  await tx
    .insertInto('post_contributor')
    .values({ post_id: postId, person_id: personId })
    .onConflict((on) => on.doNothing())
    .execute()
}

export async function contributorsOf(db: Db | Tx, postId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('post_contributor')
    .select('person_id')
    .where('post_id', '=', postId)
    .execute()
  return rows.map((row) => row.person_id)
}

/** The same of several posts, by post. */
export async function contributorsOfEach(
  db: Db | Tx,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (postIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('post_contributor')
    .select(['post_id', 'person_id'])
    .where('post_id', 'in', [...postIds])
    .execute()
  const byPost = Map.groupBy(rows, (row) => row.post_id)
  return new Map([...byPost].map(([id, found]) => [id, found.map((row) => row.person_id)]))
}
