import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config/index.ts'
import { DataFolderInUse, migrationState, openDatabase, type Database } from '#platform/db/index.ts'
import { Stop } from './stop.ts'

/** The database of this configuration, as it is. The caller closes it. Makes no folder where there is none. */
export async function openExisting(config: Config): Promise<Database> {
  if (!config.databaseUrl && !existsSync(join(config.dataFolder, 'db')))
    throw new Stop(
      `There is no database in ${config.dataFolder} yet. Start Rostrum once, or say where it is with ROSTRUM_DATA.`,
    )
  return openDatabase({ url: config.databaseUrl, folder: config.databaseUrl ? null : config.dataFolder })
}

/** The same, when it is as this version wants it. */
export async function openCurrent(config: Config): Promise<Database> {
  const database = await openExisting(config)
  try {
    const { applied, pending } = await migrationState(database.db)
    if (applied.length === 0) throw new Stop('The database is empty: Rostrum was never started on it.')
    if (pending.length > 0)
      throw new Stop('The database is of an older Rostrum. Run `rostrum migrate` first.')
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Does `work` with the open database; when a running Rostrum has it, `ask` that one instead. */
export async function withDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
  ask: () => Promise<T>,
): Promise<T> {
  let database: Database
  try {
    database = await openCurrent(config)
  } catch (error) {
    if (error instanceof DataFolderInUse) return ask()
    throw error
  }
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
