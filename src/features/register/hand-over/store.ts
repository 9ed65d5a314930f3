import type { Db, Tx } from '#platform/db/index.ts'
import type { HandOverView } from './contract.ts'
import './tables.ts'

function handOvers(db: Db | Tx) {
  return db
    .selectFrom('hand_over')
    .innerJoin('account', 'account.id', 'hand_over.account_id')
    .innerJoin('person as successor', 'successor.id', 'hand_over.to_person')
    .innerJoin('person as maker', 'maker.id', 'hand_over.made_by')
    .leftJoin('person as leaver', 'leaver.id', 'hand_over.from_person')
    .selectAll('hand_over')
    .select([
      'account.display_name as account',
      'successor.name as successor_name',
      'maker.name as maker_name',
      'leaver.name as leaver_name',
    ])
}
export type NamedHandOver = Awaited<ReturnType<ReturnType<typeof handOvers>['executeTakeFirstOrThrow']>>

export function handOversOf(db: Db | Tx, accountId: string): Promise<NamedHandOver[]> {
  return handOvers(db)
    .where('hand_over.account_id', '=', accountId)
    .orderBy('hand_over.made_at', 'desc')
    .limit(20)
    .execute()
}

export function handOverById(db: Db | Tx, id: string): Promise<NamedHandOver | undefined> {
  return handOvers(db).where('hand_over.id', '=', id).executeTakeFirst()
}

/** Those that wait for their successor: of these accounts, or all. */
export function openHandOvers(db: Db | Tx, accountIds: readonly string[] | null): Promise<NamedHandOver[]> {
  if (accountIds?.length === 0) return Promise.resolve([])
  return handOvers(db)
    .where('hand_over.state', '=', 'open')
    .$if(accountIds !== null, (query) => query.where('hand_over.account_id', 'in', accountIds ?? []))
    .orderBy('hand_over.made_at')
    .execute()
}

export function handOverView(row: NamedHandOver): HandOverView {
  return {
    id: row.id,
    accountId: row.account_id,
    account: row.account,
    why: row.why,
    from: row.from_person && row.leaver_name ? { id: row.from_person, name: row.leaver_name } : null,
    to: { id: row.to_person, name: row.successor_name },
    madeBy: row.maker_name,
    madeAt: row.made_at,
    lastDay: row.last_day,
    notes: row.notes,
    state: row.state,
    settledAt: row.settled_at,
  }
}
