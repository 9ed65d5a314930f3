import type { Clock } from './clock/index.ts'
import type { Config } from './config/index.ts'
import type { Db } from './db/index.ts'
import type { GuardedFetch } from './fetch/index.ts'
import type { FileStore } from './files/index.ts'
import type { Jobs } from './jobs/index.ts'
import type { Logger } from './log/index.ts'
import type { Mailer } from './mail/index.ts'
import type { Sealer } from './sealing/index.ts'

/** What the platform gives every use case. Made once by the composition root, handed down, never imported. */
export interface Services {
  config: Config
  clock: Clock
  log: Logger
  db: Db
  jobs: Jobs
  files: FileStore
  mail: Mailer
  sealer: Sealer
  fetch: GuardedFetch
}

/** The present instant as it is stored: ISO 8601 UTC, milliseconds. */
export function nowOf(services: Pick<Services, 'clock'>): string {
  return isoOf(services.clock.now())
}

export function isoOf(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}
