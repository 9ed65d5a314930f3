import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Logger } from '../log/index.ts'
import { startLoop, type Loop } from './loop.ts'

/**
 * Clears away dead rows and counts anew in every table of which enough has changed: what a PostgreSQL server’s
 * autovacuum does, with its usual thresholds, and the built-in database has nobody for. Plans that are kept are made
 * anew with it. Answers the names of the tables.
 */
export async function vacuumChanged(db: Db): Promise<string[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, relname as name from pg_stat_user_tables
    where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`.execute(db)
  for (const { schema, name } of rows) await sql`vacuum (analyze) ${sql.id(schema, name)}`.execute(db)
  return rows.map(({ schema, name }) => `${schema}.${name}`)
}

/** Looks once a minute. */
export function startUpkeep(db: Db, log: Logger): Loop {
  return startLoop({
    name: 'database.upkeep',
    every: 60_000,
    log,
    async run() {
      const tables = await vacuumChanged(db)
      if (tables.length > 0) log.debug({ tables }, 'tables were vacuumed')
    },
  })
}
