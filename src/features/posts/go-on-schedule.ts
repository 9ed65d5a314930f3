import { entryActor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Prepared } from './content.ts'
import type { PostsDeps } from './deps.ts'
import { lastOpen } from './holds.ts'
import { holds as holdsOffice, officeNow, type OfficeNow } from './offices.ts'
import { isPaused } from './pause.ts'
import { scheduleApproved } from './publications.ts'
import { officesWanted, readersNeeded, type WantedOffice } from './rules.ts'
import { contributorsOf, type PostRecord } from './store.ts'
import type { Settlement } from './submit.ts'
import type { PostHold } from './tables.ts'

export interface LiveApproval {
  account_id: string
  digest: string
  person_id: string
}

export function liveApprovals(db: Db | Tx, postId: string): Promise<LiveApproval[]> {
  return db
    .selectFrom('approval')
    .select(['account_id', 'digest', 'person_id'])
    .where('post_id', '=', postId)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
    .execute()
}

/** The different people, none of whom wrote in it, who have approved exactly this for this account. */
export function readersOf(
  approvals: readonly LiveApproval[],
  accountId: string,
  digest: string,
  writers: readonly string[],
): string[] {
  const fitting = approvals.filter(
    (approval) =>
      approval.account_id === accountId &&
      approval.digest === digest &&
      !writers.includes(approval.person_id),
  )
  return [...new Set(fitting.map((approval) => approval.person_id))]
}

/** The offices of which nobody who approved the post holds any at this moment. */
export async function officesStillWanted(
  db: Db | Tx,
  wanted: readonly WantedOffice[],
  approvers: ReadonlySet<string>,
  at: string,
): Promise<{ wanted: WantedOffice; office: OfficeNow }[]> {
  const missing: { wanted: WantedOffice; office: OfficeNow }[] = []
  for (const one of wanted) {
    const office = await officeNow(db, one.office, at)
    if (![...approvers].some((person) => holdsOffice(office, person))) missing.push({ wanted: one, office })
  }
  return missing
}

/**
 * Puts every target onto the schedule that is not there yet, once all are approved as they stand: by another person, by
 * a second one where a clause makes the post wait, and by the offices that clauses name. While it has to wait it is due
 * at the end of the wait.
 */
export async function goOnSchedule(
  tx: Tx,
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  given: { prepared: Prepared[]; settlement: Settlement; holds: PostHold[]; at: string },
): Promise<void> {
  const { prepared, settlement, holds, at } = given
  // The last look before its time is fixed: the queue may have changed since the post went in.
  if (post.queue_id !== null) await deps.needFitInQueue(tx, post.queue_id, post.accountIds)
  const approvals = await liveApprovals(tx, post.id)
  const writers = await contributorsOf(tx, post.id)
  const readers = prepared.map((target) => readersOf(approvals, target.account.id, target.digest, writers))
  // All or none: what was planned together goes out together.
  if (!readers.every((people) => people.length >= readersNeeded(holds.length > 0))) return
  const wanted = officesWanted(settlement.findings, settlement.kept)
  if ((await officesStillWanted(tx, wanted, new Set(readers.flat()), at)).length > 0) return
  const scheduled = await tx
    .selectFrom('publication')
    .select('account_id')
    .where('post_id', '=', post.id)
    .where('state', 'not in', ['cancelled', 'rejected', 'missed'])
    .execute()
  const there = new Set(scheduled.map((publication) => publication.account_id))
  const paused = await isPaused(tx)
  for (const target of prepared)
    if (!there.has(target.account.id))
      await scheduleApproved(tx, {
        postId: post.id,
        prepared: target,
        now: deps.services.clock.now(),
        at,
        paused,
        actor: entryActor(actor),
        notBefore: lastOpen(holds, at)?.until ?? null,
        slotAt: post.queue_id ? post.publish_at : null,
      })
  await tx.updateTable('post').set({ state: 'approved', updated_at: at }).where('id', '=', post.id).execute()
}
