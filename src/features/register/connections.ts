import { entryActor, type Actor } from '#features/people/index.ts'
import { profileOf } from '#networks/profiles.ts'
import type { ConnectMethod, Connected, Json, Network, OpenConnection } from '#networks/contract.ts'
import { isUniqueViolation, json, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Account, AccountState } from './contract.ts'
import { openAccountForChange } from './change-account.ts'
import type { WaitingPost } from './hand-over/contract.ts'
import { settleEnding } from './ending.ts'
import { settleRenewal } from './hand-over/renewals.ts'
import { moveAccount } from './life/move.ts'
import { mayConnect } from './life/rules.ts'
import { affiliateClause } from './life/stops.ts'
import { anyJson } from './sealed-store.ts'
import {
  accountById,
  connectionOf,
  openAccountWithRemoteId,
  type AccountRow,
  type ConnectionRow,
} from './store.ts'
import { accountView } from './views.ts'

export interface AccountActivity {
  lastPostAt: string
  /** Mean over 90 days. */
  postsPerWeek: number
}

/** What connecting and sending need beside the platform. */
export interface RegisterDeps {
  services: Services
  /** By network id. */
  networks: Map<string, Network>
  /** What is written or scheduled for an account, from the room of posts. */
  postsOn?: (db: Db, accountId: string) => Promise<WaitingPost[]>
  /** When these accounts last posted and how often, from the room of posts. Those that never did are left out. */
  activity?: (db: Db, accountIds: readonly string[], now: string) => Promise<Map<string, AccountActivity>>
  /** When posts of an account went out between two instants, the first first; from the room of posts. */
  postsOut?: (db: Db, accountId: string, from: string, to: string) => Promise<string[]>
  /** How many posts are scheduled from each of these accounts; those with none are left out. From the room of posts. */
  scheduledOn?: (db: Db | Tx, accountIds: readonly string[]) => Promise<Map<string, number>>
  /** Since when each of these posts stands on the network, by account; those that don't are left out. From the room of posts. */
  postsStanding?: (
    db: Db | Tx,
    posts: readonly { accountId: string; postId: string }[],
  ) => Promise<Map<string, string>>
  /** Begins a post with these words for an account, as this person; answers its id. From the room of posts. */
  draftPost?: (actor: Actor, post: { accountId: string; title: string; text: string }) => Promise<string>
}

/** What the grant of an account's connection is bound to. */
export function grantContext(accountId: string): string {
  return `connection:${accountId}`
}

/** Throws `NotFound` when this installation does not speak with that network. */
export function networkOf(deps: RegisterDeps, account: Pick<AccountRow, 'network'>): Network {
  const network = deps.networks.get(account.network)
  if (!network) throw new NotFound('network')
  return network
}

export function methodOf(network: Network, id: string): ConnectMethod {
  const method = network.connectMethods.find((each) => each.id === id)
  if (!method)
    throw new Invalid('register.connect-method', `${network.profile.name} can’t be connected in this way.`)
  return method
}

const unconnectable: { closed: string } & Partial<Record<AccountState, string>> = {
  proposed: 'This account is only proposed. It can be connected once it is approved.',
  'in-review': 'This account is in review. It can be connected once it is approved.',
  refused: 'This account was refused, so it can’t be connected.',
  closing: 'This account is being closed, so it can’t be connected.',
  closed: 'This account is closed, so it can’t be connected.',
}

/** Throws `NotFound`, or `Conflict` for an account that may not be opened. */
export async function accountToConnect(db: Db, accountId: string): Promise<AccountRow> {
  const account = await accountById(db, accountId)
  if (!account) throw new NotFound('account')
  if (!mayConnect(account.state))
    throw new Conflict('register.closed', unconnectable[account.state] ?? unconnectable.closed)
  const unit = await db
    .selectFrom('unit')
    .select(['name', 'affiliate'])
    .where('id', '=', account.unit_id)
    .executeTakeFirst()
  if (unit?.affiliate)
    throw new Conflict(
      'register.affiliate',
      `${unit.name} answers for itself, so its accounts are only listed here.`,
      {
        clause: affiliateClause,
        fix: 'If it wants to publish with Rostrum, have its unit no longer marked as an affiliate.',
      },
    )
  return account
}

