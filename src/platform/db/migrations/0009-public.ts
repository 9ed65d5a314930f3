import { type Kysely, sql } from 'kysely'

/** What the public register says beyond the entry of an account, and what the public tells us of impostors. */

const pages = [
  // One row: what is said of all accounts.
  `create table public_register (
    id int primary key default 1 check (id = 1), house_rules text not null default '', changed_at timestamptz not null)`,
  // What an account's own page says; no row where nobody has said anything.
  `create table account_page (
    account_id uuid primary key references account (id), office_id text references office (id),
    contact text not null default '', hours text not null default '', house_rules text not null default '',
    changed_at timestamptz not null)`,
  // A handle that was ours and is no longer, because the account took another.
  `create table former_handle (
    id uuid primary key, account_id uuid not null references account (id), network text not null, handle text not null,
    until timestamptz not null)`,
  `create index former_handle_account on former_handle (account_id)`,
]

const reports = [
  `create table impersonation_report (
    id uuid primary key, address text not null, network text, handle text, claim text not null, email text,
    looks_like uuid references account (id), reporter text, received_at timestamptz not null,
    state text not null default 'open', outcome text, note text not null default '',
    settled_by uuid references person (id), settled_at timestamptz)`,
  `create index impersonation_report_received on impersonation_report (received_at)`,
  `create index impersonation_report_reporter on impersonation_report (reporter, received_at) where reporter is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...pages, ...reports]) await sql.raw(statement).execute(db)
}
