import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BackupFault, type Manifest } from '#app/backup/manifest.ts'
import { makeBackup } from '#app/backup/make.ts'
import { verifyArchive } from '#app/backup/read.ts'
import { version } from '#app/version.ts'
import { systemClock } from '#platform/clock/index.ts'
import { readConfig, readEnvironment, type Config } from '#platform/config/index.ts'
import type { Database } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { order } from './control-client.ts'
import { withDatabase } from './open.ts'
import { note, out } from './say.ts'

const usualName = (): string =>
  `rostrum-${systemClock.now().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}.tar.gz`

async function write(config: Config, database: Database, part: string, withKeys: boolean): Promise<void> {
  await makeBackup(
    {
      database,
      files: await openFileStore(config.storage),
      clock: systemClock,
      version,
      keys: loadKeys(config.keyFile, false),
      keyFile: withKeys ? readFileSync(config.keyFile) : null,
      spoolIn: dirname(part),
    },
    createWriteStream(part, { mode: 0o600, flush: true }),
  )
}

async function fetchFromRunning(config: Config, part: string, withKeys: boolean): Promise<void> {
  note('Rostrum is running; it makes the backup itself.')
  const answer = await order(config.dataFolder, 'GET', withKeys ? '/backup?keys' : '/backup')
  await pipeline(answer, createWriteStream(part, { mode: 0o600, flush: true }))
}

export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

const rowsOf = (manifest: Manifest): number =>
  Object.values(manifest.tables).reduce((sum, rows) => sum + rows, 0)

/** `rostrum backup [file] [--with-keys]`. What it writes is read back and checked before it gets its name. */
export async function backupCommand(
  given: string | undefined,
  options: { withKeys?: boolean },
): Promise<number> {
  const config = readConfig(readEnvironment())
  const file = resolve(given ?? usualName())
  const part = `${file}.part`
  const withKeys = options.withKeys ?? false
  if (existsSync(file)) throw new BackupFault(`${file} exists already. Choose another name.`)
  if (!existsSync(dirname(file)))
    throw new BackupFault(`There is no folder ${dirname(file)}. Make it first, or choose another.`)
  try {
    await withDatabase(
      config,
      (database) => write(config, database, part, withKeys),
      () => fetchFromRunning(config, part, withKeys),
    )
    const manifest = await verifyArchive(part)
    await rename(part, file)
    out(
      `${file}: ${rowsOf(manifest)} rows, ${manifest.files} files, ${sizeOf((await stat(file)).size)}, read back and whole.`,
    )
  } finally {
    await rm(part, { force: true })
  }
  if (withKeys)
    note(
      'The archive holds the keys: whoever has it can open every sealed secret. Keep it as you would keep them.',
    )
  else
    note(
      `The keys are not in it. Keep a copy of ${config.keyFile} in another place: without it the backup cannot be restored.`,
    )
  return 0
}
