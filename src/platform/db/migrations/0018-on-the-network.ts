import { type Kysely, sql } from 'kysely'

/** What is noticed on the networks after publishing. Texts stand in the log's content alone, where they can be erased. */

const looks = [
  // When a publication is read back next; `look_at` is empty when no more looks are planned.
  `create table publication_look (
    publication_id uuid primary key references publication (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade,
    look_at timestamptz, looked_at timestamptz, tries int not null default 0, trouble text)`,
  `create index publication_look_due on publication_look (look_at) where look_at is not null`,
  `create index publication_look_account on publication_look (account_id, looked_at)`,
  // For finding what has come out and is not looked after yet.
  `create index publication_out on publication (published_at) where published_at is not null`,
]

const changes = [
  // `entry_id`: the record with both texts. `settled_entry_id`: the record with the reason. `over_at`: when what was
  // accepted stopped being what stands there.
  `create table publication_change (
    id uuid primary key, publication_id uuid not null references publication (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade, part int not null,
    kind text not null check (kind in ('changed', 'gone')), entry_id uuid not null, seen_at timestamptz not null,
    settled_how text check (settled_how in ('accepted', 'corrected', 'removed', 'back', 'overtaken')),
    settled_at timestamptz, settled_by uuid references person (id) on delete set null, settled_entry_id uuid,
    over_at timestamptz, check ((settled_how is null) = (settled_at is null)))`,
  `create index publication_change_of on publication_change (publication_id, part)`,
  // The same thing is noticed once.
  `create unique index publication_change_open on publication_change (publication_id, part) where settled_at is null`,
  `create index publication_change_waiting on publication_change (account_id) where settled_at is null`,
]

const outside = [
  // What an account's own posts were asked for last. `remote_id`: of whom; another account there begins anew.
  // `missing_from`, `missing_until`: more was posted then than the network lists.
  `create table outside_look (
    account_id uuid primary key references account (id) on delete cascade, remote_id text, since timestamptz not null,
    look_at timestamptz not null, looked_at timestamptz, tries int not null default 0, trouble text,
    missing_from timestamptz, missing_until timestamptz)`,
  `create index outside_look_due on outside_look (look_at)`,
  `create table outside_post (
    id uuid primary key, account_id uuid not null references account (id) on delete cascade, remote_id text not null,
    url text not null, extra jsonb, media int not null, posted_at timestamptz not null, found_at timestamptz not null,
    state text not null check (state in ('open', 'fine', 'taken-down')), entry_id uuid not null,
    settled_at timestamptz, settled_by uuid references person (id) on delete set null, settled_entry_id uuid,
    author_entry_id uuid, unique (account_id, remote_id))`,
  `create index outside_post_posted on outside_post (account_id, posted_at desc)`,
  `create index outside_post_open on outside_post (account_id) where state = 'open'`,
]

const pins = [
  // One post of an account at a time.
  `create table pinned_post (
    account_id uuid primary key references account (id) on delete cascade,
    publication_id uuid not null references publication (id) on delete cascade,
    pinned_at timestamptz not null, pinned_by uuid references person (id) on delete set null)`,
  `create index pinned_post_publication on pinned_post (publication_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...looks, ...changes, ...outside, ...pins]) await sql.raw(statement).execute(db)
}
