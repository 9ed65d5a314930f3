import { type Kysely, sql } from 'kysely'

/** The life of an account: where it stands, who answers first for it, what it is to reach, and when it is looked at again. */

const life = [
  // Whether something is paused is another question than where it is in its life.
  `alter table account
    add column state_since timestamptz, add column state_reason text not null default '',
    add column paused_at timestamptz, add column paused_by uuid references person (id), add column pause_reason text,
    add column review_due timestamptz, add column reviewed_at timestamptz,
    add column last_post_at timestamptz, add column posts_per_week numeric, add column tags jsonb not null default '[]'`,
  `update account set state_since = coalesce(closed_at, created_at)`,
  `update account set paused_at = now(), pause_reason = '', state = 'active' where state = 'paused'`,
  `alter table account alter column state_since set default now(), alter column state_since set not null`,
  `create table account_move (
    id uuid primary key, account_id uuid not null references account (id), from_state text, to_state text not null,
    reason text not null default '', person_id uuid references person (id), request_id uuid, at timestamptz not null)`,
  `create index account_move_account on account_move (account_id, at)`,
  // A proposal may not know its handle yet, and one that was refused takes no handle from anybody.
  `drop index account_handle`,
  `create unique index account_handle on account (network, lower(handle))
    where state not in ('closed', 'refused') and handle <> ''`,
  `drop index account_remote`,
  `create unique index account_remote on account (network, remote_id)
    where state not in ('closed', 'refused') and remote_id is not null`,
  `create index account_unit on account (unit_id)`,
  `create index account_list on account (lower(display_name), id)`,
  // What an account is to reach, how that is measured, and until when. A new one takes the place of the old.
  `create table objective (
    id uuid primary key, account_id uuid not null references account (id), objective text not null, metric text not null,
    baseline text not null default '', target text not null default '', due date, since timestamptz not null,
    ended_at timestamptz, ended_because text, created_by uuid references person (id))`,
  `create unique index objective_account on objective (account_id) where ended_at is null`,
  // What the policy said of an account when it was last asked: replaced each day.
  `create table account_finding (
    account_id uuid not null references account (id), control text not null, clause text not null, clause_title text not null,
    outcome text not null, level text not null, say text not null, since timestamptz not null,
    primary key (account_id, control))`,
  // What has been seen to of an account that is being closed.
  `create table closing_step (
    account_id uuid not null references account (id), step text not null, note text not null default '',
    person_id uuid references person (id), at timestamptz not null, primary key (account_id, step))`,
]

const people = [
  // The administrator who answers first; the others are deputies.
  `alter table account_member add column designated boolean not null default false`,
  `update account_member set designated = true where id in (
    select distinct on (account_id) id from account_member
    where relation = 'administrator' and until is null order by account_id, since, id)`,
  `create unique index account_member_designated on account_member (account_id) where designated and until is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...life, ...people]) await sql.raw(statement).execute(db)
}
