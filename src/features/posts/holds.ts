import { entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import type { Finding, PostsDeps } from './deps.ts'
import { officeNow } from './offices.ts'
import { isWaiting, makesWait } from './rules.ts'
import { sayInstant } from './say-instant.ts'
import type { PostRecord } from './store.ts'
import type { PostHold } from './tables.ts'

/** The waits of a post that its words still give rise to, ended ones too: they ask for a second reader. */
export function liveHolds(db: Db | Tx, postId: string): Promise<PostHold[]> {
  return db
    .selectFrom('post_hold')
    .selectAll()
    .where('post_id', '=', postId)
    .where('gone_at', 'is', null)
    .orderBy('until')
    .execute()
}

/** Of these, the one that keeps the post longest; null when it may go. */
export function lastOpen(holds: readonly PostHold[], at: string): PostHold | null {
  const open = holds.filter(({ until, released_at: releasedAt }) => isWaiting({ until, releasedAt }, at))
  return open.toSorted((a, b) => (a.until < b.until ? -1 : 1)).at(-1) ?? null
}

const endOf = (since: string, hours: number): string =>
  new Date(Date.parse(since) + hours * 3_600_000).toISOString()

/**
 * Writes down what makes the post wait, as it is put forward. A finding that was put forward before keeps its beginning;
 * one that no longer speaks is gone. Answers the waits that the words give rise to.
 */
export async function keepHolds(
  tx: Tx,
  actor: Actor,
  postId: string,
  { findings, kept }: { findings: readonly Finding[]; kept: ReadonlySet<string> },
  at: string,
): Promise<PostHold[]> {
  const waiting = findings.filter((finding) => makesWait(finding, kept))
  const before = await tx.selectFrom('post_hold').selectAll().where('post_id', '=', postId).execute()
  const ids = new Set(waiting.map((finding) => finding.id))
  const gone = before.filter((row) => row.gone_at === null && !ids.has(row.finding_id))
  if (gone.length > 0)
    await tx
      .updateTable('post_hold')
      .set({ gone_at: at })
      .where(
        'id',
        'in',
        gone.map((row) => row.id),
      )
      .execute()
  for (const finding of waiting) {
    const row = before.find((one) => one.finding_id === finding.id)
    const now = { clause: finding.clause, office_id: finding.office ?? null, gone_at: null }
    if (row)
      await tx
        .updateTable('post_hold')
        // An edition may have changed how long; a wait that somebody has ended stays ended.
        .set({ ...now, until: row.released_at ? row.until : endOf(row.since, finding.hours ?? 0) })
        .where('id', '=', row.id)
        .execute()
    else await beginHold(tx, actor, postId, finding, at)
  }
  return liveHolds(tx, postId)
}

async function beginHold(tx: Tx, actor: Actor, postId: string, finding: Finding, at: string): Promise<void> {
  const id = newId()
  const until = endOf(at, finding.hours ?? 0)
  const { control, clause, office } = finding
  await tx
    .insertInto('post_hold')
    .values({
      id,
      post_id: postId,
      finding_id: finding.id,
      control,
      clause,
      since: at,
      until,
      office_id: office ?? null,
    })
    .execute()
  await append(tx, at, {
    kind: 'post.held',
    actor: entryActor(actor),
    subject: `post:${postId}`,
    postId,
    summary: 'A clause makes the post wait before it can go.',
    facts: { hold: id, control, clause, finding: finding.id, since: at, until },
  })
}

/** Why a post cannot go at the time it is planned for; null when it can. To be thrown once the waits are kept. */
export async function tooEarly(
  deps: PostsDeps,
  tx: Tx,
  post: Pick<PostRecord, 'publish_at'>,
  holds: readonly PostHold[],
  at: string,
): Promise<Invalid | null> {
  const last = lastOpen(holds, at)
  if (!last || post.publish_at === null || post.publish_at >= last.until) return null
  const { timeZone } = await deps.institution(tx)
  const until = sayInstant(last.until, timeZone)
  const office = last.office_id === null ? null : await officeNow(tx, last.office_id, at)
  const whom = office ? `the office “${office.name}”` : 'central communications or governance'
  return new Invalid(
    'posts.held-until',
    `This post is held until ${until}, and it is planned for an earlier time.`,
    {
      clause: last.clause,
      fix: `Choose a time after ${until}, let it go as soon as it may, or ask ${whom} for an urgent release.`,
      fields: [{ path: 'schedule', message: `Before the end of the wait: ${until}.` }],
      data: { until: last.until, hold: last.id },
    },
  )
}
