import type { Db } from '#platform/db/index.ts'
import { editionById, type EditionRow } from '../store.ts'

/** The edition of the same policy before this one. */
export async function editionBefore(
  db: Db,
  { pack, edition }: Pick<EditionRow, 'pack' | 'edition'>,
): Promise<EditionRow | null> {
  const row = await db
    .selectFrom('policy_edition')
    .select('id')
    .where('pack', '=', pack)
    .where('edition', '<', edition)
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  return row ? editionById(db, row.id) : null
}

/** The edition of a policy that was the current one at an instant, whether or not the institution kept to it. */
export async function editionOfPackAt(db: Db, pack: string, at: string): Promise<EditionRow | null> {
  const row = await db
    .selectFrom('policy_edition')
    .select('id')
    .where('pack', '=', pack)
    .where('in_force_from', '<=', at)
    .orderBy('in_force_from', 'desc')
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  return row ? editionById(db, row.id) : null
}
