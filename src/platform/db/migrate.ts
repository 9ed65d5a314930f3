import { Migrator, type Migration } from 'kysely/migration'
import type { Kysely } from 'kysely'
import type { Db } from './types.ts'
import { migrations } from './migrations/index.ts'

/** The names of all migrations that this version knows, in their order. */
export const knownMigrations: readonly string[] = Object.keys(migrations)

/** The data was written by a newer Rostrum; going back would lose what only the newer one knows. */
export class NewerDatabase extends Error {
  readonly code = 'db.newer'
  constructor(names: string[]) {
    super(
      `This database belongs to a newer Rostrum (it has had ${names.join(', ')}, which this one does not know). ` +
        'Start the newer version, or restore a backup made by this one with `rostrum restore`.',
    )
  }
}

/** What has been applied and what has not. Throws `NewerDatabase`. */
export async function migrationState(db: Db): Promise<{ applied: string[]; pending: string[] }> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const known = Object.keys(migrations)
  if (!tables.some((table) => table.name === 'kysely_migration')) return { applied: [], pending: known }
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  const applied = rows.map((row) => row.name)
  const unknown = applied.filter((name) => !(name in migrations))
  if (unknown.length > 0) throw new NewerDatabase(unknown)
  return { applied, pending: known.filter((name) => !applied.includes(name)) }
}

/**
 * Brings the database up to date, all or nothing; with `upTo`, to that migration, for loading what an older version
 * wrote. Safe to call from several processes at once. Answers what was applied.
 */
export async function migrate(db: Db, upTo?: string): Promise<string[]> {
  const { applied, pending } = await migrationState(db)
  if (pending.length === 0 || (upTo !== undefined && applied.includes(upTo))) return []
  const provider = { getMigrations: (): Promise<Record<string, Migration>> => Promise.resolve(migrations) }
  const migrator = new Migrator({ db, provider })
  const { error, results } = await (upTo === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(upTo))
  if (error)
    throw error instanceof Error
      ? error
      : new Error('The database could not be brought up to date.', { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}
