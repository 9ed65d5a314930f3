import { sql } from 'kysely'
import type { Clock } from '#platform/clock/index.ts'
import { migrationState, type Db } from '#platform/db/index.ts'
import { workersSeen } from '#platform/jobs/index.ts'
import { ledgerState } from '#platform/ledger/index.ts'
import type { Finding } from './contract.ts'

async function examineSchema(db: Db): Promise<Finding> {
  const found = { id: 'database', title: 'Database' }
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version') as version`.execute(db)
  const version = `PostgreSQL ${rows[0]?.version ?? ''}`
  const { applied, pending } = await migrationState(db)
  if (pending.length === 0)
    return { ...found, state: 'ok', says: `${version}, up to date (${applied.at(-1)}).` }
  return {
    ...found,
    state: 'fault',
    says: applied.length === 0 ? `${version}, empty.` : `${version}; it lacks ${pending.join(', ')}.`,
    fix: 'Run “rostrum migrate”, or start Rostrum, which does it.',
  }
}

const seconds = (milliseconds: number): string => `${(Math.abs(milliseconds) / 1000).toFixed(1)} s`

async function examineClock(db: Db, clock: Clock): Promise<Finding> {
  const before = clock.now().epochMilliseconds
  const { rows } = await sql<{
    ms: number
  }>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`.execute(db)
  const after = clock.now().epochMilliseconds
  const apart = Number(rows[0]?.ms ?? before) - (before + after) / 2
  const found = { id: 'clock-database', title: 'Clock and database' }
  if (Math.abs(apart) < 2_000)
    return { ...found, state: 'ok', says: 'The database’s clock agrees with this machine’s.' }
  return {
    ...found,
    state: Math.abs(apart) < 30_000 ? 'warning' : 'fault',
    says: `The database’s clock is ${seconds(apart)} ${apart > 0 ? 'ahead of' : 'behind'} this machine’s.`,
    fix: 'Let both machines keep time with the same time service (chrony or systemd-timesyncd).',
  }
}

async function examineWorker(db: Db, clock: Clock): Promise<Finding> {
  const found = { id: 'worker', title: 'Worker' }
  const [latest] = await workersSeen(db, clock.now())
  if (latest) return { ...found, state: 'ok', says: `Last heard of at ${latest.seenAt}.` }
  return {
    ...found,
    state: 'fault',
    says: 'No worker has been heard of for 45 seconds, so nothing is being sent.',
    fix: 'Start one: “rostrum start” with ROSTRUM_ROLE “all” or “worker”. If one runs, look at its log for the reason.',
  }
}

async function examineLog(db: Db, clock: Clock): Promise<Finding> {
  const found = { id: 'log', title: 'Log of records' }
  const { size, waiting } = await ledgerState(db)
  const oldest = await db
    .selectFrom('ledger_entry')
    .select('at')
    .where('seq', 'is', null)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  const late = oldest !== undefined && oldest.at < clock.now().subtract({ minutes: 2 }).toString()
  if (!late) return { ...found, state: 'ok', says: `${size} records in their place, ${waiting} waiting.` }
  return {
    ...found,
    state: 'fault',
    says: `${waiting} records wait for their place, the oldest since ${oldest.at}.`,
    fix: 'Is a worker running? If one is, run “rostrum records verify”: it says what does not fit.',
  }
}

/** What can be seen from the database alone. */
export async function examineDatabase(db: Db, clock: Clock): Promise<Finding[]> {
  const schema = await examineSchema(db)
  const clocks = await examineClock(db, clock)
  if (schema.state === 'fault') return [schema, clocks]
  return [schema, clocks, await examineWorker(db, clock), await examineLog(db, clock)]
}
