import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '#testing/services.ts'
import { createLogger } from '#platform/log/index.ts'
import type { Database } from '#platform/db/index.ts'
import { defineJob } from './define.ts'
import { openJobs, type Jobs } from './jobs.ts'

const payload = z.object({ at: z.number() })
const first = defineJob({ name: 'example.first', payload })
const second = defineJob({ name: 'example.second', payload })
const log = createLogger('silent')

let database: Database
const open: Jobs[] = []
afterEach(async () => {
  for (const jobs of open.splice(0)) await jobs.stop()
  await database.close()
})

async function opened(known = [first, second]): Promise<Jobs> {
  const jobs = await openJobs(database, log, known)
  open.push(jobs)
  return jobs
}

/** Sends one job of each kind in one transaction, which hangs where a queue’s cache is cold. */
const sendBoth = (jobs: Jobs, at: number) =>
  database.db.transaction().execute(async (tx) => {
    await jobs.enqueue(tx, first, { at })
    await jobs.enqueue(tx, second, { at })
  })

test('what is sent in a transaction is done within seconds, more than one helping of it too', async () => {
  database = await testDatabase()
  const jobs = await opened()
  const done: string[] = []
  jobs.handle(first, async ({ at }) => void done.push(`first ${at}`))
  jobs.handle(second, async ({ at }) => void done.push(`second ${at}`))
  await jobs.work()
  for (let at = 0; at < 7; at++) await sendBoth(jobs, at)
  await expect.poll(() => done.length, { timeout: 15_000 }).toBe(14)
  expect(new Set(done).size).toBe(14)
}, 30_000)

test('what failed is tried again without being asked for', async () => {
  database = await testDatabase()
  const again = defineJob({ name: 'example.again', payload, retry: { limit: 2, delaySeconds: 1 } })
  const jobs = await opened([again])
  let tries = 0
  jobs.handle(again, async () => {
    tries += 1
    if (tries === 1) throw new Error('Not yet.')
  })
  await jobs.work()
  await jobs.enqueue(database.db, again, { at: 1 })
  await expect.poll(() => tries, { timeout: 20_000 }).toBe(2)
}, 30_000)

test('at the next start nothing is made anew, and sending in a transaction does not hang', async () => {
  database = await testDatabase()
  const before = await opened()
  await before.stop()
  open.pop()
  const jobs = await opened()
  await sendBoth(jobs, 1)
})

test('a job whose retries were changed has them after the next start, and one that is new is there', async () => {
  database = await testDatabase()
  const before = await opened([first])
  await before.stop()
  open.pop()
  const patient = { ...first, retry: { limit: 9, delaySeconds: 60 } }
  const jobs = await opened([patient, second])
  await sendBoth(jobs, 1)
  const withQueues = database.db.withTables<{ 'jobs.queue': { name: string; retry_limit: number } }>()
  const rows = await withQueues
    .selectFrom('jobs.queue')
    .select('retry_limit')
    .where('name', '=', first.name)
    .execute()
  expect(rows).toEqual([{ retry_limit: 9 }])
})
