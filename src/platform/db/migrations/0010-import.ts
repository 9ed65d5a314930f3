import { type Kysely, sql } from 'kysely'

/** Lists of accounts that are brought in, and what finding accounts among thousands needs. */

const imports = [
  `create table account_import (
    id uuid primary key, person_id uuid not null references person (id), file_name text not null, format text not null,
    sha256 text not null, headings jsonb not null, lines int not null, mapping jsonb not null,
    unknown_values jsonb not null, counts jsonb not null, state text not null,
    to_write int not null default 0, written int not null default 0, created_at timestamptz not null,
    moved_at timestamptz, started_by uuid references person (id), finished_at timestamptz, fault text)`,
  `create index account_import_recent on account_import (created_at desc)`,
  `create table account_import_line (
    import_id uuid not null references account_import (id) on delete cascade, line int not null, cells jsonb not null,
    verdict text not null, title text not null, changes jsonb not null, notes jsonb not null,
    warned boolean not null, first_line int, account_id uuid, done boolean not null default false,
    primary key (import_id, line))`,
  `create index account_import_line_verdict on account_import_line (import_id, verdict, line)`,
  `create index account_import_line_waiting on account_import_line (import_id, line) where not done`,
]

const estate = [
  `create table saved_view (
    id uuid primary key, person_id uuid not null references person (id), name text not null, filter jsonb not null,
    shared boolean not null default false, created_at timestamptz not null)`,
  `create unique index saved_view_name on saved_view (person_id, lower(name))`,
  `create index saved_view_shared on saved_view (lower(name)) where shared`,
  `create index account_member_holding on account_member (account_id, person_id) where relation = 'administrator'`,
  `create index account_handle_closed on account (network, lower(handle)) where state = 'closed'`,
  `create index account_by_network on account (network, lower(display_name), id)`,
  `create index account_by_unit on account (unit_id, lower(display_name), id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...imports, ...estate]) await sql.raw(statement).execute(db)
}
