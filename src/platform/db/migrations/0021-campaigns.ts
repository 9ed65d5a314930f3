import { type Kysely, sql } from 'kysely'

/** Campaigns, and posts that come in many at a time: from a spreadsheet, or as copies of another campaign's. */

const campaigns = [
  `create table campaign (
    id uuid primary key, name text not null, purpose text not null default '', objective text not null default '',
    objective_id uuid references objective (id) on delete set null,
    first_day text, last_day text, owner_id uuid references person (id) on delete set null,
    state text not null default 'open' check (state in ('open', 'ended')), ended_at timestamptz,
    copied_from uuid references campaign (id) on delete set null,
    version int not null default 1, created_by uuid references person (id) on delete set null,
    created_at timestamptz not null, example boolean not null default false)`,
  `create index campaign_state on campaign (state, created_at)`,
  `alter table post add column campaign_id uuid references campaign (id) on delete set null`,
  `alter table post add column copied_from uuid references post (id) on delete set null`,
  `create index post_campaign on post (campaign_id) where campaign_id is not null`,
  `create index post_copied_from on post (copied_from) where copied_from is not null`,
]

const imports = [
  `create table campaign_import (
    id uuid primary key, person_id uuid references person (id) on delete set null, file_name text not null,
    format text not null, sha256 text not null, headings jsonb not null, above jsonb not null, lines int not null,
    mapping jsonb not null, state text not null
      check (state in ('checking', 'checked', 'running', 'stopped', 'done')),
    revision int not null default 1, checked int not null default 0, to_make int not null default 0, made int not null default 0,
    campaign_id uuid references campaign (id) on delete set null,
    created_at timestamptz not null, moved_at timestamptz,
    started_by uuid references person (id) on delete set null, finished_at timestamptz, fault text)`,
  `create index campaign_import_person on campaign_import (person_id, created_at)`,
  `create index campaign_import_sha on campaign_import (sha256)`,
  `create index campaign_import_moving on campaign_import (moved_at) where state in ('checking', 'running')`,
  // The import and the line are the key: one line makes one post, however often it is tried.
  `create table campaign_import_line (
    import_id uuid not null references campaign_import (id) on delete cascade, line int not null,
    cells jsonb not null, verdict text check (verdict in ('ready', 'settle', 'mend')),
    result jsonb, left_out boolean not null default false, done boolean not null default false,
    content_key text, post_id uuid references post (id) on delete set null,
    primary key (import_id, line))`,
  `create index campaign_import_line_wanted on campaign_import_line (import_id, verdict, line)`,
  `create index campaign_import_line_key on campaign_import_line (content_key) where post_id is not null`,
  `create index campaign_import_line_post on campaign_import_line (post_id) where post_id is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...campaigns, ...imports]) await sql.raw(statement).execute(db)
}
