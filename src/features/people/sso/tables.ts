import type { JsonColumn } from '#platform/db/index.ts'
import type { Purpose, ServiceSettings } from './contract.ts'

interface SignInServiceTable {
  id: string
  kind: ServiceSettings['kind']
  name: string
  position: number
  enabled: boolean
  /** Everybody comes through it, but those who are marked for emergencies. */
  required: boolean
  settings: JsonColumn<ServiceSettings>
  /** Client secret, or our private key. */
  sealed: string
  created_by: string | null
  created_at: string
  changed_at: string
}

interface SignInRoundTable {
  id: string
  service_id: string
  purpose: Purpose
  /** Of the OIDC state, or of the id of the SAML request. */
  state_hash: string
  browser_hash: string
  sealed: string
  back: string
  person_id: string | null
  created_at: string
  expires_at: string
  answered_at: string | null
  ticket_hash: string | null
  sealed_answer: string | null
  done_at: string | null
}

declare module '#platform/db/types.ts' {
  interface Tables {
    sign_in_service: SignInServiceTable
    sign_in_round: SignInRoundTable
    sign_in_seen: { service_id: string; token_hash: string; until: string }
    sign_in_fault: { id: string; service_id: string; code: string; says: string; detail: string; at: string }
  }
}
