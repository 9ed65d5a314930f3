import { hostname } from 'node:os'
import type { Clock } from '../clock/index.ts'
import { newId, type Db, type Tx } from '../db/index.ts'
import type { Logger } from '../log/index.ts'
import { startLoop, type Loop } from './loop.ts'

declare module '../db/types.ts' {
  interface Tables {
    heartbeat: { worker_id: string; role: string; started_at: string; seen_at: string }
  }
}

export interface WorkerSeen {
  workerId: string
  seenAt: string
}

const every = 10_000

/** Says every ten seconds that this worker is alive. */
export function startHeartbeat(db: Db, clock: Clock, log: Logger): Loop & { workerId: string } {
  const workerId = `${hostname()}-${process.pid}-${newId().slice(-6)}`
  const started = clock.now().toString()
  const loop = startLoop({
    name: 'heartbeat',
    every,
    log,
    run: async () => {
      const seen = clock.now()
      const row = { worker_id: workerId, role: 'worker', started_at: started, seen_at: seen.toString() }
      await db
        .insertInto('heartbeat')
        .values(row)
        .onConflict((on) => on.column('worker_id').doUpdateSet({ seen_at: row.seen_at }))
        .execute()
      await db
        .deleteFrom('heartbeat')
        .where('seen_at', '<', seen.subtract({ hours: 1 }).toString())
        .execute()
    },
  })
  return { ...loop, workerId }
}

/** Workers that spoke within the last 45 seconds, the latest first. */
export async function workersSeen(db: Db | Tx, now: Temporal.Instant): Promise<WorkerSeen[]> {
  const rows = await db
    .selectFrom('heartbeat')
    .select(['worker_id as workerId', 'seen_at as seenAt'])
    .where('seen_at', '>', now.subtract({ seconds: 45 }).toString())
    .orderBy('seen_at', 'desc')
    .execute()
  return rows
}
