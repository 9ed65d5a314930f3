import { authorise, type Actor } from '#features/people/index.ts'
import type { Services } from '#platform/services.ts'
import { mayWithdraw, needRead, needRequester, needState } from './access.ts'
import { inOneDeed, type Deed } from './deed.ts'
import { moveProposal } from './effects.ts'
import { endUnanswered } from './stages.ts'
import { happened, lockRequest } from './store.ts'
import type { RequestRow } from './tables.ts'

/** Takes a request back. Nobody is asked any more; what was said stays to be read. */
export async function withdrawRequest(
  services: Services,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const row = await lockToWithdraw(deed, id)
    needState(row, ['in-review', 'changes-asked', 'appealed'])
    await endUnanswered(deed, row, 'The request was withdrawn.')
    await tx
      .updateTable('request')
      .set({ state: 'withdrawn', state_since: at, updated_at: at })
      .where('id', '=', id)
      .execute()
    await moveProposal(deed, row, 'refused', 'Whoever asked for it withdrew the request.')
    await happened(tx, at, actor, row, {
      kind: 'withdrawn',
      summary: 'A request was withdrawn.',
      facts: { from: row.state },
      text: reason,
    })
  })
}

async function lockToWithdraw({ tx, at, actor }: Deed, id: string): Promise<RequestRow> {
  authorise(actor, 'requests.make')
  const row = await lockRequest(tx, id)
  await needRead(tx, actor, row, at)
  if (!(await mayWithdraw(tx, actor, row))) needRequester(actor, row)
  return row
}
