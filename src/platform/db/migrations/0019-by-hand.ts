import { type Kysely, sql } from 'kysely'

/** Publications that a person carries out, because no program may publish on their network. */

const publications = [
  // Said when it is put on the schedule: what was approved to be posted by hand is never sent by a worker.
  `alter table publication add column by_hand boolean not null default false`,
  `create index publication_by_hand on publication (next_at) where by_hand and state in ('due', 'handed')`,
  // What is in people's hands may be out any moment, so it counts as under way.
  `drop index publication_once`,
  `create unique index publication_once on publication (post_id, account_id)
    where state in ('due', 'handed', 'claimed', 'intended', 'sent', 'reconciling', 'unknown', 'paused', 'blocked',
      'published', 'verified')`,
]

const handing = [
  `create table by_hand_screenshot (
    id uuid primary key, publication_id uuid not null references publication (id) on delete cascade,
    sha256 text not null, media_type text not null, bytes int not null, width int not null, height int not null,
    uploaded_by uuid references person (id) on delete set null, uploaded_at timestamptz not null)`,
  `create index by_hand_screenshot_publication on by_hand_screenshot (publication_id)`,
  // \`entry_id\`: the record of what was done, with the words as posted where they differ.
  `create table by_hand_post (
    publication_id uuid primary key references publication (id) on delete cascade, handed_at timestamptz not null,
    taken_by uuid references person (id) on delete set null, taken_at timestamptz,
    posted_at timestamptz, recorded_at timestamptz, recorded_by uuid references person (id) on delete set null,
    differs boolean not null default false, entry_id uuid,
    screenshot_id uuid references by_hand_screenshot (id) on delete set null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...publications, ...handing]) await sql.raw(statement).execute(db)
}
