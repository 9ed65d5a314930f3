import { type Kysely, sql } from 'kysely'

/** What posts are planned by: terms, days kept free, queues with their slots, series, and posts for using again. */

const institution = [
  `alter table institution add column terms jsonb not null default '[]', add column blackouts jsonb not null default '[]'`,
]

const queues = [
  `create table plan_queue (
    id uuid primary key, name text not null, about text not null, account_ids uuid[] not null, slots jsonb not null,
    in_elections boolean not null default false, when_closed boolean not null default false,
    paused_until date, pause_reason text not null default '', fill_days int not null default 0,
    owner_id uuid references person (id) on delete set null, version int not null default 1,
    created_at timestamptz not null, updated_at timestamptz not null, ended_at timestamptz,
    example boolean not null default false)`,
  `create index plan_queue_account on plan_queue using gin (account_ids)`,
  // Kept on the post too: what an approval of it is bound to is the queue, and not the hour.
  `alter table post add column queue_id uuid references plan_queue (id) on delete set null`,
  `create table queue_item (
    post_id uuid primary key references post (id) on delete cascade,
    queue_id uuid not null references plan_queue (id) on delete cascade, slot_at timestamptz not null,
    added_by uuid references person (id) on delete set null, added_at timestamptz not null)`,
  // Checked at the end of a transaction, so that two posts can change places.
  `alter table queue_item add constraint queue_item_one_slot unique (queue_id, slot_at) deferrable initially deferred`,
  `create index queue_item_slot on queue_item (slot_at)`,
]

const series = [
  `create table plan_series (
    id uuid primary key, name text not null, template jsonb not null, rule jsonb not null, ahead int not null default 7,
    owner_id uuid references person (id) on delete set null, version int not null default 1,
    made_through date, trouble text, created_at timestamptz not null, updated_at timestamptz not null,
    ended_at timestamptz, example boolean not null default false)`,
  `create table series_occurrence (
    series_id uuid not null references plan_series (id) on delete cascade, day date not null,
    post_id uuid references post (id) on delete set null, at timestamptz not null, primary key (series_id, day))`,
  `create index series_occurrence_post on series_occurrence (post_id)`,
]

const evergreen = [
  `create table evergreen (
    post_id uuid primary key references post (id) on delete cascade,
    queue_id uuid not null references plan_queue (id) on delete cascade, rest_days int not null,
    review_on date not null, most_uses int not null, marked_by uuid references person (id) on delete set null,
    marked_at timestamptz not null, ended_at timestamptz, ended_why text not null default '')`,
  `create index evergreen_queue on evergreen (queue_id) where ended_at is null`,
  `create table evergreen_use (
    made_post_id uuid primary key references post (id) on delete cascade,
    post_id uuid not null references post (id) on delete cascade, queue_id uuid, at timestamptz not null)`,
  `create index evergreen_use_post on evergreen_use (post_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...institution, ...queues, ...series, ...evergreen])
    await sql.raw(statement).execute(db)
}
