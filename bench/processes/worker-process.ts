// The worker as it runs beside the web side: sends what is due until nothing is, and tells what it took.
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'
import { readConfig } from '#platform/config/index.ts'
import { composeHouse, startWorker } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'

const { environment, pollEvery } = peerOptions<{ environment: Record<string, string>; pollEvery: number }>()
const opened = await openServices(readConfig({ ROSTRUM_LOG: 'error', ...environment }))
const { db } = opened.services

const look = sql<{ moving: number }>`select count(*) as moving from publication
  where state in ('due', 'claimed', 'intended', 'sent', 'unknown', 'reconciling')`

const outcome = sql<Record<string, unknown>>`
  select count(*) as published, max(due_at) as due, max(at) as last,
    percentile_disc(0.25) within group (order by at) as quarter,
    percentile_disc(array[0.5, 0.95, 0.99, 1]) within group (order by late) as late
  from (select due_at, published_at as at, extract(epoch from published_at - due_at)::float8 * 1000 as late
    from publication where published_at is not null) l`

/** Waits for the last to be published. */
async function published(): Promise<Record<string, unknown>> {
  for (const until = Date.now() + 900_000; Date.now() < until; await wait(pollEvery)) {
    if ((await look.execute(db)).rows[0]?.moving !== 0) continue
    return (await outcome.execute(db)).rows[0] ?? {}
  }
  throw new Error('Not everything was published within a quarter of an hour.')
}

let worker: { stop(): Promise<void> } | undefined
peerReady(
  {},
  async () => {
    await worker?.stop()
    await opened.close()
  },
  async (question) => {
    if (question['say'] === 'start') {
      worker = await startWorker(composeHouse(opened.services, opened.keys))
      return {}
    }
    return published()
  },
)
