import { type Kysely, sql } from 'kysely'

/** There is one way to close an account; what was begun in the other stays where it is. */

const closing = [
  // An office may have agreed to a closing, or a list may bring it in, before anybody has set its day.
  `alter table leaving alter column closes_on drop not null`,
  // Those whose account was closed in the other way meanwhile.
  `update leaving set state = 'closed', ended_at = coalesce(account.closed_at, account.state_since)
    from account where account.id = leaving.account_id and account.state = 'closed' and leaving.state = 'open'`,
  // The records of one account, counted and exported before it is closed.
  `create index ledger_entry_account on ledger_entry (account_id, at) where account_id is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of closing) await sql.raw(statement).execute(db)
}
