import type { Pool } from 'pg'
import { PgBoss, fromKysely, type ConstructorOptions, type Queue } from 'pg-boss'
import { z } from 'zod'
import type { Database, Db, Tx } from '../db/index.ts'
import type { Logger } from '../log/index.ts'
import type { Job } from './define.ts'
import { startLoop, type Loop } from './loop.ts'

export interface EnqueueOptions {
  startAfter?: string
  /** At most one waiting job of this name with this key. */
  singletonKey?: string
}

/** The durable queue, in the same database and, through `enqueue`, the same transaction as what it is about. */
export interface Jobs {
  /** With a transaction, the job exists if and only if the transaction commits. */
  enqueue<Payload extends object>(
    to: Db | Tx,
    job: Job<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): Promise<void>
  /** Says who does a job. Call for every job before `work`. */
  handle<Payload extends object>(job: Job<Payload>, run: (payload: Payload) => Promise<void>): void
  /** Begins to do the jobs handled here. */
  work(): Promise<void>
  stop(): Promise<void>
  /** Jobs that failed for good in the last day. */
  failures(): Promise<number>
}

interface Handler {
  job: Job<object>
  run: (payload: object) => Promise<void>
}

/** The queue’s statements through the one client there is. It may send a whole transaction as one text. */
function throughPool(pool: Pool): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text, values) {
      const client = await pool.connect()
      try {
        const answer: unknown = await client.query(text, values)
        return { rows: [answer].flat().flatMap((each) => (each as { rows?: unknown[] }).rows ?? []) }
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
  }
}

function bossOptions(database: Database): ConstructorOptions {
  const shared = { schema: 'jobs', persistWarnings: false, reindex: false, monitorVacuum: false }
  return 'pglite' in database.engine
    ? { ...shared, db: throughPool(database.engine.pool), backend: 'pglite', superviseIntervalSeconds: 120 }
    : { ...shared, connectionString: database.engine.url, max: 2 }
}

/** Milliseconds between two looks for jobs whose time has come. */
const lookEvery = 1_000
/** Seconds after which a queue asks by itself, should the looks have failed. */
const askedEvery = 60

/** The queues in which something waits whose time has come: one look for all, by an index that holds only what waits. */
async function queuesInWant(boss: PgBoss): Promise<string[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `select distinct name from jobs.job where state < 'active' and not blocked and start_after <= now()`,
    )
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name)
}

/** A job whatever its payload, for making its queue. */
export type KnownJob = Pick<Job<unknown>, 'name' | 'retry' | 'expiresIn' | 'cron'>

type QueueOptions = Required<Pick<Queue, 'retryLimit' | 'retryDelay' | 'retryBackoff' | 'expireInSeconds'>>

function isAs(there: Queue, wanted: QueueOptions): boolean {
  return (
    there.retryLimit === wanted.retryLimit &&
    there.retryDelay === wanted.retryDelay &&
    there.retryBackoff === wanted.retryBackoff &&
    there.expireInSeconds === wanted.expireInSeconds
  )
}

/**
 * Makes the queues and times of `known`, or makes them anew where they have changed; at most starts nothing has. What
 * the queue keeps of its queues in memory was read when it began, so only those that were made now have to be warmed.
 */
async function makeQueues(boss: PgBoss, known: readonly KnownJob[]): Promise<void> {
  const queues = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  const crons = new Map(
    (await boss.getSchedules()).map(({ name, cron, timezone }) => [name, `${cron} ${timezone}`]),
  )
  for (const job of known) {
    const { name, cron } = job
    const wanted: QueueOptions = {
      retryLimit: job.retry.limit,
      retryDelay: job.retry.delaySeconds,
      retryBackoff: true,
      expireInSeconds: job.expiresIn,
    }
    const there = queues.get(name)
    if (!there || !isAs(there, wanted)) {
      await (there ? boss.updateQueue(name, wanted) : boss.createQueue(name, wanted))
      // The first send fills the cache; one that is put off for a century and cancelled does.
      const id = await boss.send(name, {}, { startAfter: 3_000_000_000 })
      if (id) await boss.deleteJob(name, id)
    }
    if (cron && crons.get(name) !== `${cron} UTC`) await boss.schedule(name, cron, {}, { tz: 'UTC' })
  }
}

async function runOne(handler: Handler, id: string, data: unknown, log: Logger): Promise<void> {
  const parsed = handler.job.payload.safeParse(data)
  if (parsed.success) return handler.run(parsed.data)
  log.error(
    { job: handler.job.name, id, fault: parsed.error.message },
    'a job of the wrong shape was dropped',
  )
}

/**
 * Begins to do the jobs. One look finds the queues in which something waits: if each asked for itself every second, that
 * would be a statement a second for each kind of job, most of them for nothing.
 */
async function workFor(boss: PgBoss, handlers: ReadonlyMap<string, Handler>, log: Logger): Promise<Loop> {
  const workers = new Map<string, string>()
  for (const [name, handler] of handlers) {
    const options = { pollingIntervalSeconds: askedEvery, batchSize: 5 }
    const worker = await boss.work(name, options, async (batch) => {
      for (const { id, data } of batch) await runOne(handler, id, data, log)
    })
    workers.set(name, worker)
  }
  return startLoop({
    name: 'jobs.look',
    every: lookEvery,
    log,
    run: async () => {
      for (const name of await queuesInWant(boss)) {
        const worker = workers.get(name)
        if (worker) boss.notifyWorker(worker)
      }
    },
  })
}

/**
 * Opens the queue and makes every queue in `known`, warm. A cold queue cache would make pg-boss ask the database
 * inside the caller's transaction, which on the built-in engine waits for itself for ever.
 */
export async function openJobs(database: Database, log: Logger, known: readonly KnownJob[]): Promise<Jobs> {
  const boss = new PgBoss(bossOptions(database))
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reports a fault'))
  await boss.start()
  const handlers = new Map<string, Handler>()
  await makeQueues(boss, known)
  let looking: Loop | null = null

  return {
    async enqueue(to, job, payload, options = {}) {
      const where = 'pglite' in database.engine || to.isTransaction ? { db: fromKysely(to) } : {}
      await boss.send(job.name, payload, {
        ...(options.startAfter ? { startAfter: options.startAfter } : {}),
        ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
        ...where,
      })
    },
    handle(job, run) {
      handlers.set(job.name, {
        job: job,
        run: run as (payload: object) => Promise<void>,
      })
    },
    async work() {
      looking = await workFor(boss, handlers, log)
    },
    async stop() {
      await looking?.stop()
      await boss.stop({ graceful: true, timeout: 10_000, close: true })
    },
    async failures() {
      let failed = 0
      for (const name of handlers.keys()) failed += (await boss.getQueueStats(name)).at(-1)?.failedCount ?? 0
      return failed
    },
  }
}
