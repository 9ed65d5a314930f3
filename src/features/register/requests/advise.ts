import { authorise, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { keepAnswer, stageAtHand } from './answer-stage.ts'
import { judge } from './check.ts'
import type { StageAdvice } from './contract.ts'
import { inOneDeed } from './deed.ts'
import { openNext } from './stages.ts'
import { happened } from './store.ts'
import { ownAccount, putOnList } from './submit.ts'
import { tellRequester } from './tell.ts'

/** An office that the policy wants to be asked says what it thinks. It goes on whatever it says. */
export async function adviseOn(
  services: Services,
  actor: Actor,
  requestId: string,
  stageId: string,
  { version, advice, text }: StageAdvice,
): Promise<void> {
  authorise(actor, 'requests.decide')
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at } = deed
    const hand = await stageAtHand(deed, requestId, stageId, version)
    const { row, stage, office, inPlace } = hand
    if (stage.kind !== 'advice')
      throw new Conflict('requests.decides', 'This office decides: it does not only advise.', {
        clause: stage.clause,
      })
    await keepAnswer(deed, hand, { advice, decision: null, text, clauses: [stage.clause], conditions: '' })
    await happened(tx, at, actor, row, {
      kind: 'advised',
      summary: 'An office gave its advice on a request.',
      facts: {
        stage: stage.id,
        office: stage.office_id,
        name: office.name,
        advice,
        clause: stage.clause,
        inPlace,
        version,
      },
      text,
    })
    await tellRequester(deed, row, `${office.name} has advised on your request`, text)
    if (await openNext(deed, row)) return
    const about = {
      kind: row.kind,
      answers: row.answers,
      ownAccountId: ownAccount(row),
      requester: row.requester,
    }
    await putOnList(deed, row, (await judge(tx, about, at)).plan.outside)
  })
}