/** The stored connection, unsealed for a network's use. */
export function unsealed(services: Services, account: AccountRow, connection: ConnectionRow): OpenConnection {
  return {
    accountId: account.id,
    remoteId: account.remote_id ?? '',
    handle: account.handle,
    server: connection.server,
    grant: openGrant(services, account.id, connection.sealed_grant),
    freshGrant: async () => {
      const now = await connectionOf(services.db, account.id)
      return openGrant(services, account.id, now?.sealed_grant ?? connection.sealed_grant)
    },
  }
}

function openGrant(services: Services, accountId: string, sealed: string): Json {
  return anyJson.parse(JSON.parse(services.sealer.open(sealed, grantContext(accountId))))
}

/** Why what came of connecting is not this account; null when it is. */
export function notThisAccount(account: AccountRow, connected: Connected): string | null {
  const profile = profileOf(account.network)
  const handle = profile ? profile.normaliseHandle(connected.handle) : connected.handle
  if (handle.toLowerCase() === account.handle.toLowerCase()) return null
  return `You signed in as @${handle}, but this account is @${account.handle}. Sign in to the network as @${account.handle}, or correct the handle in the register.`
}

/** Keeps what a network granted, in place of an earlier grant if there was one. Throws `Conflict`. */
export async function keepConnection(
  services: Services,
  actor: Actor,
  account: AccountRow,
  method: string,
  connected: Connected,
): Promise<Account> {
  const at = nowOf(services)
  const kept = {
    method,
    server: connected.server,
    sealed_grant: services.sealer.seal(JSON.stringify(connected.grant), grantContext(account.id)),
    scopes: json(connected.scopes),
    granted_by: actor.personId,
    granted_at: at,
    expires_at: connected.expiresAt,
    state: 'ok' as const,
    trouble: null,
    checked_at: at,
    told_left: null,
  }
  try {
    return await services.db.transaction().execute(async (tx) => {
      const row = await openAccountForChange(tx, account.id)
      if (row.handle !== account.handle)
        throw new Conflict('register.changed-meanwhile', 'The handle was changed meanwhile. Connect again.')
      await refuseUsedElsewhere(tx, row, connected)
      await tx
        .insertInto('connection')
        .values({ account_id: row.id, ...kept })
        .onConflict((on) => on.column('account_id').doUpdateSet(kept))
        .execute()
      await tx
        .updateTable('account')
        .set({ remote_id: connected.remoteId, server: connected.server, url: connected.profileUrl })
        .where('id', '=', row.id)
        .execute()
      await append(tx, at, {
        kind: 'register.account-connected',
        actor: entryActor(actor),
        subject: `account:${row.id}`,
        accountId: row.id,
        summary: 'An account was connected, which proved that the university controls its handle.',
        facts: proofOf(row, method, connected),
      })
      await settleRenewal(tx, at, actor, row.id, 'connected')
      await settleEnding(tx, at, row.id, actor.personId, 'Connected again.')
      if (row.state === 'approved')
        await moveAccount(tx, at, actor, { accountId: row.id, to: 'active', reason: 'Connected.' })
      return accountView(tx, row.id, at)
    })
  } catch (error) {
    if (isUniqueViolation(error, 'account_remote')) await refuseUsedElsewhere(services.db, account, connected)
    throw error
  }
}

function proofOf(row: AccountRow, method: string, connected: Connected): Record<string, unknown> {
  const { server, remoteId, scopes, expiresAt } = connected
  const proof = { network: row.network, method, server, remoteId, scopes, expiresAt }
  // The same handle under another identity deserves to be seen later.
  const changed = row.remote_id !== null && row.remote_id !== remoteId
  return changed ? { ...proof, formerRemoteId: row.remote_id } : proof
}

async function refuseUsedElsewhere(db: Db | Tx, account: AccountRow, connected: Connected): Promise<void> {
  const other = await openAccountWithRemoteId(db, account.network, connected.remoteId)
  if (!other || other.id === account.id) return
  throw new Conflict(
    'register.connected-elsewhere',
    `@${connected.handle} is connected already, as ${other.displayName} (@${other.handle}).`,
    {
      fix: 'One account on a network stands in the register once. Use that entry.',
      data: { accountId: other.id },
    },
  )
}
