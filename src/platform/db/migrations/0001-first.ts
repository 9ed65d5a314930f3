import { sql, type Kysely } from 'kysely'

/** One statement each, so that both engines run it the same way. Grouped by room. */
const platform = [
  `create table kept_setting (name text primary key, value jsonb not null)`,
  `create table sealed_value (
    space text not null, key text not null, sealed text not null, expires_at timestamptz,
    primary key (space, key))`,
  `create table network_lock (name text primary key, holder text not null, until timestamptz not null)`,
  `create table heartbeat (
    worker_id text primary key, role text not null, started_at timestamptz not null, seen_at timestamptz not null)`,
  `create table idempotency (
    person_id uuid not null, key text not null, request_hash text not null, status int, body jsonb,
    created_at timestamptz not null, primary key (person_id, key))`,
  // The log: rows come in without a number; the sequencer gives numbers in one line and builds the tree.
  `create table ledger_entry (
    id uuid primary key, seq bigint unique, leaf_hash text not null, body jsonb not null,
    kind text not null, subject text not null, post_id uuid, account_id uuid, actor_id uuid,
    at timestamptz not null)`,
  `create index ledger_entry_waiting on ledger_entry (id) where seq is null`,
  `create index ledger_entry_subject on ledger_entry (subject, at)`,
  `create index ledger_entry_post on ledger_entry (post_id, at)`,
  `create index ledger_entry_at on ledger_entry (at desc)`,
  `create table ledger_content (
    entry_id uuid primary key references ledger_entry (id), salt text not null, content jsonb)`,
  `create table ledger_node (level int not null, position bigint not null, hash text not null, primary key (level, position))`,
  `create table ledger_checkpoint (
    size bigint primary key, root text not null, note text not null, at timestamptz not null)`,
]

const people = [
  `create table institution (
    id int primary key default 1 check (id = 1), name text not null, nation text not null, time_zone text not null,
    contacts jsonb not null default '[]', created_at timestamptz not null, example boolean not null default false)`,
  `create table setup_link (id int primary key default 1 check (id = 1), token_hash text not null, created_at timestamptz not null)`,
  `create table person (
    id uuid primary key, name text not null, email text not null, state text not null default 'active',
    created_at timestamptz not null, left_at timestamptz, example boolean not null default false)`,
  `create unique index person_email on person (lower(email))`,
  `create table password (person_id uuid primary key references person (id), hash text not null, changed_at timestamptz not null)`,
  `create table authenticator (
    person_id uuid primary key references person (id), sealed_secret text not null, confirmed_at timestamptz, last_step bigint)`,
  `create table passkey (
    id text primary key, person_id uuid not null references person (id), name text not null, public_key text not null,
    counter bigint not null, transports jsonb not null default '[]', created_at timestamptz not null, last_used_at timestamptz)`,
  `create index passkey_person on passkey (person_id)`,
  `create table recovery_code (
    person_id uuid not null references person (id), code_hash text not null, used_at timestamptz,
    primary key (person_id, code_hash))`,
  `create table session (
    id uuid primary key, token_hash text not null unique, person_id uuid not null references person (id),
    stage text not null, created_at timestamptz not null, seen_at timestamptz not null, expires_at timestamptz not null,
    confirmed_at timestamptz, agent text not null default '')`,
  `create index session_person on session (person_id)`,
  `create table invitation (
    id uuid primary key, token_hash text not null unique, person_id uuid not null references person (id), purpose text not null,
    created_by uuid, created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz)`,
  `create table api_token (
    id uuid primary key, person_id uuid not null references person (id), name text not null, token_hash text not null unique,
    scopes jsonb not null, created_at timestamptz not null, last_used_at timestamptz, expires_at timestamptz, revoked_at timestamptz)`,
  `create table role_assignment (
    person_id uuid not null references person (id), role text not null, since timestamptz not null, primary key (person_id, role))`,
  `create table sign_in_attempt (key text primary key, failures int not null, blocked_until timestamptz, last_at timestamptz not null)`,
  `create table unit (
    id uuid primary key, name text not null, kind text not null, parent_id uuid references unit (id),
    affiliate boolean not null default false, example boolean not null default false)`,
  `create table office (
    id text primary key, name text not null, about text not null default '', example boolean not null default false)`,
  `create table office_holding (
    id uuid primary key, office_id text not null references office (id), person_id uuid not null references person (id),
    deputy boolean not null default false, since timestamptz not null, until timestamptz)`,
]

const policy = [
  `create table policy_edition (
    id uuid primary key, pack text not null, edition int not null, digest text not null, content jsonb not null,
    in_force_from timestamptz not null, imported_at timestamptz not null, unique (pack, edition))`,
  `create table finding_override (
    id uuid primary key, post_id uuid not null, finding_id text not null, control text not null, clause text not null,
    evidence text not null, reason text not null, person_id uuid not null references person (id), at timestamptz not null,
    withdrawn_at timestamptz)`,
  `create index finding_override_post on finding_override (post_id)`,
]

