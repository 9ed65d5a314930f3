import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'

/** How many posts show an image, thrown-away drafts left out. */
export async function usesOfAsset(db: Db, assetId: string): Promise<number> {
  const found = await sql<{ uses: number }>`
    select count(*) as uses from post
    where deleted_at is null and content::text like ${`%${assetId}%`}`.execute(db)
  return found.rows[0]?.uses ?? 0
}
