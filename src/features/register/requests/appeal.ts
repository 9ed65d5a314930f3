import type { Actor } from '#features/people/index.ts'
import { policyInForce } from '#features/policy/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { decidersOf } from './answer-stage.ts'
import { titlesOf } from './check.ts'
import { inOneDeed, type Deed } from './deed.ts'
import { lockOwn } from './draft.ts'
import { moveProposal } from './effects.ts'
import { governanceRole, officeOf } from './offices.ts'
import { appealDays, usualDays } from './plan.ts'
import { keepStages, openNext } from './stages.ts'
import { happened, stagesOf } from './store.ts'
import type { RequestRow, StageRow } from './tables.ts'

export const appealClause = 'BASE-14.4'
/** After all others. */
const appealStep = 1_000

/** Once, and in time: a refusal is looked at by an office that did not decide. */
export async function appealRequest(
  services: Services,
  actor: Actor,
  id: string,
  reasons: string,
): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const row = await lockOwn(deed, id)
    const stages = await stagesOf(tx, id)
    needAppealable(row, stages, at)
    const office = await officeForAppeal(deed, stages)
    await tx
      .updateTable('request')
      .set({ state: 'appealed', state_since: at, updated_at: at })
      .where('id', '=', id)
      .where('state', '=', 'refused')
      .execute()
    const appealed: RequestRow = { ...row, state: 'appealed' }
    await moveProposal(deed, appealed, 'in-review', 'The refusal is under appeal.')
    await happened(tx, at, actor, row, {
      kind: 'appealed',
      summary: 'A refused request was taken to another office.',
      facts: { office, clause: appealClause },
      text: reasons,
    })
    await keepStages(deed, appealed, { titles: titlesOf(await policyInForce(tx, at)) }, [
      {
        kind: 'appeal',
        step: appealStep,
        office,
        clause: appealClause,
        why: 'The requester appeals against a refusal. Your decision is final.',
        workingDays: usualDays.appeal,
      },
    ])
    await openNext(deed, appealed)
  })
}

function needAppealable(row: RequestRow, stages: readonly StageRow[], at: string): void {
  const refuse = (code: string, say: string) => {
    throw new Conflict(code, say, { clause: appealClause })
  }
  if (stages.some((stage) => stage.kind === 'appeal'))
    refuse('requests.appealed-already', 'There is one appeal, and it has been made. Its decision is final.')
  if (row.state !== 'refused') refuse('requests.not-refused', 'Only a refusal can be appealed against.')
  if (row.appeal_until === null || at >= row.appeal_until)
    refuse(
      'requests.appeal-too-late',
      `An appeal is made within ${appealDays} working days of the decision, and these are over. A new request can be made.`,
    )
}

/**
 * An office that approves the institution's policy, has not decided on this, and has somebody who has not either;
 * where there is none, whoever has the role for governance.
 */
async function officeForAppeal({ tx, at }: Deed, stages: readonly StageRow[]): Promise<string> {
  const { own } = await policyInForce(tx, at)
  const deciders = decidersOf(stages)
  const decided = new Set(stages.filter((stage) => stage.decision !== null).map((stage) => stage.office_id))
  for (const id of own?.content.frontMatter['approved-by'] ?? []) {
    if (decided.has(id)) continue
    const { people } = await officeOf(tx, id, at)
    if (people.some((person) => !deciders.includes(person.id))) return id
  }
  return governanceRole
}
