import type { Db, JsonColumn, Tx } from '#platform/db/index.ts'
import type { Pack } from './packs/pack.ts'

/** An edition as it is kept: the policy, its controls, and the files that it came from. Never changed once written. */
export type EditionContent = Omit<Pack, 'examples'> & { format: 1 }

declare module '#platform/db/types.ts' {
  interface Tables {
    policy_edition: {
      id: string
      pack: string
      edition: number
      digest: string
      content: JsonColumn<EditionContent>
      in_force_from: string
      imported_at: string
    }
  }
}

export interface EditionRow {
  id: string
  pack: string
  edition: number
  digest: string
  content: EditionContent
  inForceFrom: string
}

const columns = ['id', 'pack', 'edition', 'digest', 'content', 'in_force_from as inForceFrom'] as const

export async function latestEdition(db: Db | Tx, pack: string): Promise<EditionRow | null> {
  const row = await db
    .selectFrom('policy_edition')
    .select(columns)
    .where('pack', '=', pack)
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** The id alone of the edition in force: asked for at every check, so the content is left out. */
export async function idInForce(db: Db | Tx, at: string): Promise<string | null> {
  const row = await db
    .selectFrom('policy_edition')
    .select('id')
    .where('in_force_from', '<=', at)
    .orderBy('in_force_from', 'desc')
    .orderBy('edition', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function editionById(db: Db | Tx, id: string): Promise<EditionRow | null> {
  const row = await db.selectFrom('policy_edition').select(columns).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export function allEditions(db: Db | Tx): Promise<EditionRow[]> {
  return db
    .selectFrom('policy_edition')
    .select(columns)
    .orderBy('in_force_from', 'desc')
    .orderBy('edition', 'desc')
    .execute()
}
