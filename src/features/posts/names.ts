import type { Db } from '#platform/db/index.ts'

export type Names = Map<string, string>

/** Names of people by their ids. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** A person as views show them. */
export const ref = (names: Names, id: string) => ({ id, name: names.get(id) ?? 'Somebody who has left' })
