import { type Kysely, sql } from 'kysely'

/** Reviews of accounts, the watch over networks, and leaving them. */

const reviews = [
  // One look at an account: what was found, and what is to come of it. While it waits for agreement nothing has changed.
  `create table account_review (
    id uuid primary key, account_id uuid not null references account (id), reviewer_id uuid references person (id),
    state text not null, outcome text not null, content jsonb not null, overdue boolean not null, next_due timestamptz not null,
    made_at timestamptz not null, agreement_clause text, agreement_why text,
    agreed_by uuid references person (id), agreed_at timestamptz, agreement_note text,
    check (agreed_by is null or agreed_by <> reviewer_id))`,
  `create unique index account_review_waiting on account_review (account_id) where state = 'waiting'`,
  `create index account_review_account on account_review (account_id, made_at desc)`,
  `create index account_review_due on account (review_due) where state in ('active', 'dormant')`,
  `create index account_network on account (network)`,
  // Where people go once an account is left.
  `alter table account add column successor_id uuid references account (id)`,
]

const watch = [
  // What is known of a network; no row where nobody has looked at it yet.
  `create table network_watch (
    network text primary key, state text not null, owner_office text, terms_url text not null, terms_read_on date,
    charges text not null, closes_on date, api text not null, review_due timestamptz, reviewed_at timestamptz,
    version int not null, changed_at timestamptz not null)`,
  // Something about it is other than it was: every account there is looked at again.
  `create table network_change (
    id uuid primary key, network text not null, kind text not null, what text not null, from_date date, source text not null,
    recorded_by uuid references person (id), recorded_at timestamptz not null, told_at timestamptz, accounts int)`,
  `create index network_change_network on network_change (network, recorded_at desc)`,
  `create table network_story (
    id uuid primary key, network text not null, what text not null, note text not null,
    person_id uuid references person (id), at timestamptz not null)`,
  `create index network_story_network on network_story (network, at desc)`,
]

const leaving = [
  // The steps stand in closing_step, which the account's own page shows too.
  `create table leaving (
    id uuid primary key, account_id uuid not null references account (id), state text not null, reason text not null,
    closes_on date not null, signpost text not null, post_id uuid, begun_by uuid references person (id), begun_at timestamptz not null,
    version int not null, ended_at timestamptz, ended_by uuid references person (id))`,
  `create unique index leaving_open on leaving (account_id) where state = 'open'`,
  `create index leaving_due on leaving (closes_on) where state = 'open'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...reviews, ...watch, ...leaving]) await sql.raw(statement).execute(db)
}
