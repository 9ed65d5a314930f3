import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import type { Letter } from '#platform/mail/index.ts'
import { isoOf, type Services } from '#platform/services.ts'
import { forgetOldKey } from './reporter.ts'
import { keptMonths, knownHours } from './rules.ts'
import './tables.ts'

const context = 'register.answer'
const LetterShape = z.object({ to: z.string(), subject: z.string(), text: z.string() })

/** Sealed, because the queue keeps what it is given, and whose address it is is nobody's business. */
export const sendAnswer = defineJob({
  name: 'register.answer-report',
  payload: z.object({ sealed: z.string() }),
  retry: { limit: 8, delaySeconds: 30 },
})

export const sealAnswer = ({ sealer }: Pick<Services, 'sealer'>, letter: Letter): { sealed: string } => ({
  sealed: sealer.seal(JSON.stringify(letter), context),
})

/** Every hour: what has been known long enough is forgotten. */
const forgetReports = defineJob({
  name: 'register.forget-reports',
  payload: z.object({}),
  cron: '41 * * * *',
})

export const publicJobs = [sendAnswer, forgetReports]

export function handlePublicJobs(services: Services): void {
  services.jobs.handle(forgetReports, () => forgetOldReports(services))
  services.jobs.handle(sendAnswer, async ({ sealed }) => {
    await services.mail.send(LetterShape.parse(JSON.parse(services.sealer.open(sealed, context))))
  })
}

/** Erases reports a year old, settled or not; after a day nothing says where one came from. */
export async function forgetOldReports({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const old = now.toZonedDateTimeISO('UTC').subtract({ months: keptMonths }).toInstant()
  await db.deleteFrom('impersonation_report').where('received_at', '<', isoOf(old)).execute()
  await forgetOldKey({ db, clock })
  await db
    .updateTable('impersonation_report')
    .set({ reporter: null })
    .where('reporter', 'is not', null)
    .where('received_at', '<', isoOf(now.subtract({ hours: knownHours })))
    .execute()
}
