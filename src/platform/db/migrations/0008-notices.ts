import { type Kysely, sql } from 'kysely'

/** What somebody has to do by a date, and what people are told of: in the app, by letter, in a channel of an office. */

const duties = [
  // An office is named by a policy, which may come before anybody has added it; so `office_id` is no reference.
  `create table duty (
    id uuid primary key, key text not null, kind text not null, title text not null, why text not null default '',
    clause text, control text, office_id text, person_id uuid references person (id) on delete cascade,
    account_id uuid references account (id) on delete cascade, link text not null,
    since timestamptz not null, due timestamptz not null, revision int not null default 0, changed_at timestamptz not null,
    taken_by uuid references person (id) on delete set null, taken_at timestamptz,
    reminded_half timestamptz, reminded_day timestamptz, reminded_overdue timestamptz,
    settled_at timestamptz, settled_by uuid references person (id) on delete set null, settled_how text)`,
  `create unique index duty_open on duty (key) where settled_at is null`,
  `create index duty_office on duty (office_id) where settled_at is null`,
  `create index duty_person on duty (person_id) where settled_at is null`,
  `create index duty_taken on duty (taken_by) where settled_at is null`,
  `create index duty_due on duty (due) where settled_at is null`,
  `create index duty_account on duty (account_id)`,
  `create index duty_settled on duty (settled_at) where settled_at is not null`,
]

const notices = [
  `create table notice (
    id uuid primary key, kind text not null, title text not null, text text not null, link text not null,
    account_id uuid references account (id) on delete cascade, request_id uuid, post_id uuid references post (id) on delete cascade,
    urgent boolean not null default false, at timestamptz not null)`,
  `create index notice_at on notice (at)`,
  `create index notice_account on notice (account_id) where account_id is not null`,
  `create index notice_post on notice (post_id) where post_id is not null`,
  // One letter, made and put into the queue together with the mark on what it tells. `slot` is the day of a digest, and
  // stands in the way of a second one.
  `create table notice_letter (
    id uuid primary key, person_id uuid not null references person (id) on delete cascade, slot text,
    made_at timestamptz not null, sent_at timestamptz, unique (person_id, slot))`,
  // `mail`: none, once (a letter of its own, from `mail_due` on) or digest.
  `create table notice_recipient (
    notice_id uuid not null references notice (id) on delete cascade,
    person_id uuid not null references person (id) on delete cascade, at timestamptz not null,
    read_at timestamptz, mail text not null, mail_due timestamptz,
    letter_id uuid references notice_letter (id) on delete set null, primary key (person_id, notice_id))`,
  `create index notice_recipient_list on notice_recipient (person_id, at desc, notice_id)`,
  `create index notice_recipient_unread on notice_recipient (person_id) where read_at is null`,
  `create index notice_recipient_notice on notice_recipient (notice_id)`,
  `create index notice_recipient_letter on notice_recipient (letter_id) where letter_id is not null`,
  `create index notice_recipient_once on notice_recipient (mail_due) where mail = 'once' and letter_id is null`,
  `create index notice_recipient_digest on notice_recipient (person_id, at) where mail = 'digest' and letter_id is null`,
  // What is not there is as the institution's habit is; see notices/rules.ts.
  `create table notice_settings (
    person_id uuid primary key references person (id) on delete cascade, settings jsonb not null, changed_at timestamptz not null)`,
]

const channels = [
  // The address is a secret: whoever has it can write into the channel.
  `create table notice_channel (
    id uuid primary key, name text not null, service text not null, office_id text, kinds jsonb, sealed_url text not null,
    host text not null, quiet boolean not null default true, state text not null, faults int not null default 0,
    trouble text, told_at timestamptz, created_by uuid references person (id) on delete set null, created_at timestamptz not null)`,
  `create table channel_message (
    id uuid primary key, channel_id uuid not null references notice_channel (id) on delete cascade,
    notice_id uuid not null references notice (id) on delete cascade, due timestamptz not null, tries int not null default 0,
    state text not null, at timestamptz not null, unique (channel_id, notice_id))`,
  `create index channel_message_due on channel_message (due) where state = 'waiting'`,
  `create index channel_message_notice on channel_message (notice_id)`,
]

const feeds = [
  `create table calendar_feed (
    id uuid primary key, person_id uuid not null references person (id) on delete cascade, kind text not null,
    token_hash text not null unique, made_at timestamptz not null, read_at timestamptz)`,
  `create unique index calendar_feed_person on calendar_feed (person_id, kind)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...duties, ...notices, ...channels, ...feeds]) await sql.raw(statement).execute(db)
}
