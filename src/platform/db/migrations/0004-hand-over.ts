import { type Kysely, sql } from 'kysely'

/** Leavers, hand-overs, and secrets under seal. */

const leavers = [
  // Whoever gave the network's permission is gone, so it hangs by somebody who no longer works here.
  `create table connection_renewal (
    id uuid primary key, account_id uuid not null references account (id), person_id uuid not null references person (id),
    granted_at timestamptz not null, why text not null, since timestamptz not null,
    settled_at timestamptz, settled_by uuid references person (id), how text)`,
  `create unique index connection_renewal_open on connection_renewal (account_id) where settled_at is null`,
  `create index connection_granted_by on connection (granted_by)`,
  `create index account_member_until on account_member (until) where until is not null`,
  `create index post_author on post (author_id)`,
]

const handOvers = [
  `create table hand_over (
    id uuid primary key, account_id uuid not null references account (id), why text not null,
    from_person uuid references person (id), to_person uuid not null references person (id), deputies jsonb not null,
    last_day timestamptz, notes text, made_by uuid not null references person (id), made_at timestamptz not null,
    request_id uuid, state text not null, settled_at timestamptz, settled_by uuid references person (id))`,
  // At most one waits for its successor; who comes second sees the first.
  `create unique index hand_over_open on hand_over (account_id) where state = 'open'`,
  `create index hand_over_account on hand_over (account_id, made_at desc)`,
  `create index hand_over_to on hand_over (to_person) where state = 'open'`,
]

const secrets = [
  `create table account_secret (
    id uuid primary key, account_id uuid not null references account (id), kind text not null, label text not null,
    sealed text not null, put_by uuid references person (id), put_at timestamptz not null,
    renew_since timestamptz, renew_why text, removed_at timestamptz)`,
  `create unique index account_secret_label on account_secret (account_id, lower(label)) where removed_at is null`,
  `create index account_secret_put_by on account_secret (put_by) where removed_at is null`,
  // One reading of a secret is asked for, agreed to by somebody else, and done once.
  `create table secret_reading (
    id uuid primary key, secret_id uuid not null references account_secret (id), account_id uuid not null references account (id),
    reason text not null, state text not null, asked_by uuid not null references person (id), asked_at timestamptz not null,
    decided_by uuid references person (id), decided_at timestamptz, note text not null default '',
    ends_at timestamptz not null, read_at timestamptz, check (decided_by is null or decided_by <> asked_by))`,
  `create unique index secret_reading_open on secret_reading (secret_id) where state in ('asked', 'agreed')`,
  `create index secret_reading_account on secret_reading (account_id, asked_at desc)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...leavers, ...handOvers, ...secrets]) await sql.raw(statement).execute(db)
}
