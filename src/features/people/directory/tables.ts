import type { ColumnType } from 'kysely'
import type { JsonColumn } from '#platform/db/index.ts'
import type { Role } from '../permissions.ts'
import type { Gift } from './contract.ts'
import '../tables.ts'

export type ServiceKind = 'oidc' | 'saml' | 'scim'

/** What a service says of a person, by name: `department`, `title`. */
export type Attributes = Record<string, string[]>

interface IdentityTable {
  id: string
  person_id: string
  service_kind: ServiceKind
  service_id: string
  /** What the service calls this person, for good. */
  subject: string
  user_name: string | null
  external_id: string | null
  /** What the directory said last; whether the person has access is another question. */
  active: boolean
  groups: JsonColumn<string[]>
  attributes: JsonColumn<Attributes>
  /** For SCIM: what was given, so that it is read back as it was. */
  resource: JsonColumn<Record<string, unknown> | null>
  version: ColumnType<number, number | undefined, number>
  created_at: string
  updated_at: string
  seen_at: string | null
}

declare module '#platform/db/types.ts' {
  interface Tables {
    person_unit: {
      id: string
      person_id: string
      unit_id: string
      coordinator: boolean
      /** Given by the directory, which may take it; otherwise by hand. */
      by_mapping: boolean
      since: string
      until: string | null
    }
    identity: IdentityTable
    directory_group: {
      id: string
      display_name: string
      external_id: string | null
      version: ColumnType<number, number | undefined, number>
      created_at: string
      updated_at: string
    }
    directory_member: { group_id: string; identity_id: string }
    directory_rule: {
      id: string
      /** Null: `value` names a group. */
      attribute: string | null
      value: string
      gives: Gift
      unit_id: string | null
      role: Role | null
      office_id: string | null
      created_by: string | null
      created_at: string
    }
    scim_token: {
      id: string
      name: string
      token_hash: string
      created_by: string | null
      created_at: string
      expires_at: string
      last_used_at: string | null
      revoked_at: string | null
    }
  }
}
