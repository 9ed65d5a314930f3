import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { migrate, migrationState, openDatabase } from '#platform/db/index.ts'
import { openExisting } from './open.ts'
import { out } from './say.ts'

/** `rostrum migrate [--check]`. */
export async function migrateCommand(options: { check?: boolean }): Promise<number> {
  const config = readConfig(readEnvironment())
  const database = options.check
    ? await openExisting(config)
    : await openDatabase({ url: config.databaseUrl, folder: config.databaseUrl ? null : config.dataFolder })
  try {
    const { applied, pending } = await migrationState(database.db)
    if (pending.length === 0) {
      out(`The database is up to date (${applied.at(-1) ?? 'no migrations'}).`)
      return 0
    }
    if (options.check) {
      for (const name of pending) out(`to be applied: ${name}`)
      return 1
    }
    for (const name of await migrate(database.db)) out(`applied: ${name}`)
    return 0
  } finally {
    await database.close()
  }
}
