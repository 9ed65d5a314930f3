import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db/index.ts'
import { idsInForce } from '../store.ts'
import type { EditionRow } from '../store.ts'

/** An edition in the list of all; its content is left out. */
export interface ListedEdition {
  id: string
  pack: string
  edition: number
  title: string
  inForceFrom: string
  standing: 'in force' | 'to come' | 'past'
}

/** All editions, the newest first, and how each stands at an instant. */
export async function listEditions(db: Db, at: string): Promise<ListedEdition[]> {
  const now = await idsInForce(db, at)
  const rows = await db
    .selectFrom('policy_edition')
    .select(['id', 'pack', 'edition', 'in_force_from as inForceFrom'])
    .select(sql<string>`content -> 'frontMatter' ->> 'title'`.as('title'))
    .orderBy('in_force_from', 'desc')
    .orderBy('edition', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    standing:
      row.id === now.own || row.id === now.baseline
        ? ('in force' as const)
        : row.inForceFrom > at
          ? ('to come' as const)
          : ('past' as const),
  }))
}

export async function editionAt(db: Db, pack: string, edition: number): Promise<EditionRow | null> {
  if (!z.int32().safeParse(edition).success) return null
  const row = await db
    .selectFrom('policy_edition')
    .select(['id', 'pack', 'edition', 'digest', 'content', 'in_force_from as inForceFrom'])
    .where('pack', '=', pack)
    .where('edition', '=', edition)
    .executeTakeFirst()
  return row ?? null
}

/** The ids of the editions that have a clause. */
export async function editionsWithClause(db: Db, clause: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from policy_edition where exists (
      select 1 from jsonb_array_elements(content -> 'clauses') as one where one ->> 'id' = ${clause})`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}
