import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'

/** How many posts show an image, thrown-away drafts left out. */
export async function usesOfAsset(db: Db, assetId: string): Promise<number> {
  const found = await sql<{ uses: number }>`
    select count(*) as uses from post
    where deleted_at is null and content::text like ${`%${assetId}%`}`.execute(db)
  return found.rows[0]?.uses ?? 0
}

/**
 * Which of these a post, any revision of one, a publication or the content of a record shows: images and videos by
 * their identifiers, captions by their digests. Looked for in all that is written down: what is found may be too much,
 * and never too little.
 */
export async function imagesNeeded(db: Db, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${[...names]}::text[]) as wanted (id)
    where exists (select 1 from publication where manifest::text like '%' || wanted.id || '%')
      or exists (select 1 from post where content::text like '%' || wanted.id || '%')
      or exists (select 1 from post_revision where snapshot::text like '%' || wanted.id || '%')
      or exists (select 1 from ledger_content where content::text like '%' || wanted.id || '%')`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
