import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { authorise, type Actor } from '#features/people/index.ts'
import { migrationState } from '#platform/db/index.ts'
import { workersSeen } from '#platform/jobs/index.ts'
import { ledgerState } from '#platform/ledger/index.ts'
import { isoOf, type Services } from '#platform/services.ts'
import { version } from '../version.ts'
import type { SystemView } from './contract.ts'
import { examineDatabase } from './examine-database.ts'
import { diskSpace, examineMachine } from './examine-machine.ts'
import { examineNetworks } from './examine-networks.ts'
import type { Care } from './routes.ts'

function keyFileChanged(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? isoOf(Temporal.Instant.fromEpochMilliseconds(Math.floor(found.mtimeMs))) : null
}

async function databaseFacts({ db, config }: Services): Promise<SystemView['database']> {
  const { rows } = await sql<{ version: string; bytes: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`.execute(
    db,
  )
  const { applied } = await migrationState(db)
  return {
    kind: config.databaseUrl ? 'postgresql' : 'built-in',
    version: rows[0]?.version ?? '',
    bytes: Number(rows[0]?.bytes ?? 0),
    migration: applied.at(-1) ?? '',
  }
}

/** How the whole system is doing, for whoever looks after it. */
export async function readSystem({ services, keys, networks }: Care, actor: Actor): Promise<SystemView> {
  authorise(actor, 'system.read')
  const { config, db, clock, files, mail, jobs } = services
  const { size, waiting, checkpoint } = await ledgerState(db)
  return {
    version,
    role: config.role,
    publicUrl: config.publicUrl,
    database: await databaseFacts(services),
    disk: await diskSpace(config.dataFolder),
    storage: config.storage.kind,
    mail: mail.enabled,
    workers: (await workersSeen(db, clock.now())).map(({ workerId, seenAt }) => ({ workerId, seenAt })),
    failedJobs: await jobs.failures(),
    log: { size, waiting, checkpoint: checkpoint && { size: checkpoint.size, at: checkpoint.at } },
    keys: { sealing: keys.sealing.length, changedAt: keyFileChanged(config.keyFile) },
    findings: [
      ...(await examineDatabase(db, clock)),
      ...(await examineMachine(config, { files, mail })),
      ...(await examineNetworks(services, networks)),
    ],
  }
}
