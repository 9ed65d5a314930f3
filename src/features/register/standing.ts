import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import type { AccountState } from './contract.ts'
import { connectionStateAt } from './rules.ts'

/** What has to hold for an account to send. */
export interface Standing {
  state: AccountState
  remoteId: string | null
  connected: boolean
  /** How many people answer for it now. */
  administrators: number
}

/** How an account stands, in one read, as each sending asks; undefined when there is none. */
export async function standingOf(db: Db | Tx, accountId: string, now: string): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('account')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .select([
      'account.state',
      'account.remote_id',
      'connection.state as connection_state',
      'connection.expires_at',
      sql<number>`(select count(*) from account_member m join person p on p.id = m.person_id
        where m.account_id = account.id and m.relation = 'administrator' and p.state = 'active'
          and (m.until is null or m.until > ${now}))`.as('administrators'),
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  if (!row) return undefined
  const connection = connectionStateAt(
    row.connection_state === null ? undefined : { state: row.connection_state, expires_at: row.expires_at },
    now,
  )
  return {
    state: row.state,
    remoteId: row.remote_id,
    connected: connection === 'connected' || connection === 'expiring',
    administrators: row.administrators,
  }
}
