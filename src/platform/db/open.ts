import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { builtInPool } from './built-in.ts'
import { lockFolder } from './folder-lock.ts'
import { PreparingClient } from './preparing-client.ts'
import type { Db, Tables } from './types.ts'
import { watchWrites, type Changes } from './watch-writes.ts'

export type DatabaseKind = 'built-in' | 'postgresql'

export interface Database {
  db: Db
  kind: DatabaseKind
  /** Null when other processes may change it too. */
  changes: Changes | null
  /** The engine below, for the job queue, which speaks SQL of its own. */
  engine: { pglite: PGlite; pool: pg.Pool } | { url: string }
  close(): Promise<void>
}

/** The same types from both engines: instants as ISO strings, 64-bit and decimal numbers as numbers. */
const toIso = (text: string): string => new Date(text).toISOString()
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: toIso,
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
}
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format),
}

async function openBuiltIn(folder: string | null, copyOf: Blob | undefined): Promise<Database> {
  const release = folder ? lockFolder(folder) : () => {}
  try {
    if (folder) mkdirSync(join(folder, 'db'), { recursive: true, mode: 0o700 })
    const pglite = await PGlite.create({
      ...(folder ? { dataDir: join(folder, 'db') } : {}),
      ...(copyOf ? { loadDataDir: copyOf } : {}),
    })
    return databaseOn(pglite, async () => {
      if (!pglite.closed) await pglite.close()
      release()
    })
  } catch (error) {
    release()
    throw error
  }
}

/** The built-in database on an engine that runs already; `over` is asked when it is closed. */
export function databaseOn(pglite: PGlite, over: () => Promise<void>): Database {
  const pool = builtInPool(pglite, types)
  const { plugin, changes } = watchWrites()
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [plugin] })
  const close = async () => {
    await db.destroy()
    await over()
  }
  return { db, kind: 'built-in', changes, engine: { pglite, pool }, close }
}

function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    options: '-c TimeZone=UTC',
    types,
    Client: PreparingClient,
  })
  // Without a listener, an idle connection that breaks would end the process. The next query takes a new one.
  pool.on('error', () => {})
  // The same for one that breaks while it is lent out, between two statements of a transaction: the next one fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, kind: 'postgresql', changes: null, engine: { url }, close: () => db.destroy() }
}

/** Opens the database: a PostgreSQL server, or the built-in one in a folder (in memory when `folder` is null). */
export async function openDatabase(options: {
  url: string | null
  folder: string | null
  /** A dump of another built-in database to begin with. */
  copyOf?: Blob
}): Promise<Database> {
  return options.url ? openPostgres(options.url) : openBuiltIn(options.folder, options.copyOf)
}
