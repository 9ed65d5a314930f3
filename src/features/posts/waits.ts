import type { Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import { consultationsOf } from './consultations.ts'
import type { ConsultationView, HoldView, PostView } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { liveHolds } from './holds.ts'
import { namesOf, ref, type Names } from './names.ts'
import { holds as holdsOffice, officesNow, officeView, type OfficeNow } from './offices.ts'
import { reviewOf } from './review-wants.ts'
import { mayRelease } from './release-hold.ts'
import { isWaiting } from './rules.ts'
import type { PostRecord } from './store.ts'
import type { PostConsultation } from './tables.ts'

export interface Waits extends Pick<PostView, 'holds' | 'consultations' | 'readers' | 'writers'> {
  /** Does somebody of this reader's offices still have to approve it? */
  officeWanted: boolean
}

/** What a post waits for besides its time: waits, offices that were asked, and readers. */
export async function waitsOf(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  writers: string[],
): Promise<Waits> {
  const { db } = deps.services
  const at = nowOf(deps.services)
  const asked = await consultationsOf(db, post.id)
  const review = await reviewOf(deps, actor, post, await liveHolds(db, post.id), writers, at)
  const { held } = review
  const offices = await officesNow(
    db,
    [...held, ...asked].map((row) => row.office_id),
    at,
  )
  const names = await namesOf(db, [
    ...held.map((row) => row.released_by),
    ...asked.flatMap((row) => [row.asked_by, row.answered_by]),
  ])
  const holdViews = held.map((row): HoldView => {
    const office = row.office_id === null ? undefined : offices.get(row.office_id)
    const waiting = isWaiting({ until: row.until, releasedAt: row.released_at }, at)
    return {
      id: row.id,
      findingId: row.finding_id,
      clause: row.clause,
      since: row.since,
      until: row.until,
      office: office ? officeView(office) : null,
      askedAt: row.asked_at,
      releasedAt: row.released_at,
      releasedBy: row.released_by ? ref(names, row.released_by) : null,
      releaseReason: row.release_reason,
      waiting,
      mayRelease: waiting && mayRelease(actor, office, writers),
    }
  })
  const consultations = asked.flatMap((row): ConsultationView[] => {
    const office = offices.get(row.office_id)
    return office ? [consultationView(row, office, names, actor, writers)] : []
  })
  const { readers, officeWanted } = review
  return { holds: holdViews, consultations, writers, readers, officeWanted }
}

function consultationView(
  row: PostConsultation,
  office: OfficeNow,
  names: Names,
  actor: Actor,
  writers: string[],
): ConsultationView {
  const entitled = holdsOffice(office, actor.personId) && !writers.includes(actor.personId)
  return {
    id: row.id,
    findingId: row.finding_id,
    clause: row.clause,
    office: officeView(office),
    askedBy: ref(names, row.asked_by),
    askedAt: row.asked_at,
    answeredBy: row.answered_by ? ref(names, row.answered_by) : null,
    answeredAt: row.answered_at,
    agreed: row.agreed,
    note: row.note,
    mayAnswer: row.answered_at === null && entitled,
  }
}
