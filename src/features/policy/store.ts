import { sql } from 'kysely'
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
    policy_adoption: {
      id: string
      /** Null: from then on the baseline alone. */
      pack: string | null
      since: string
      person_id: string | null
      at: string
    }
  }
}

/** The pack that comes with the product and holds everywhere. */
export const baselinePack = 'baseline'

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

/** The ids alone of the editions in force: asked for at every check, so the contents are left out. */
export async function idsInForce(
  db: Db | Tx,
  at: string,
): Promise<{ baseline: string | null; own: string | null }> {
  const { rows } = await sql<{ id: string; pack: string }>`
    select distinct on (pack) id, pack from policy_edition
    where in_force_from <= ${at} and (pack = ${baselinePack}
      or pack = (select pack from policy_adoption where since <= ${at} order by since desc, at desc limit 1))
    order by pack, in_force_from desc, edition desc`.execute(db)
  const idOf = (isBaseline: boolean) =>
    rows.find(({ pack }) => (pack === baselinePack) === isBaseline)?.id ?? null
  return { baseline: idOf(true), own: idOf(false) }
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
