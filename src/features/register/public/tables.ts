import type { Selectable } from 'kysely'
import type { ReportOutcome, ReportState } from './contract.ts'

interface AccountPageTable {
  account_id: string
  office_id: string | null
  contact: string
  hours: string
  house_rules: string
  changed_at: string
}
export type AccountPageRow = Selectable<AccountPageTable>

interface ReportTable {
  id: string
  /** As it was written. */
  address: string
  network: string | null
  handle: string | null
  /** What the account does, in the reporter's words. */
  claim: string
  email: string | null
  looks_like: string | null
  /** A fingerprint of where it came from, for a day: to count by, and to know nobody by. */
  reporter: string | null
  received_at: string
  state: ReportState
  outcome: ReportOutcome | null
  note: string
  settled_by: string | null
  settled_at: string | null
}
export type ReportRow = Selectable<ReportTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    public_register: { id: number; house_rules: string; changed_at: string }
    account_page: AccountPageTable
    former_handle: { id: string; account_id: string; network: string; handle: string; until: string }
    impersonation_report: ReportTable
  }
}
