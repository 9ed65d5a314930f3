import { type Kysely, sql } from 'kysely'

/** Requests to open, hand over, rename, merge or close an account, and what the offices say of them. */

const statements = [
  // `account_id` is the account that it is about: for a new one the proposal, once it was sent.
  `create table request (
    id uuid primary key, kind text not null, state text not null, version int not null default 1,
    answers jsonb not null, reasons jsonb not null default '{}', declared jsonb not null default '[]',
    account_id uuid references account (id), unit_id uuid references unit (id), network text,
    requester uuid not null references person (id), created_at timestamptz not null, updated_at timestamptz not null,
    submitted_at timestamptz, state_since timestamptz not null, appeal_until timestamptz,
    example boolean not null default false)`,
  `create index request_requester on request (requester, created_at)`,
  `create index request_state on request (state, submitted_at)`,
  `create index request_account on request (account_id)`,
  `create index request_unit on request (unit_id)`,
  // The answers as they were when they were sent, and at each change after that.
  `create table request_version (
    request_id uuid not null references request (id), version int not null, answers jsonb not null,
    reasons jsonb not null, declared jsonb not null, person_id uuid not null references person (id), at timestamptz not null,
    primary key (request_id, version))`,
  // An office is asked: for advice, or to decide. A null office is central communications.
  `create table request_stage (
    id uuid primary key, request_id uuid not null references request (id), kind text not null, step int not null,
    office_id text, clause text not null, clause_title text not null, why text not null, working_days int not null,
    state text not null, opened_at timestamptz, due timestamptz, not_before timestamptz, stopped_at timestamptz,
    answered_by uuid references person (id), answered_at timestamptz, in_place boolean not null default false,
    advice text, decision text, text text not null default '', clauses jsonb not null default '[]',
    conditions text not null default '', version int)`,
  `create index request_stage_request on request_stage (request_id, step)`,
  `create index request_stage_open on request_stage (office_id) where state = 'open'`,
  `create table request_question (
    id uuid primary key, request_id uuid not null references request (id), stage_id uuid not null references request_stage (id),
    asked_by uuid not null references person (id), asked_at timestamptz not null, text text not null,
    answered_by uuid references person (id), answered_at timestamptz, answer text not null default '')`,
  `create index request_question_request on request_question (request_id, asked_at)`,
  // What happened, for those who may read the request; the proof of it stands in the log.
  `create table request_event (
    id uuid primary key, request_id uuid not null references request (id), at timestamptz not null,
    person_id uuid references person (id), kind text not null, facts jsonb not null default '{}',
    text text not null default '')`,
  `create index request_event_request on request_event (request_id, at)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
