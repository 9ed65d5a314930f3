import { type Kysely, sql } from 'kysely'

/** Policies of the institution's own: their drafts, who approved them, who has read them, and what they make wait. */

const institution = [
  // What only the institution knows, and the checks ask: see `InstitutionForCheck`.
  `alter table institution
    add column topics jsonb not null default '[]', add column election_periods jsonb not null default '[]',
    add column student_numbers jsonb not null default '[]', add column welsh boolean not null default false`,
  `update institution set welsh = true where nation = 'Wales'`,
  `alter table asset add column people text, add column people_note text not null default ''`,
  `alter table office add column email text, add column telephone text`,
]

const policies = [
  // Which policy, beside the baseline, is the institution's own from when on; a pack of null is none.
  `create table policy_adoption (
    id uuid primary key, pack text, since timestamptz not null, person_id uuid references person (id), at timestamptz not null)`,
  `create table policy_draft (
    id uuid primary key, pack text not null, title text not null, based_on uuid references policy_edition (id),
    source jsonb not null, version int not null default 1, state text not null, in_force_from timestamptz,
    edition_id uuid references policy_edition (id), created_by uuid not null references person (id),
    created_at timestamptz not null, updated_by uuid not null references person (id), updated_at timestamptz not null)`,
  // At most one draft of a policy is worked on at a time, so that two people never approve two next editions.
  `create unique index policy_draft_open on policy_draft (pack) where state in ('writing', 'in-review')`,
  `create table policy_draft_writer (
    draft_id uuid not null references policy_draft (id), person_id uuid not null references person (id),
    primary key (draft_id, person_id))`,
  `create table policy_approval (
    id uuid primary key, draft_id uuid not null references policy_draft (id), office_id text not null, digest text not null,
    decision text not null, note text not null default '', person_id uuid not null references person (id),
    at timestamptz not null, voided_at timestamptz)`,
  `create index policy_approval_draft on policy_approval (draft_id)`,
]

const acknowledgements = [
  `create table acknowledgement (
    person_id uuid not null references person (id), edition_id uuid not null references policy_edition (id),
    at timestamptz not null, primary key (person_id, edition_id))`,
  `create table acknowledgement_request (
    person_id uuid not null references person (id), edition_id uuid not null references policy_edition (id),
    asked_at timestamptz not null, reminded_at timestamptz, reminders int not null default 0,
    primary key (person_id, edition_id))`,
]

const waivers = [
  // `subject` is "account:<id>", "unit:<id>", "post:<id>" or "everything".
  `create table waiver (
    id uuid primary key, clause text not null, control text, subject text not null, reason text not null,
    since timestamptz not null, until timestamptz not null, given_by uuid not null references person (id),
    at timestamptz not null, ended_at timestamptz, ended_by uuid references person (id), ended_because text)`,
  `create index waiver_subject on waiver (subject)`,
]

const holds = [
  // A finding that makes a post wait: from when until when, and who asked and who let it go sooner. One that no longer
  // speaks is gone, and keeps its beginning in case it comes back.
  `create table post_hold (
    id uuid primary key, post_id uuid not null references post (id), finding_id text not null, control text not null,
    clause text not null, since timestamptz not null, until timestamptz not null, office_id text,
    gone_at timestamptz, asked_at timestamptz, asked_by uuid references person (id), released_at timestamptz, released_by uuid references person (id), release_reason text,
    unique (post_id, finding_id))`,
  // An office was asked about a finding, and what it said.
  `create table post_consultation (
    id uuid primary key, post_id uuid not null references post (id), finding_id text not null, control text not null,
    clause text not null, office_id text not null, asked_by uuid not null references person (id), asked_at timestamptz not null,
    answered_by uuid references person (id), answered_at timestamptz, agreed boolean, note text not null default '')`,
  `create index post_consultation_post on post_consultation (post_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...institution, ...policies, ...acknowledgements, ...waivers, ...holds])
    await sql.raw(statement).execute(db)
}
