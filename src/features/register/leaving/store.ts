import { sql } from 'kysely'
import { networkName } from '#networks/known.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { openAccountForChange } from '../change-account.ts'
import type { RegisterDeps } from '../connections.ts'
import { accountById, type AccountRow } from '../store.ts'
import type { LeavingPlan } from './contract.ts'
import '../life/store.ts'
import '../reviews/tables.ts'

function openLeavings(db: Db | Tx) {
  return db
    .selectFrom('leaving')
    .leftJoin('person', 'person.id', 'leaving.begun_by')
    .selectAll('leaving')
    .select('person.name as begun_by_name')
    .where('leaving.state', '=', 'open')
}
type OpenLeaving = NonNullable<Awaited<ReturnType<ReturnType<typeof openLeavings>['executeTakeFirst']>>>

/** The closing of an account as it stands. `id` is null while nobody has touched it since the account began to be closed. */
export type Leaving = Pick<
  OpenLeaving,
  | 'account_id'
  | 'reason'
  | 'closes_on'
  | 'signpost'
  | 'post_id'
  | 'begun_by'
  | 'begun_by_name'
  | 'begun_at'
  | 'version'
> & { id: string | null }

/**
 * The closing that an account is in; undefined where nobody has begun one. An account comes to be closed by a request,
 * from a list, or came to it before there was a row for it: then its own state says that, why and since when.
 */
export async function leavingOf(
  db: Db | Tx,
  account: Pick<AccountRow, 'id' | 'state' | 'state_reason' | 'state_since'>,
): Promise<Leaving | undefined> {
  const begun = await openLeavings(db).where('leaving.account_id', '=', account.id).executeTakeFirst()
  if (begun || account.state !== 'closing') return begun
  const move = await db
    .selectFrom('account_move')
    .leftJoin('person', 'person.id', 'account_move.person_id')
    .select(['account_move.person_id', 'person.name'])
    .where('account_move.account_id', '=', account.id)
    .where('account_move.to_state', '=', 'closing')
    .orderBy('account_move.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    id: null,
    account_id: account.id,
    reason: account.state_reason,
    closes_on: null,
    signpost: '',
    post_id: null,
    begun_by: move?.person_id ?? null,
    begun_by_name: move?.name ?? null,
    begun_at: account.state_since,
    version: 0,
  }
}

/** Writes down that an account is being closed. Throws a violation of `leaving_open` when it stands there already. */
export async function writeLeaving(
  tx: Tx,
  leaving: Pick<Leaving, 'account_id' | 'reason' | 'closes_on' | 'signpost' | 'begun_by' | 'begun_at'>,
): Promise<string> {
  const id = newId()
  const nothingYet = { post_id: null, version: 1, ended_at: null, ended_by: null }
  await tx
    .insertInto('leaving')
    .values({ id, state: 'open', ...leaving, ...nothingYet })
    .execute()
  return id
}

/** The closing as it was read, for one deed alone: whoever read it before has to look again. Throws `Conflict`. */
export async function leavingForChange(
  tx: Tx,
  accountId: string,
  version?: number,
): Promise<{ account: AccountRow; leaving: Leaving & { id: string } }> {
  const account = await openAccountForChange(tx, accountId)
  const leaving = await leavingOf(tx, account)
  if (!leaving)
    throw new Conflict('register.not-leaving', 'Nobody has begun to close this account.', {
      fix: 'Begin on its page, under “Close the account”.',
    })
  if (version !== undefined && leaving.version !== version)
    throw new Conflict(
      'register.changed-meanwhile',
      'Somebody else went on with this while you looked at it.',
      { fix: 'Load the page again and go on where they are.' },
    )
  const { id, account_id, reason, closes_on, signpost, begun_by, begun_at } = leaving
  if (id === null) {
    const written = await writeLeaving(tx, { account_id, reason, closes_on, signpost, begun_by, begun_at })
    return { account, leaving: { ...leaving, id: written } }
  }
  await tx
    .updateTable('leaving')
    .set({ version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
  return { account, leaving: { ...leaving, id } }
}

/** Throws `NotFound`. */
export async function knownAccount({ services }: RegisterDeps, accountId: string): Promise<AccountRow> {
  const account = await accountById(services.db, accountId)
  if (!account) throw new NotFound('account')
  return account
}

export async function otherAccount(db: Db | Tx, id: string | null): Promise<LeavingPlan['successor']> {
  if (id === null) return null
  const row = await db
    .selectFrom('account')
    .select(['id', 'display_name as name', 'handle', 'network'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? withNetworkName(row) : null
}

export function withNetworkName<Row extends { network: string }>({ network, ...row }: Row) {
  return { ...row, networkName: networkName(network) ?? network }
}
