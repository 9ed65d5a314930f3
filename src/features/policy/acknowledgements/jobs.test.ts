import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { testServices } from '#testing/services.ts'
import { bringBaselineIntoForce } from '../in-force.ts'
import { handlePolicyJobs, policyJobs } from './jobs.ts'

test('the queue takes the job that asks by letter, plans it, and it runs', async () => {
  const services = await testServices({ jobs: policyJobs })
  try {
    await bringBaselineIntoForce(services)
    handlePolicyJobs(services)
    await services.jobs.work()
    for (const job of policyJobs) await services.jobs.enqueue(services.db, job, {})
    const planned = await sql<{ cron: string }>`select cron from jobs.schedule`.execute(services.db)
    expect(planned.rows).toContainEqual({ cron: '25 7-18 * * *' })
    expect(planned.rows).toHaveLength(policyJobs.length)
    const done = async () =>
      (await sql<{ state: string }>`select state from jobs.job`.execute(services.db)).rows.map(
        ({ state }) => state,
      )
    await vi.waitFor(async () => expect(await done()).toContain('completed'), { timeout: 10_000 })
  } finally {
    await services.close()
  }
})
