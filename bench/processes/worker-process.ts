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

const look = sql<{ moving: number; published: number; claimed: string | null; last: string | null }>`
  select count(*) filter (where state in ('due', 'claimed', 'intended', 'sent', 'unknown', 'reconciling')) as moving,
    count(*) filter (where published_at is not null) as published,
    min(claimed_at) as claimed, max(published_at) as last from publication`

/** Waits for the last to be published. Reading back writes over the time of the claim, so the first one seen counts. */
async function published(): Promise<Record<string, unknown>> {
  let claimed: string | null = null
  for (const until = Date.now() + 900_000; Date.now() < until; await wait(pollEvery)) {
    const [now] = (await look.execute(db)).rows
    if (!now) continue
    if (now.claimed !== null && (claimed === null || now.claimed < claimed)) claimed = now.claimed
    if (now.moving > 0) continue
    const { rows } = await sql<Record<string, number>>`
      select percentile_disc(array[0.5, 0.95, 0.99, 1]) within group (order by late) as late from (
        select extract(epoch from published_at - due_at)::float8 * 1000 as late from publication
        where published_at is not null) l`.execute(db)
    return { published: now.published, claimed, last: now.last, late: rows[0]?.['late'] }
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
