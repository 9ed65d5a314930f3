import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'

interface Reference {
  child: string
  column: string
  /** What it points to in the table above. */
  key: string
  optional: boolean
}

/** Every reference to a table that the database would not settle by itself, as the database knows them. */
async function referencesTo(tx: Tx, table: string): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select child.relname as child, own.attname as "column", above.attname as key, not own.attnotnull as optional
    from pg_constraint c
    join pg_class child on child.oid = c.conrelid
    join pg_attribute own on own.attrelid = c.conrelid and own.attnum = c.conkey[1]
    join pg_attribute above on above.attrelid = c.confrelid and above.attnum = c.confkey[1]
    where c.contype = 'f' and c.confdeltype = 'a' and c.confrelid = to_regclass(${table})`.execute(tx)
  return rows
}

/**
 * Lets go of everything that points to these rows: where a column may be empty it is emptied, other rows are deleted
 * with all that hangs on them. So a room that comes later needs no line here. `keys` are ids of rows of `table`.
 */
export async function deleteHanging(tx: Tx, table: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  for (const { child, column, optional } of await referencesTo(tx, table)) {
    const pointing = sql`${sql.ref(column)}::text = any(${keys}::text[])`
    if (optional) {
      await sql`update ${sql.table(child)} set ${sql.ref(column)} = null where ${pointing}`.execute(tx)
      continue
    }
    const below = await referencesTo(tx, child)
    const [first] = below
    if (first) {
      const found = await sql<{ key: string }>`
        select ${sql.ref(first.key)}::text as key from ${sql.table(child)} where ${pointing}`.execute(tx)
      await deleteHanging(
        tx,
        child,
        found.rows.map(({ key }) => key),
      )
    }
    await sql`delete from ${sql.table(child)} where ${pointing}`.execute(tx)
  }
}
