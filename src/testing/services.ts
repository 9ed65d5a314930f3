import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabaseUrl } from './environment.ts'
import { copyOfMigrated } from './on-a-server.ts'
import { freshBuiltIn } from './used-again.ts'
import { manualClock, type ManualClock } from '#platform/clock/index.ts'
import { readConfig } from '#platform/config/index.ts'
import type { Database } from '#platform/db/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { openJobs, type Jobs, type KnownJob } from '#platform/jobs/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { createMailer } from '#platform/mail/index.ts'
import { createSealer } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'

export interface TestServices extends Services {
  clock: ManualClock
  database: Database
  close(): Promise<void>
}

const noJobs: Jobs = {
  enqueue: () => Promise.resolve(),
  handle: () => {},
  work: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  failures: () => Promise.resolve(0),
}

/** A fresh database: the built-in one in memory, or a new one on the server of the PostgreSQL leg. */
export async function testDatabase(): Promise<Database> {
  if (!testDatabaseUrl) return freshBuiltIn()
  return copyOfMigrated(testDatabaseUrl)
}

/** Real parts on a fresh database; only the clock stands still. `jobs` opens the real queue with these jobs known. */
export async function testServices(
  options: { now?: string; jobs?: readonly KnownJob[] } = {},
): Promise<TestServices> {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-test-'))
  const database = await testDatabase()
  const config = readConfig({
    ROSTRUM_DATA: folder,
    ROSTRUM_LOG: 'silent',
    ROSTRUM_URL: 'http://localhost:3000',
  })
  const log = createLogger('silent')
  const jobs = options.jobs ? await openJobs(database, log, options.jobs) : noJobs
  return {
    config,
    clock: manualClock(options.now ?? '2026-11-21T09:00:00Z'),
    log,
    db: database.db,
    jobs,
    files: await openFileStore(config.storage),
    mail: createMailer(config.mail),
    sealer: createSealer([{ id: 'test', key: randomBytes(32) }]),
    fetch: createGuardedFetch({ allowPrivate: [], userAgent: 'Rostrum test' }),
    database,
    async close() {
      if (options.jobs) await jobs.stop()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
