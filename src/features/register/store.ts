import type { ColumnType, RawBuilder, Selectable } from 'kysely'
import type { Created, Db, JsonColumn, Tables, Tx } from '#platform/db/index.ts'
import type { AccountState } from './contract.ts'
import { overStates } from './life/rules.ts'

export interface AccountTable {
  id: string
  network: string
  handle: string
  display_name: string
  url: string | null
  unit_id: string
  purpose: string
  audiences: JsonColumn<string[]>
  /** PostgreSQL answers a numeric as text, so that nothing is rounded on the way. */
  hours_per_week: ColumnType<string, number, number>
  state: AccountState
  state_since: Created<string>
  state_reason: Created<string>
  paused_at: Created<string | null>
  paused_by: Created<string | null>
  pause_reason: Created<string | null>
  review_due: Created<string | null>
  reviewed_at: Created<string | null>
  last_post_at: Created<string | null>
  /** Mean over 90 days, as of the last daily look; null when nobody has counted. */
  posts_per_week: ColumnType<string | null, number | null | undefined, number | null>
  /** Where people go once it is left. */
  successor_id: Created<string | null>
  tags: ColumnType<string[], RawBuilder<string[]> | undefined, RawBuilder<string[]>>
  remote_id: string | null
  server: string | null
  version: number
  created_by: string | null
  created_at: string
  closed_at: string | null
  example: boolean
}
export type AccountRow = Selectable<AccountTable>

export type AccountMemberRow = Selectable<Tables['account_member']>

export interface ConnectionTable {
  account_id: string
  method: string
  server: string
  sealed_grant: string
  scopes: JsonColumn<string[]>
  granted_by: string | null
  granted_at: string
  expires_at: string | null
  /** `ok`, `expiring` (said in the log once), or `reconnect`. */
  state: 'ok' | 'expiring' | 'reconnect'
  trouble: string | null
  checked_at: string | null
  /** The last of the days before its end that people were told of. */
  told_left: Created<number | null>
}
export type ConnectionRow = Selectable<ConnectionTable>

export interface ConnectAttemptTable {
  state_hash: string
  account_id: string
  person_id: string
  method: string
  sealed_pending: string
  expires_at: string
}

declare module '#platform/db/types.ts' {
  interface Tables {
    account: AccountTable
    connection: ConnectionTable
    connect_attempt: ConnectAttemptTable
    sealed_value: { space: string; key: string; sealed: string; expires_at: string | null }
    network_lock: { name: string; holder: string; until: string }
  }
}

export function accountById(db: Db | Tx, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Reads an account and keeps others from changing it until the transaction ends. */
export function accountForChange(tx: Tx, id: string): Promise<AccountRow | undefined> {
  return tx.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export interface OpenHolder {
  id: string
  displayName: string
  unit: string
}

/** The account that is open, or to be, and has this handle. */
export function openAccountWithHandle(
  db: Db | Tx,
  network: string,
  handle: string,
): Promise<OpenHolder | undefined> {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .select(['account.id', 'account.display_name as displayName', 'unit.name as unit'])
    .where('account.network', '=', network)
    .where((eb) => eb(eb.fn<string>('lower', ['account.handle']), '=', handle.toLowerCase()))
    .where('account.state', 'not in', overStates)
    .executeTakeFirst()
}

/** The account that is open, or to be, and is proved to be this one on the network. */
export function openAccountWithRemoteId(db: Db | Tx, network: string, remoteId: string) {
  return db
    .selectFrom('account')
    .select(['id', 'display_name as displayName', 'handle'])
    .where('network', '=', network)
    .where('remote_id', '=', remoteId)
    .where('state', 'not in', overStates)
    .executeTakeFirst()
}

export function connectionOf(db: Db | Tx, accountId: string): Promise<ConnectionRow | undefined> {
  return db.selectFrom('connection').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** The columns of a connection that is joined to its account, named apart from the account's own. */
export const connectionColumns = [
  'connection.account_id as c_account_id',
  'connection.method as c_method',
  'connection.server as c_server',
  'connection.sealed_grant as c_sealed_grant',
  'connection.scopes as c_scopes',
  'connection.granted_by as c_granted_by',
  'connection.granted_at as c_granted_at',
  'connection.expires_at as c_expires_at',
  'connection.state as c_state',
  'connection.trouble as c_trouble',
  'connection.checked_at as c_checked_at',
  'connection.told_left as c_told_left',
] as const

/** The connection in such a row; undefined when the account has none. */
export function connectionIn(row: {
  [Field in keyof ConnectionRow as `c_${Field}`]: ConnectionRow[Field] | null
}): ConnectionRow | undefined {
  if (row.c_account_id === null) return undefined
  return {
    account_id: row.c_account_id,
    method: row.c_method,
    server: row.c_server,
    sealed_grant: row.c_sealed_grant,
    scopes: row.c_scopes,
    granted_by: row.c_granted_by,
    granted_at: row.c_granted_at,
    expires_at: row.c_expires_at,
    state: row.c_state,
    trouble: row.c_trouble,
    checked_at: row.c_checked_at,
    told_left: row.c_told_left,
  } as ConnectionRow
}

/** An account and its connection in one read, as each sending needs them. */
export async function accountWithConnection(db: Db | Tx, id: string) {
  const row = await db
    .selectFrom('account')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .selectAll('account')
    .select(connectionColumns)
    .where('account.id', '=', id)
    .executeTakeFirst()
  return row && { account: row satisfies AccountRow, connection: connectionIn(row) }
}

export function membersOf(db: Db | Tx, accountIds: string[]) {
  return db
    .selectFrom('account_member')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select([
      'account_member.id',
      'account_member.account_id as accountId',
      'account_member.person_id as personId',
      'account_member.relation',
      'account_member.designated',
      'account_member.since',
      'account_member.until',
      'person.name',
      'person.state as personState',
    ])
    .where('account_member.account_id', 'in', accountIds)
    .orderBy('account_member.relation')
    .orderBy('account_member.designated', 'desc')
    .orderBy('person.name')
    .execute()
}

/** Which of these persons are here and active. */
export async function activePersons(db: Db | Tx, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .execute()
  return new Set(rows.map((row) => row.id))
}

export async function unitExists(db: Db | Tx, id: string): Promise<boolean> {
  return (await db.selectFrom('unit').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
