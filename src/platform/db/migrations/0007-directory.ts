import { type Kysely, sql } from 'kysely'

/** Who the institution's directory says somebody is, and what its groups mean here. */

const people = [
  // Held beside the name, so that 20,000 people are searched without reading each row twice.
  `alter table person add column search text generated always as (lower(name || ' ' || email)) stored,
    add column left_by text`,
  `create index person_list on person (state, lower(name), id)`,
  `alter table session add column method text, add column second_factor text`,
  // What the directory gave, it may take; what a person gave stays.
  `alter table role_assignment add column by_mapping boolean not null default false`,
  `alter table office_holding add column by_mapping boolean not null default false`,
  `create index office_holding_person on office_holding (person_id)`,
  `create index role_assignment_role on role_assignment (role)`,
  `create index unit_parent on unit (parent_id)`,
  `create table person_unit (
    id uuid primary key, person_id uuid not null references person (id),
    unit_id uuid not null references unit (id) on delete cascade, coordinator boolean not null default false,
    by_mapping boolean not null default false, since timestamptz not null, until timestamptz)`,
  `create unique index person_unit_open on person_unit (person_id, unit_id, by_mapping) where until is null`,
  `create index person_unit_unit on person_unit (unit_id) where until is null`,
]

const directory = [
  // One person as one service knows them. For SCIM the id is the resource's, and the resource is kept as it was given.
  `create table identity (
    id uuid primary key, person_id uuid not null references person (id), service_kind text not null, service_id text not null,
    subject text not null, user_name text, external_id text, active boolean not null default true,
    groups jsonb not null default '[]', attributes jsonb not null default '{}', resource jsonb,
    version int not null default 1, created_at timestamptz not null, updated_at timestamptz not null,
    seen_at timestamptz, unique (service_kind, service_id, subject))`,
  `create index identity_person on identity (person_id)`,
  `create unique index identity_user_name on identity (lower(user_name)) where service_kind = 'scim'`,
  `create index identity_external on identity (external_id) where service_kind = 'scim'`,
  `create index identity_scim on identity (created_at, id) where service_kind = 'scim'`,
  `create table directory_group (
    id uuid primary key, display_name text not null, external_id text, version int not null default 1,
    created_at timestamptz not null, updated_at timestamptz not null)`,
  `create unique index directory_group_name on directory_group (lower(display_name))`,
  `create index directory_group_external on directory_group (external_id)`,
  `create table directory_member (
    group_id uuid not null references directory_group (id) on delete cascade,
    identity_id uuid not null references identity (id) on delete cascade, primary key (group_id, identity_id))`,
  `create index directory_member_identity on directory_member (identity_id)`,
  // Attribute null: the value is a group. One rule gives one thing.
  `create table directory_rule (
    id uuid primary key, attribute text, value text not null, gives text not null, unit_id uuid references unit (id),
    role text, office_id text references office (id), created_by uuid references person (id), created_at timestamptz not null)`,
  `create unique index directory_rule_once on directory_rule (
    lower(coalesce(attribute, '')), lower(value), gives, coalesce(unit_id::text, role, office_id))`,
  `create table scim_token (
    id uuid primary key, name text not null, token_hash text not null unique, created_by uuid references person (id),
    created_at timestamptz not null, expires_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...people, ...directory]) await sql.raw(statement).execute(db)
}
