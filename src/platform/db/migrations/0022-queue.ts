import { type Kysely, sql } from 'kysely'

/** The queue of publications: what several workers on one database ask of it again and again, each a look or two. */

const queue = [
  // How much of each account is in hand: asked account by account. What was in hand before leaves dead entries behind,
  // thousands on a busy minute, and whoever reads all leases at once reads them again each time.
  `drop index publication_leased`,
  `create index publication_leased on publication (account_id, lease_until) where lease_until is not null`,
  // What nothing could send in time, and what has room too late.
  `create index publication_late on publication (miss_after) where state = 'due'`,
  `create index publication_waits on publication (next_at) where state = 'due' and next_at > waits_until`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of queue) await sql.raw(statement).execute(db)
}
