import { z } from 'zod'
import { ensureDuty, openDuties, settleDuty } from '#features/duties/index.ts'
import type { Db } from '#platform/db/index.ts'
import { defineJob } from '#platform/jobs/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { officesNow } from '../drafts/check.ts'
import { policyInForce } from '../editions.ts'
import type { Finding } from '../engine/index.ts'
import { judgeAt } from '../judge.ts'

/** Each morning: what the policy in force finds of itself. */
export const lookAtPolicy = defineJob({
  name: 'policy.look-at-itself',
  payload: z.object({}),
  cron: '30 4 * * *',
  expiresIn: 600,
})

const prefix = 'policy:'
const day = 86_400_000

/**
 * Asks the policy about itself: its review, the offices that it names and nobody holds, those that cannot be reached.
 * What it gives as a task is a duty of the office named, until it is found no more.
 */
export async function runPolicyLook(services: Services): Promise<void> {
  const { db } = services
  const now = nowOf(services)
  const judge = await judgeAt(db, now)
  const tasks = judge({ kind: 'policy', moment: 'daily', fields: await fieldsNow(db, now) }).filter(
    ({ outcome, office, waiver }) => outcome === 'task' && office !== undefined && !waiver,
  )
  const keyOf = ({ control, clause }: Finding): string => `${prefix}${clause}:${control}`
  const wanted = new Set(tasks.map(keyOf))
  const open = await openDuties(db, { kind: 'policy.finding' })
  const known = new Set(open.map(({ key }) => key))
  await db.transaction().execute(async (tx) => {
    for (const { key } of open)
      if (key.startsWith(prefix) && !wanted.has(key))
        await settleDuty(tx, now, key, { by: null, how: 'The policy no longer finds it.' })
    for (const task of tasks) {
      // One that stands keeps its date.
      if (known.has(keyOf(task))) continue
      await ensureDuty(services, tx, now, {
        key: keyOf(task),
        kind: 'policy.finding',
        title: `See to clause ${task.clause}: ${task.clauseTitle}`,
        why: task.say,
        clause: task.clause,
        control: task.control,
        office: task.office,
        link: '/policy',
        due: Temporal.Instant.from(now)
          .add({ hours: 24 * (task.withinDays ?? 30) })
          .toString({ fractionalSecondDigits: 3 }),
      })
    }
  })
}

async function fieldsNow(db: Db, now: string) {
  const { own, baseline } = await policyInForce(db, now)
  const { frontMatter } = (own ?? baseline).content
  const states = await officesNow(db, now)
  const named = frontMatter.offices.map(({ id }) => id)
  return {
    daysToReview: Math.floor((Date.parse(frontMatter.review) - Date.parse(now)) / day),
    officesVacant: named.filter((id) => !states[id]?.held),
    contactsMissing: named.filter((id) => (states[id]?.contacts.length ?? 0) === 0),
  }
}
