import type { Created } from '#platform/db/index.ts'
import type { AccountState } from '../contract.ts'

export interface AccountMoveTable {
  id: string
  account_id: string
  /** Null when the account came into the register by this. */
  from_state: AccountState | null
  to_state: AccountState
  reason: string
  /** Null when Rostrum itself moved it. */
  person_id: string | null
  request_id: string | null
  at: string
}

export interface ObjectiveTable {
  id: string
  account_id: string
  objective: string
  metric: string
  baseline: string
  target: string
  due: string | null
  since: string
  ended_at: Created<string | null>
  ended_because: Created<string | null>
  created_by: string | null
}

export interface AccountFindingTable {
  account_id: string
  control: string
  clause: string
  clause_title: string
  outcome: string
  level: string
  say: string
  since: string
}

declare module '#platform/db/types.ts' {
  interface Tables {
    account_move: AccountMoveTable
    objective: ObjectiveTable
    account_finding: AccountFindingTable
    closing_step: { account_id: string; step: string; note: string; person_id: string | null; at: string }
  }
}
