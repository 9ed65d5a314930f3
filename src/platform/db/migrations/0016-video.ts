import { type Kysely, sql } from 'kysely'

/** Videos among the images: what probing found, the picture that stands for each, and their captions. */

const assets = [
  // How long it is and how it is encoded; empty of an image.
  `alter table asset add column video jsonb`,
  `alter table asset add column cover_id uuid references asset (id) on delete set null`,
  // Why a video with sound needs no captions, as somebody declared.
  `alter table asset add column speech text check (speech in ('none', 'in-picture'))`,
]

const captions = [
  // Each form in the file store is named by its digest, so that what was approved stays there when they are corrected.
  `create table asset_captions (
    asset_id uuid not null references asset (id) on delete cascade, language text not null, cues int not null,
    vtt_sha256 text not null, srt_sha256 text not null, updated_by uuid references person (id) on delete set null,
    updated_at timestamptz not null, primary key (asset_id, language))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...assets, ...captions]) await sql.raw(statement).execute(db)
}
