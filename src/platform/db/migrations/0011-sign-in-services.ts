import { type Kysely, sql } from 'kysely'

/** The institution's own sign-in services, and what is remembered while somebody is on the way through one. */

const services = [
  `create table sign_in_service (
    id uuid primary key, kind text not null check (kind in ('oidc', 'saml')), name text not null,
    position int not null default 0, enabled boolean not null default false, required boolean not null default false,
    settings jsonb not null, sealed text not null, created_by uuid references person (id),
    created_at timestamptz not null, changed_at timestamptz not null)`,
  // One way to a service and back. State, verifier and answer are sealed; browser and ticket are kept as hashes only.
  `create table sign_in_round (
    id uuid primary key, service_id uuid not null references sign_in_service (id) on delete cascade,
    purpose text not null check (purpose in ('sign-in', 'link', 'confirm', 'try')),
    state_hash text not null unique, browser_hash text not null, sealed text not null, back text not null,
    person_id uuid references person (id) on delete cascade, created_at timestamptz not null,
    expires_at timestamptz not null, answered_at timestamptz, ticket_hash text unique, sealed_answer text,
    done_at timestamptz)`,
  `create index sign_in_round_expires on sign_in_round (expires_at)`,
  `create index sign_in_round_tried on sign_in_round (service_id, person_id) where purpose = 'try'`,
  // Assertions and logout tokens that were taken: none is taken twice, by whichever process.
  `create table sign_in_seen (
    service_id uuid not null references sign_in_service (id) on delete cascade, token_hash text not null,
    until timestamptz not null, primary key (service_id, token_hash))`,
  `create table sign_in_fault (
    id uuid primary key, service_id uuid not null references sign_in_service (id) on delete cascade,
    code text not null, says text not null, detail text not null, at timestamptz not null)`,
  `create index sign_in_fault_service on sign_in_fault (service_id, at desc)`,
]

const people = [
  // Who may sign in here although everybody else has to come through a service.
  `alter table person add column break_glass boolean not null default false`,
  `update person set break_glass = true where id = (
    select p.id from person p join role_assignment r on r.person_id = p.id and r.role = 'it'
    where p.state = 'active' and not p.example order by p.created_at, p.id limit 1)`,
  `alter table session
    add column service_id uuid references sign_in_service (id) on delete cascade,
    add column service_subject text, add column service_sid text, add column sealed_hint text,
    add column last_until timestamptz`,
  `create index session_service on session (service_id, service_subject) where service_id is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...services, ...people]) await sql.raw(statement).execute(db)
}
