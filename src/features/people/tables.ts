import type { ColumnType } from 'kysely'
import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { Permission, MemberRelation, Role } from './permissions.ts'
import type { Stage } from './rules.ts'

export type PersonState = 'active' | 'left'
export type InvitationPurpose = 'join' | 'recover'
/** False unless it is said. */
type Defaulted = ColumnType<boolean, boolean | undefined>

interface PersonTable {
  id: string
  name: string
  email: string
  state: PersonState
  created_at: string
  left_at: string | null
  /** Who ended their access: the directory may bring back only whom it let go. */
  left_by: ColumnType<'hand' | 'directory' | null, 'hand' | 'directory' | null | undefined>
  example: boolean
  /** May sign in here although everybody else has to come through a sign-in service. */
  break_glass: Defaulted
  /** Name and address in small letters, kept by the database. */
  search: ColumnType<string, never, never>
}

interface SessionTable {
  id: string
  token_hash: string
  person_id: string
  stage: Exclude<Stage, 'none'>
  created_at: string
  seen_at: string
  expires_at: string
  confirmed_at: string | null
  agent: string
  /** How the person signed in, such as `password`, `passkey` or `oidc:<service>`; null for half-way ones. */
  method: ColumnType<string | null, string | null | undefined>
  /** What was shown besides, or `provider` where the sign-in service vouches for it. */
  second_factor: ColumnType<string | null, string | null | undefined>
  /** The sign-in service it began with, and what that service calls the person and the session. */
  service_id: ColumnType<string | null, string | null | undefined>
  service_subject: ColumnType<string | null, string | null | undefined>
  service_sid: ColumnType<string | null, string | null | undefined>
  /** What the service wants to see when the person signs out there too. */
  sealed_hint: ColumnType<string | null, string | null | undefined>
  /** The service lets it last no longer, half-way or full. */
  last_until: ColumnType<string | null, string | null | undefined>
}

interface PasskeyTable {
  id: string
  person_id: string
  name: string
  /** COSE key, base64url. */
  public_key: string
  counter: number
  transports: JsonColumn<string[]>
  created_at: string
  last_used_at: string | null
}

interface InvitationTable {
  id: string
  token_hash: string
  person_id: string
  purpose: InvitationPurpose
  created_by: string | null
  created_at: string
  expires_at: string
  used_at: string | null
}

interface ApiTokenTable {
  id: string
  person_id: string
  name: string
  token_hash: string
  scopes: JsonColumn<Permission[]>
  created_at: string
  last_used_at: string | null
  expires_at: string
  revoked_at: string | null
}

/** Belongs to the register; people reads it to know who answers for which account. */
export interface AccountMemberTable {
  id: string
  account_id: string
  person_id: string
  relation: MemberRelation
  /** The administrator who answers first; the others are deputies. */
  designated: Created<boolean>
  since: string
  until: string | null
}

declare module '#platform/db/types.ts' {
  interface Tables {
    person: PersonTable
    password: { person_id: string; hash: string; changed_at: string }
    authenticator: {
      person_id: string
      sealed_secret: string
      confirmed_at: string | null
      /** The last thirty-second step whose code was taken; the same code never counts twice. */
      last_step: number | null
    }
    passkey: PasskeyTable
    recovery_code: { person_id: string; code_hash: string; used_at: string | null }
    session: SessionTable
    invitation: InvitationTable
    api_token: ApiTokenTable
    role_assignment: { person_id: string; role: Role; since: string; by_mapping: Defaulted }
    sign_in_attempt: { key: string; failures: number; blocked_until: string | null; last_at: string }
    unit: {
      id: string
      name: string
      kind: string
      parent_id: string | null
      affiliate: boolean
      example: boolean
    }
    office: {
      id: string
      name: string
      about: string
      email: ColumnType<string | null, string | null | undefined>
      telephone: ColumnType<string | null, string | null | undefined>
      example: boolean
    }
    office_holding: {
      id: string
      office_id: string
      person_id: string
      deputy: boolean
      since: string
      until: string | null
      by_mapping: Defaulted
    }
    account_member: AccountMemberTable
  }
}
