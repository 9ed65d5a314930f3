import { json, type Tx } from '#platform/db/index.ts'
import type { Publication } from '#features/posts/tables.ts'
import { isoOf } from '#platform/services.ts'
import { localOf, momentOf, storyTimes, type Present, type StoryTimes } from './dates.ts'
import type { ExamplePost } from './posts.ts'

/**
 * Gives the rows of a post the days that the example tells of. The log is left alone: it says when things were
 * really written, which is when the example was loaded.
 */
export async function backdate(
  tx: Tx,
  present: Present,
  post: ExamplePost,
  id: string,
  place: number,
): Promise<void> {
  const past = post.when !== undefined && post.when[0] < 0
  // What is still being worked on was touched within the last day, each at another time.
  const anchor = past
    ? momentOf(present, post.when!).toInstant()
    : present.now.subtract({ minutes: 7 + place * 23 })
  const times = storyTimes(anchor, ['missed', 'unknown', 'rejected', 'blocked'].includes(post.fate.kind))
  await datePost(tx, present, post, id, times)
  await dateWords(tx, id, times)
  await dateDecisions(tx, id, times, post.fate.kind === 'voided')
  const publications = await tx.selectFrom('publication').selectAll().where('post_id', '=', id).execute()
  const sent = ['published', 'unknown', 'rejected', 'blocked', 'missed'].includes(post.fate.kind)
  for (const publication of publications)
    if (sent && past) await dateSending(tx, publication, times)
    else
      await tx
        .updateTable('publication')
        .set({ created_at: times.decided })
        .where('id', '=', publication.id)
        .execute()
}

async function datePost(
  tx: Tx,
  present: Present,
  post: ExamplePost,
  id: string,
  times: StoryTimes,
): Promise<void> {
  const { fate, when } = post
  const row = await tx
    .selectFrom('post')
    .select('submitted_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const touched: Partial<Record<typeof fate.kind, string>> = {
    draft: isoOf(times.anchor),
    'in-review': times.submitted,
    changes: times.decided,
    voided: times.hoursBefore(3),
  }
  const planned = fate.kind === 'published' && when ? momentOf(present, when) : null
  await tx
    .updateTable('post')
    .set({
      created_at: times.created,
      submitted_at: row.submitted_at === null ? null : times.submitted,
      updated_at: touched[fate.kind] ?? times.decided,
      // It went out on that day, so it stands there in the calendar.
      ...(planned ? { publish_at: isoOf(planned.toInstant()), publish_local: localOf(planned) } : {}),
    })
    .where('id', '=', id)
    .execute()
}

async function dateWords(tx: Tx, id: string, times: StoryTimes): Promise<void> {
  const revisions = await tx
    .selectFrom('post_revision')
    .select('version')
    .where('post_id', '=', id)
    .orderBy('version')
    .execute()
  for (const [index, { version }] of revisions.entries())
    await tx
      .updateTable('post_revision')
      .set({ at: index === 0 ? times.created : times.hoursBefore(Math.max(3, 30 - index)) })
      .where('post_id', '=', id)
      .where('version', '=', version)
      .execute()
  const comments = await tx
    .selectFrom('post_comment')
    .select(['id', 'resolved_at'])
    .where('post_id', '=', id)
    .orderBy('id')
    .execute()
  for (const [index, comment] of comments.entries())
    await tx
      .updateTable('post_comment')
      .set({
        at: times.hoursBefore(29 - index),
        resolved_at: comment.resolved_at === null ? null : times.hoursBefore(28.5 - index),
      })
      .where('id', '=', comment.id)
      .execute()
  await tx
    .updateTable('finding_override')
    .set({ at: times.hoursBefore(25) })
    .where('post_id', '=', id)
    .execute()
}

async function dateDecisions(tx: Tx, id: string, times: StoryTimes, voided: boolean): Promise<void> {
  await tx
    .updateTable('approval')
    .set({ at: times.decided, ...(voided ? { voided_at: times.hoursBefore(3) } : {}) })
    .where('post_id', '=', id)
    .execute()
}

async function dateSending(tx: Tx, publication: Publication, times: StoryTimes): Promise<void> {
  const late = times.decided > isoOf(times.anchor)
  const sentAt = late ? times.minutesAfter(30) : isoOf(times.anchor)
  const after = (milliseconds: number) => isoOf(Temporal.Instant.from(sentAt).add({ milliseconds }))
  const when = (held: string | null, at: string) => (held === null ? null : at)
  const parts = publication.parts.map((part, index) => ({ ...part, createdAt: after(index) }))
  await tx
    .updateTable('publication')
    .set({
      parts: json(parts),
      created_at: times.decided,
      due_at: isoOf(times.anchor),
      miss_after: times.minutesAfter(15),
      claimed_at: when(publication.claimed_at, sentAt),
      intended_at: when(publication.intended_at, after(20)),
      sent_at: when(publication.sent_at, after(60)),
      published_at: when(publication.published_at, after(400)),
      verified_at: when(publication.verified_at, after(3_000)),
      removed_at: when(publication.removed_at, after(5_400_000)),
      updated_at: after(publication.removed_at === null ? 3_000 : 5_400_000),
    })
    .where('id', '=', publication.id)
    .execute()
  const correction = tx.updateTable('correction').where('publication_id', '=', publication.id)
  await correction.set({ at: after(3_600_000) }).execute()
  await correction
    .set({ decided_at: after(5_400_000) })
    .where('decided_at', 'is not', null)
    .execute()
  for (const part of parts) await datePracticePost(tx, publication.account_id, part, after(5_400_000))
}

async function datePracticePost(
  tx: Tx,
  accountId: string,
  part: { key: string; createdAt: string },
  changedAt: string,
): Promise<void> {
  const row = await tx
    .selectFrom('practice_post')
    .select(['id', 'edited_at', 'deleted_at'])
    .where('account_id', '=', accountId)
    .where('key', '=', part.key)
    .executeTakeFirst()
  if (!row) return
  await tx
    .updateTable('practice_post')
    .set({
      created_at: part.createdAt,
      edited_at: row.edited_at === null ? null : changedAt,
      deleted_at: row.deleted_at === null ? null : changedAt,
    })
    .where('id', '=', row.id)
    .execute()
}
