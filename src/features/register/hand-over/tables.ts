import type { Selectable } from 'kysely'
import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { HandOverReason, HandOverState, ReadingState, SecretKind } from './contract.ts'

export interface ConnectionRenewalTable {
  id: string
  account_id: string
  /** Who gave the permission that has to be given anew. */
  person_id: string
  granted_at: string
  why: 'left' | 'handed-over'
  since: string
  settled_at: Created<string | null>
  settled_by: Created<string | null>
  how: Created<string | null>
}

export interface HandOverTable {
  id: string
  account_id: string
  why: HandOverReason
  from_person: string | null
  to_person: string
  deputies: JsonColumn<string[]>
  last_day: string | null
  notes: string | null
  made_by: string
  made_at: string
  request_id: string | null
  state: HandOverState
  settled_at: Created<string | null>
  settled_by: Created<string | null>
}
export type HandOverRow = Selectable<HandOverTable>

export interface AccountSecretTable {
  id: string
  account_id: string
  kind: SecretKind
  label: string
  sealed: string
  put_by: string | null
  put_at: string
  renew_since: Created<string | null>
  renew_why: Created<'left' | 'handed-over' | 'read' | null>
  removed_at: Created<string | null>
}
export type AccountSecretRow = Selectable<AccountSecretTable>

export interface SecretReadingTable {
  id: string
  secret_id: string
  account_id: string
  reason: string
  state: ReadingState
  asked_by: string
  asked_at: string
  decided_by: Created<string | null>
  decided_at: Created<string | null>
  note: Created<string>
  ends_at: string
  read_at: Created<string | null>
}
export type SecretReadingRow = Selectable<SecretReadingTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    connection_renewal: ConnectionRenewalTable
    hand_over: HandOverTable
    account_secret: AccountSecretTable
    secret_reading: SecretReadingTable
  }
}
