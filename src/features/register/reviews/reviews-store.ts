import { getInstitution } from '#features/institution/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { ReviewView } from './contract.ts'
import './tables.ts'

export async function zoneOf(db: Db | Tx): Promise<string> {
  return (await getInstitution(db))?.timeZone ?? 'Europe/London'
}

function reviews(db: Db | Tx) {
  return db
    .selectFrom('account_review')
    .leftJoin('person as reviewer', 'reviewer.id', 'account_review.reviewer_id')
    .leftJoin('person as second', 'second.id', 'account_review.agreed_by')
    .selectAll('account_review')
    .select(['reviewer.name as reviewer_name', 'second.name as second_name'])
}
export type NamedReview = Awaited<ReturnType<ReturnType<typeof reviews>['executeTakeFirstOrThrow']>>

/** The last reviews of an account, the newest first. */
export function reviewsOf(db: Db | Tx, accountId: string): Promise<NamedReview[]> {
  return reviews(db)
    .where('account_review.account_id', '=', accountId)
    .orderBy('account_review.made_at', 'desc')
    .limit(20)
    .execute()
}

export function reviewById(db: Db | Tx, id: string): Promise<NamedReview | undefined> {
  return reviews(db).where('account_review.id', '=', id).executeTakeFirst()
}

export function reviewView(row: NamedReview, personId: string): ReviewView {
  return {
    id: row.id,
    state: row.state,
    outcome: row.outcome,
    overdue: row.overdue,
    nextDue: row.next_due,
    by: row.reviewer_name ?? 'Somebody who has left',
    byMe: row.reviewer_id === personId,
    at: row.made_at,
    written: row.content,
    agreement:
      row.agreement_clause === null
        ? null
        : {
            clause: row.agreement_clause,
            why: row.agreement_why ?? '',
            by: row.second_name,
            at: row.agreed_at,
            note: row.agreement_note ?? '',
          },
  }
}
