import { type Kysely, sql } from 'kysely'

/** The apps that an administrator registers with networks, and how far ahead the end of a connection was told of. */

const apps = [
  // What was filled in is sealed as a whole. `registered_by` is empty where it was done from the command line.
  `create table network_app (
    network text primary key, sealed text not null, version int not null default 1,
    registered_by uuid references person (id) on delete set null, registered_at timestamptz not null,
    checked_at timestamptz, check_kind text check (check_kind in ('works', 'refused', 'unsure')), check_say text)`,
]

const connections = [
  // The last of 14, 7 and 1 days before its end that people were told of; empty while nobody was.
  `alter table connection add column told_left smallint`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...apps, ...connections]) await sql.raw(statement).execute(db)
}
