import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'

export interface Column {
  name: string
  /** As PostgreSQL writes it: `timestamp with time zone`. */
  type: string
}

export interface Table {
  name: string
  columns: Column[]
}

/**
 * What is not kept: who is signed in or tries to, answers kept for repeated requests, connections half made, and which
 * process is alive. The job queue has a schema of its own and stays out too: restored jobs would send letters again.
 */
const passing = new Set([
  'session',
  'sign_in_attempt',
  'sign_in_round',
  'sign_in_seen',
  'sign_in_fault',
  'idempotency',
  'connect_attempt',
  'heartbeat',
  'network_lock',
  'kysely_migration',
  'kysely_migration_lock',
])

/** The tables that a backup holds, with their columns, in the order of their names. */
export async function keptTables(db: Db | Tx): Promise<Table[]> {
  const { rows } = await sql<{ name: string; columns: Column[] }>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = current_schema() and c.relkind in ('r', 'p')
    group by c.relname order by c.relname`.execute(db)
  return rows.filter((table) => !passing.has(table.name))
}

/** A name of a table or column, as an identifier. Names come from the database's own catalogue. */
const ref = (name: string) => sql.ref(name)

const isJson = (column: Column): boolean => column.type === 'json' || column.type === 'jsonb'

/** Rows as lines of JSON. JSON columns become text, so that an SQL null and a JSON null stay two things. */
export function selectRows(table: Table) {
  const columns = table.columns.map((column) =>
    isJson(column) ? sql`${ref(column.name)}::text as ${ref(column.name)}` : ref(column.name),
  )
  return sql`select row_to_json(r)::text as line from (select ${sql.join(columns)} from ${ref(table.name)}) r`
}

/** Puts lines made by `selectRows` into the table. */
export async function insertRows(tx: Tx, table: Table, lines: string[]): Promise<number> {
  const names = table.columns.map((column) => ref(column.name))
  const values = table.columns.map((column) =>
    isJson(column) ? sql`${ref(column.name)}::${sql.raw(column.type)}` : ref(column.name),
  )
  const shape = table.columns.map(
    (column) => sql`${ref(column.name)} ${sql.raw(isJson(column) ? 'text' : column.type)}`,
  )
  const { numAffectedRows } = await sql`
    insert into ${ref(table.name)} (${sql.join(names)})
    select ${sql.join(values)} from json_to_recordset(${`[${lines.join(',')}]`}::text::json) as r(${sql.join(shape)})`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** Big values are read few at a time. */
export const rowsAtOnce = (table: Table): number =>
  table.columns.some((column) => column.type === 'bytea') ? 4 : 500
