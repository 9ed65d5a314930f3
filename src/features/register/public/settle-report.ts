import { settleDuty } from '#features/duties/index.ts'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { getInstitution } from '#features/institution/index.ts'
import { reportOutcomes, type SettleReport } from './contract.ts'
import { sendAnswer, sealAnswer } from './jobs.ts'
import { reportDuty } from './report.ts'
import './tables.ts'

/** Says what was found about a reported account; whoever reported it may be answered, and their address then goes. */
export async function settleReport(
  services: Services,
  actor: Actor,
  id: string,
  { outcome, note, answer }: SettleReport,
): Promise<void> {
  authorise(actor, 'impersonations.read')
  const at = nowOf(services)
  const institution = await getInstitution(services.db)
  await services.db.transaction().execute(async (tx) => {
    const report = await tx
      .selectFrom('impersonation_report')
      .select(['email', 'state', 'address'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!report) throw new NotFound('report')
    if (report.state === 'settled')
      throw new Conflict('register.report-settled', 'Somebody settled this report meanwhile.')
    if (answer !== '' && report.email === null)
      throw new Invalid('register.no-answer-wanted', 'Nobody left an address for an answer.', {
        fields: [{ path: 'answer', message: 'Leave this empty: nobody left an address.' }],
      })
    if (answer !== '' && report.email !== null && services.mail.enabled)
      await services.jobs.enqueue(
        tx,
        sendAnswer,
        sealAnswer(services, {
          to: report.email,
          subject: 'Your report of an account',
          text: `You reported the account ${report.address} to us.\n\n${answer}\n\n${institution?.name ?? 'Rostrum'}\n`,
        }),
      )
    await tx
      .updateTable('impersonation_report')
      .set({ state: 'settled', outcome, note, settled_by: actor.personId, settled_at: at, email: null })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .execute()
    await settleDuty(tx, at, reportDuty(id), { by: actor.personId, how: `${reportOutcomes[outcome]}.` })
    await append(tx, at, {
      kind: 'register.impersonation-settled',
      actor: entryActor(actor),
      subject: `impersonation:${id}`,
      summary: 'It was said what was found about a reported account.',
      facts: { outcome, answered: answer !== '' && report.email !== null },
      content: { note },
    })
  })
}
