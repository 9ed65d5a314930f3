import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { refuseNewer, restore } from '#app/backup/restore.ts'
import { verifyArchive } from '#app/backup/read.ts'
import { systemClock } from '#platform/clock/index.ts'
import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { knownMigrations, openDatabase } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { out } from './say.ts'
import { verifyHere } from './verify-here.ts'

/** `rostrum restore <file>`. */
export async function restoreCommand(given: string): Promise<number> {
  const config = readConfig(readEnvironment())
  const file = resolve(given)
  const manifest = await verifyArchive(file)
  refuseNewer(manifest, knownMigrations)
  out(`The archive is whole: Rostrum ${manifest.rostrum}, ${manifest.at}, ${manifest.files} files.`)
  const fresh = !config.databaseUrl && !existsSync(join(config.dataFolder, 'db'))
  const database = await openDatabase({
    url: config.databaseUrl,
    folder: config.databaseUrl ? null : config.dataFolder,
  })
  try {
    const files = await openFileStore(config.storage)
    const done = await restore(file, manifest, {
      database,
      files,
      clock: systemClock,
      keyFile: config.keyFile,
    })
    out(`Restored ${done.rows} rows and ${done.files} files${fresh ? ` into ${config.dataFolder}` : ''}.`)
    for (const name of done.migrated) out(`Brought up to date: ${name}`)
    const { paused, unknown } = done.settled
    if (paused > 0)
      out(`${paused} posts that waited to be sent are held; somebody decides about each under “Paused”.`)
    if (unknown > 0)
      out(
        `${unknown} posts were being sent when the backup was made; look on the networks whether they are there.`,
      )
    return await verifyHere([], database.db, done.keys, out)
  } finally {
    await database.close()
  }
}