const register = [
  `create table account (
    id uuid primary key, network text not null, handle text not null, display_name text not null, url text,
    unit_id uuid not null references unit (id), purpose text not null, audiences jsonb not null,
    hours_per_week numeric not null, state text not null, remote_id text, server text,
    version int not null default 1, created_by uuid references person (id), created_at timestamptz not null,
    closed_at timestamptz, example boolean not null default false)`,
  `create unique index account_handle on account (network, lower(handle)) where state <> 'closed'`,
  `create unique index account_remote on account (network, remote_id) where state <> 'closed' and remote_id is not null`,
  `create table account_member (
    id uuid primary key, account_id uuid not null references account (id), person_id uuid not null references person (id),
    relation text not null, since timestamptz not null, until timestamptz)`,
  `create index account_member_account on account_member (account_id)`,
  `create index account_member_person on account_member (person_id)`,
  `create table connection (
    account_id uuid primary key references account (id), method text not null, server text not null, sealed_grant text not null,
    scopes jsonb not null, granted_by uuid references person (id), granted_at timestamptz not null, expires_at timestamptz,
    state text not null, trouble text, checked_at timestamptz)`,
  `create table connect_attempt (
    state_hash text primary key, account_id uuid not null references account (id), person_id uuid not null references person (id),
    method text not null, sealed_pending text not null, expires_at timestamptz not null)`,
]

const assets = [
  `create table asset (
    id uuid primary key, kind text not null, name text not null, media_type text not null, bytes bigint not null, sha256 text not null,
    width int not null, height int not null, animated boolean not null default false, alt text not null default '',
    rights text, rights_note text not null default '', removed jsonb not null default '[]', focus_x real not null default 0.5,
    focus_y real not null default 0.5, uploaded_by uuid references person (id), created_at timestamptz not null,
    example boolean not null default false)`,
  `create table asset_rendition (
    asset_id uuid not null references asset (id), recipe text not null, file text not null, media_type text not null,
    bytes bigint not null, sha256 text not null, width int not null, height int not null, primary key (asset_id, recipe))`,
]

const posts = [
  `create table post (
    id uuid primary key, title text not null, content jsonb not null, audiences jsonb not null default '[]',
    language text not null default 'en-GB', state text not null, publish_at timestamptz, publish_local text,
    version int not null default 1, author_id uuid references person (id), submitted_by uuid, submitted_at timestamptz,
    created_at timestamptz not null, updated_at timestamptz not null, updated_by uuid, deleted_at timestamptz,
    example boolean not null default false)`,
  `create index post_updated on post (updated_at desc)`,
  `create index post_publish on post (publish_at)`,
  `create table post_target (
    post_id uuid not null references post (id), account_id uuid not null references account (id), position int not null,
    digest text, primary key (post_id, account_id))`,
  `create index post_target_account on post_target (account_id)`,
  `create table post_contributor (
    post_id uuid not null references post (id), person_id uuid not null references person (id), primary key (post_id, person_id))`,
  `create table post_revision (
    post_id uuid not null references post (id), version int not null, snapshot jsonb not null, person_id uuid not null,
    at timestamptz not null, primary key (post_id, version))`,
  `create table post_seen (
    post_id uuid not null references post (id), person_id uuid not null, version int not null, at timestamptz not null,
    primary key (post_id, person_id))`,
  `create table approval (
    id uuid primary key, post_id uuid not null references post (id), account_id uuid not null references account (id),
    digest text not null, decision text not null, note text not null default '', person_id uuid not null references person (id),
    at timestamptz not null, voided_at timestamptz, voided_because text)`,
  `create index approval_post on approval (post_id)`,
  `create table post_comment (
    id uuid primary key, post_id uuid not null references post (id), person_id uuid not null references person (id),
    text text not null, at timestamptz not null, resolved_at timestamptz, resolved_by uuid)`,
  `create index post_comment_post on post_comment (post_id)`,
  // A publication is one target's sending. The row is also the queue: whoever moves it to claimed has it, for the lease.
  `create table publication (
    id uuid primary key, post_id uuid not null references post (id), account_id uuid not null references account (id),
    network text not null, digest text not null, manifest jsonb not null, parts jsonb not null default '[]',
    due_at timestamptz not null, miss_after timestamptz not null, next_at timestamptz not null, state text not null, version int not null default 1,
    attempt int not null default 0, lease_by text, lease_until timestamptz, claimed_at timestamptz, intended_at timestamptz,
    sent_at timestamptz, published_at timestamptz, verified_at timestamptz, outcome jsonb, url text,
    removed_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null, example boolean not null default false)`,
  `create index publication_due on publication (next_at) where state in ('due', 'unknown', 'published') and lease_until is null`,
  `create index publication_next on publication (account_id, state, next_at, id) where lease_until is null`,
  `create index publication_leased on publication (lease_until) where lease_until is not null`,
  `create index publication_post on publication (post_id)`,
  `create index publication_account on publication (account_id, due_at)`,
  `create table correction (
    id uuid primary key, publication_id uuid not null references publication (id), part int not null, text text not null,
    reason text not null, proposed_by uuid not null references person (id), at timestamptz not null,
    decision text, decided_by uuid references person (id), decided_at timestamptz)`,
  `create index correction_publication on correction (publication_id)`,
  // At most one correction of a publication may wait at a time.
  `create unique index correction_open on correction (publication_id) where decision is null`,
  // At most one sending of a target may be under way or done; a new one needs the old to be over without a post.
  `create unique index publication_once on publication (post_id, account_id)
    where state in ('due', 'claimed', 'intended', 'sent', 'reconciling', 'unknown', 'paused', 'blocked', 'published', 'verified')`,
]

const networks = [
  `create table practice_post (
    id uuid primary key, account_id uuid not null, key text not null, text text not null, language text not null,
    media jsonb not null, link jsonb, root_id uuid, parent_id uuid, created_at timestamptz not null, edited_at timestamptz,
    deleted_at timestamptz, unique (account_id, key))`,
  `create index practice_post_account on practice_post (account_id, created_at desc)`,
  `create table practice_media (sha256 text primary key, media_type text not null, bytes bytea not null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...platform, ...people, ...policy, ...register, ...assets, ...posts, ...networks])
    await sql.raw(statement).execute(db)
}
