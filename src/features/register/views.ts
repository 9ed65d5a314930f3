import type { Db, Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Account, AccountState, ConnectionState, ConnectionView, Member, Objective } from './contract.ts'
import { objectivesOf } from './life/objectives.ts'
import { connectionStateAt, holds } from './rules.ts'
import {
  connectionColumns,
  connectionIn,
  connectionOf,
  membersOf,
  type AccountRow,
  type ConnectionRow,
} from './store.ts'

export interface AccountsWanted {
  network?: string
  unit?: string
  state?: AccountState
  /** Only these. */
  ids?: string[]
}

/** The accounts that match, by network and name, with their people and the state of their connection. */
export async function listAccounts(db: Db | Tx, wanted: AccountsWanted, now: string): Promise<Account[]> {
  if (wanted.ids?.length === 0) return []
  let query = db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .leftJoin('person', 'person.id', 'connection.granted_by')
    .leftJoin('person as pauser', 'pauser.id', 'account.paused_by')
    .selectAll('account')
    .select([
      'unit.name as unit_name',
      'unit.kind as unit_kind',
      'unit.affiliate as unit_affiliate',
      'person.name as granted_by_name',
      'pauser.name as paused_by_name',
    ])
    .select(connectionColumns)
  if (wanted.ids) query = query.where('account.id', 'in', wanted.ids)
  if (wanted.network) query = query.where('account.network', '=', wanted.network)
  if (wanted.unit) query = query.where('account.unit_id', '=', wanted.unit)
  if (wanted.state) query = query.where('account.state', '=', wanted.state)
  const rows = await query.orderBy('account.display_name').orderBy('account.network').execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const members = await membersOf(db, ids)
  const objectives = await objectivesOf(db, ids)
  const byAccount = Map.groupBy(members, (member) => member.accountId)
  return rows.map((row) =>
    view(
      row,
      (byAccount.get(row.id) ?? []).map((member) => ({
        id: member.id,
        personId: member.personId,
        name: member.name,
        active: member.personState === 'active',
        relation: member.relation,
        designated: member.designated,
        since: member.since,
        until: member.until,
      })),
      connectionView(connectionIn(row), row.granted_by_name, now),
      objectives.get(row.id) ?? null,
      now,
    ),
  )
}

/** These accounts by id, as posts need them; unknown ids are left out. */
export async function accountsFor(db: Db | Tx, ids: string[], now: string): Promise<Map<string, Account>> {
  const found = await listAccounts(db, { ids: [...new Set(ids)] }, now)
  return new Map(found.map((account) => [account.id, account]))
}

/** Throws `NotFound`. */
export async function accountView(db: Db | Tx, id: string, now: string): Promise<Account> {
  const [found] = await listAccounts(db, { ids: [id] }, now)
  if (!found) throw new NotFound('account')
  return found
}

/** What the connection of an account is worth now. */
export async function connectionState(db: Db | Tx, accountId: string, now: string): Promise<ConnectionState> {
  return connectionStateAt(await connectionOf(db, accountId), now)
}

function connectionView(
  connection: ConnectionRow | undefined,
  grantedBy: string | null,
  now: string,
): ConnectionView {
  return {
    state: connectionStateAt(connection, now),
    method: connection?.method ?? null,
    server: connection?.server ?? null,
    scopes: connection?.scopes ?? [],
    grantedBy,
    grantedAt: connection?.granted_at ?? null,
    expiresAt: connection?.expires_at ?? null,
    checkedAt: connection?.checked_at ?? null,
    trouble: connection?.trouble ?? null,
  }
}

type ViewedRow = AccountRow & {
  unit_name: string
  unit_kind: string
  unit_affiliate: boolean
  paused_by_name: string | null
}

function view(
  row: ViewedRow,
  members: Member[],
  connection: ConnectionView,
  objective: Objective | null,
  now: string,
): Account {
  return {
    id: row.id,
    network: row.network,
    handle: row.handle,
    displayName: row.display_name,
    url: row.url,
    remoteId: row.remote_id,
    unit: { id: row.unit_id, name: row.unit_name },
    unitKind: row.unit_kind,
    affiliate: row.unit_affiliate,
    purpose: row.purpose,
    audiences: row.audiences,
    hoursPerWeek: Number(row.hours_per_week),
    tags: row.tags,
    objective,
    state: row.state,
    stateSince: row.state_since,
    stateReason: row.state_reason,
    paused:
      row.paused_at === null
        ? null
        : { at: row.paused_at, by: row.paused_by_name, reason: row.pause_reason ?? '' },
    reviewDue: row.review_due,
    reviewedAt: row.reviewed_at,
    lastPostAt: row.last_post_at,
    version: row.version,
    createdAt: row.created_at,
    closedAt: row.closed_at,
    example: row.example,
    members: members.filter((member) => holds(member, now)),
    connection,
  }
}
