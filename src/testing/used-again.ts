import { PGlite } from '@electric-sql/pglite'
import { databaseOn, type Database } from '#platform/db/index.ts'
import { migratedDatabase } from './migrated-database.ts'

/** Starting the built-in engine takes a hundred times as long as emptying it, so a process keeps those it has. */
const free: Fresh[] = []

interface Fresh {
  pglite: PGlite
  /** Puts everything back as the migrations left it. */
  empty(): Promise<void>
}

/** A fresh built-in database in memory. One whose shape was changed is not used again. */
export async function freshBuiltIn(): Promise<Database> {
  const fresh = free.pop() ?? (await start())
  return databaseOn(fresh.pglite, async () => {
    if (fresh.pglite.closed) return
    try {
      await fresh.empty()
      free.push(fresh)
    } catch {
      // A test left it in a state that can't be cleared, or changed its shape: the next one starts another.
      await fresh.pglite.close()
    }
  })
}

async function start(): Promise<Fresh> {
  const pglite = await PGlite.create({ loadDataDir: await migratedDatabase() })
  const shape = await shapeOf(pglite)
  const statements = await emptying(pglite)
  return {
    pglite,
    async empty() {
      // The next one's session begins by itself with everything else set back.
      await pglite.exec('rollback')
      if ((await shapeOf(pglite)) !== shape)
        throw new Error('The tables are no longer those of the migrations.')
      await pglite.exec(statements)
    },
  }
}

/** Every column, index, trigger and function there is, as one string. */
async function shapeOf(pglite: PGlite): Promise<string> {
  const { rows } = await pglite.query<{ shape: string }>(`
    select md5(string_agg(line, ',' order by line)) as shape from (
      select 'c' || attrelid || ' ' || attnum || ' ' || atttypid || ' ' || attnotnull as line
        from pg_attribute where attrelid >= 16384 and attnum > 0
      union all select 'i' || oid || relname from pg_class where oid >= 16384 and relkind <> 't'
      union all select 't' || oid || tgenabled::text from pg_trigger where oid >= 16384
      union all select 'k' || oid from pg_constraint where oid >= 16384
      union all select 'f' || oid || md5(prosrc) from pg_proc where oid >= 16384
    ) as lines`)
  return rows[0]?.shape ?? ''
}

/** The statements that take away all rows but those that the migrations wrote. */
async function emptying(pglite: PGlite): Promise<string> {
  const { rows: tables } = await pglite.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const { rows: sequences } = await pglite.query<{ name: string }>(
    `select format('%I.%I', schemaname, sequencename) as name from pg_sequences where last_value is null`,
  )
  const kept: string[] = []
  for (const { name } of tables) {
    const { rows } = await pglite.query<{ all: string | null }>(
      `select json_agg(t)::text as all from ${name} t`,
    )
    const all = rows[0]?.all
    if (all)
      kept.push(
        `insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, '${all.replaceAll("'", "''")}')`,
      )
  }
  return [
    'begin',
    // No trigger and no foreign key has a say in this: the log keeps its rows otherwise.
    "set local session_replication_role = 'replica'",
    ...tables.map(({ name }) => `delete from ${name}`),
    ...kept,
    ...sequences.map(({ name }) => `alter sequence ${name} restart`),
    'commit',
  ].join(';\n')
}
