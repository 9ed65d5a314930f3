import { existsSync } from 'node:fs'
import { systemClock } from '#platform/clock/index.ts'
import type { Config } from '#platform/config/index.ts'
import { migrate, openDatabase, type Database } from '#platform/db/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { openJobs } from '#platform/jobs/index.ts'
import { createLogger, type Logger } from '#platform/log/index.ts'
import { createMailer } from '#platform/mail/index.ts'
import { createSealer, loadKeys, type Keys } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'
import { assetJobs } from '#features/assets/index.ts'
import { dutyJobs } from '#features/duties/index.ts'
import { noticeJobs } from '#features/notices/index.ts'
import { peopleJobs } from '#features/people/index.ts'
import { planJobs } from '#features/plans/index.ts'
import { policyJobs } from '#features/policy/index.ts'
import { postJobs } from '#features/posts/index.ts'
import { campaignJobs } from '#features/campaigns/index.ts'
import { registerJobs } from '#features/register/index.ts'
import { version } from './version.ts'

export interface Opened {
  services: Services
  database: Database
  keys: Keys
  close(): Promise<void>
}

async function isNew(database: Database): Promise<boolean> {
  const tables = await database.db.introspection.getTables()
  return !tables.some((table) => table.name === 'institution')
}

/** Opens everything that a process needs, and brings the database up to date. What was opened is closed on a fault. */
export async function openServices(
  config: Config,
  log: Logger = createLogger(config.logLevel),
): Promise<Opened> {
  const database = await openDatabase({
    url: config.databaseUrl,
    folder: config.databaseUrl ? null : config.dataFolder,
  })
  try {
    // A key file is made once, with the database; later its absence is a fault, not a reason to make another.
    const keys = loadKeys(config.keyFile, existsSync(config.keyFile) || (await isNew(database)))
    const applied = await migrate(database.db)
    if (applied.length > 0) log.info({ applied }, 'the database was brought up to date')
    const jobs = await openJobs(database, log, [
      ...peopleJobs,
      ...policyJobs,
      ...registerJobs,
      ...campaignJobs,
      ...assetJobs,
      ...noticeJobs,
      ...dutyJobs,
      ...postJobs,
      ...planJobs,
    ])
    const services: Services = {
      config,
      clock: systemClock,
      log,
      db: database.db,
      jobs,
      files: await openFileStore(config.storage),
      mail: createMailer(config.mail),
      sealer: createSealer(keys.sealing),
      fetch: createGuardedFetch({
        allowPrivate: config.allowPrivate,
        userAgent: `Rostrum/${version} (+${config.publicUrl})`,
      }),
    }
    const close = async () => {
      await jobs.stop()
      await database.close()
    }
    return { services, database, keys, close }
  } catch (error) {
    await database.close()
    throw error
  }
}
