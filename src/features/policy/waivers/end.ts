import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { WaiverDeps } from './deps.ts'
import { placeOf } from './give.ts'
import { waiverState } from './rules.ts'
import './store.ts'

/** Ends an exception before its time; from then on the clause holds again. Past its date it has ended by itself. */
export async function endWaiver(
  { services }: Pick<WaiverDeps, 'services'>,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  authorise(actor, 'policy.waive')
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('waiver').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) throw new NotFound('exception')
    const state = waiverState({ since: row.since, until: row.until, endedAt: row.ended_at }, at)
    if (state === 'over' || state === 'ended')
      throw new Conflict('waivers.over', 'This exception is over already.')
    await tx
      .updateTable('waiver')
      .set({ ended_at: at, ended_by: actor.personId, ended_because: reason })
      .where('id', '=', id)
      .execute()
    await append(tx, at, {
      kind: 'waiver.ended',
      actor: entryActor(actor),
      subject: `waiver:${id}`,
      ...placeOf(row.subject),
      summary: 'An exception to a clause was ended before its time.',
      facts: { clause: row.clause, control: row.control, for: row.subject, until: row.until },
      content: { reason },
    })
  })
}
