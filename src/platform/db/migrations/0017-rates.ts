import { type Kysely, sql } from 'kysely'

/** What networks let through in a stretch of time, kept to by all workers together. */

const rates = [
  // One row for each rule and each of those whom it counts. `spent` numbers what was ever taken; what stands up to
  // `gone` has left the stretch and is deleted. `held_until`: when there is room again. The rule `said` holds what the
  // network itself asked for; there `spent` counts how often in a row it did.
  `create table rate_bucket (
    id text primary key, network text not null, per text not null check (per in ('account', 'app', 'server')),
    scope text not null, rule text not null, spent int not null default 0, gone int not null default 0,
    last_at timestamptz, held_until timestamptz, say text not null default '')`,
  `create index rate_bucket_held on rate_bucket (held_until) where held_until is not null`,
  // At most as many rows for a bucket as its rule lets through.
  `create table rate_spending (
    bucket text not null, n int not null, at timestamptz not null, primary key (bucket, n))`,
]

const publications = [
  // Until when waiting for a limit does not make it late; empty while it has not waited for one.
  `alter table publication add column waits_until timestamptz`,
  // What waits for the same room leaves in the order of its planned time.
  `drop index publication_next`,
  `create index publication_next on publication (account_id, state, next_at, due_at, id) where lease_until is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...rates, ...publications]) await sql.raw(statement).execute(db)
}
