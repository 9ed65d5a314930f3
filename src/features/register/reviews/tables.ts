import type { ColumnType, RawBuilder } from 'kysely'
import type { JsonColumn } from '#platform/db/index.ts'
import type { ReviewOutcome, ReviewState, ReviewWritten } from './contract.ts'
import type { ChangeKind, WatchState } from '../watch/contract.ts'

interface AccountReviewTable {
  id: string
  account_id: string
  reviewer_id: string | null
  state: ReviewState
  outcome: ReviewOutcome
  content: JsonColumn<ReviewWritten>
  /** It was made after its date. */
  overdue: boolean
  next_due: string
  made_at: string
  /** Why somebody else has to agree; null where the review stands by itself. */
  agreement_clause: string | null
  agreement_why: string | null
  agreed_by: string | null
  agreed_at: string | null
  agreement_note: string | null
}

interface NetworkWatchTable {
  network: string
  state: WatchState
  owner_office: string | null
  terms_url: string
  terms_read_on: string | null
  charges: string
  closes_on: string | null
  api: string
  review_due: string | null
  reviewed_at: string | null
  version: number
  changed_at: string
}

interface NetworkChangeTable {
  id: string
  network: string
  kind: ChangeKind
  what: string
  from_date: string | null
  source: string
  recorded_by: string | null
  recorded_at: string
  /** When the accounts there had all been put up for review. */
  told_at: string | null
  accounts: number | null
}

interface LeavingTable {
  id: string
  account_id: string
  state: 'open' | 'closed' | 'given-up'
  reason: string
  /** Null while nobody has set a day. */
  closes_on: string | null
  /** What the last post says. */
  signpost: string
  post_id: string | null
  begun_by: string | null
  begun_at: string
  version: ColumnType<number, number, number | RawBuilder<number>>
  ended_at: string | null
  ended_by: string | null
}

declare module '#platform/db/types.ts' {
  interface Tables {
    account_review: AccountReviewTable
    network_watch: NetworkWatchTable
    network_change: NetworkChangeTable
    network_story: {
      id: string
      network: string
      what: 'entered' | 'reviewed'
      note: string
      person_id: string | null
      at: string
    }
    leaving: LeavingTable
  }
}
