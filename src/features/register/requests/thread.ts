import { afterWorkingDays, dueAfterStop } from '#features/institution/index.ts'
import { authorise, type Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { needState } from './access.ts'
import { stageAtHand } from './answer-stage.ts'
import { inOneDeed } from './deed.ts'
import { lockOwn } from './draft.ts'
import { happened, questionsFor, stagesOf } from './store.ts'
import { moveDuties, tellAnswer, tellQuestion } from './tell.ts'

/** Working days that the requester has for an answer. Nothing is lost after them. */
const answerDays = 5
const mostOpen = 20

/** An office asks the requester. Its clock stands until everything that it asked is answered. */
export async function askRequester(
  services: Services,
  actor: Actor,
  requestId: string,
  stageId: string,
  text: string,
): Promise<void> {
  authorise(actor, 'requests.decide')
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at, calendar } = deed
    const { row, stage, office } = await stageAtHand(deed, requestId, stageId)
    const open = (await questionsFor(tx, requestId)).filter((question) => question.answered_at === null)
    if (open.length >= mostOpen)
      throw new Conflict('requests.many-questions', `${mostOpen} questions wait for an answer already.`, {
        fix: 'Wait for the answers, or ask for changes.',
      })
    const id = newId()
    await tx
      .insertInto('request_question')
      .values({
        id,
        request_id: requestId,
        stage_id: stageId,
        asked_by: actor.personId,
        asked_at: at,
        text,
        answered_by: null,
        answered_at: null,
        answer: '',
      })
      .execute()
    if (stage.stopped_at === null)
      await tx.updateTable('request_stage').set({ stopped_at: at }).where('id', '=', stageId).execute()
    await happened(tx, at, actor, row, {
      kind: 'asked',
      summary: 'An office asked a question about a request.',
      facts: { question: id, stage: stageId, office: stage.office_id, name: office.name },
      text,
    })
    await tellQuestion(deed, row, {
      id,
      text,
      office: office.name,
      due: afterWorkingDays(at, answerDays, calendar),
    })
  })
}

/** The requester answers. With the last answer the office's clock goes on. */
export async function answerQuestion(
  services: Services,
  actor: Actor,
  requestId: string,
  questionId: string,
  text: string,
): Promise<void> {
  await inOneDeed(services, actor, async (deed) => {
    const { tx, at, calendar } = deed
    const row = await lockOwn(deed, requestId)
    needState(row, ['in-review', 'appealed', 'changes-asked'])
    const questions = await questionsFor(tx, requestId)
    const question = questions.find((one) => one.id === questionId)
    if (!question) throw new NotFound('question about this request')
    const kept = await tx
      .updateTable('request_question')
      .set({ answered_by: actor.personId, answered_at: at, answer: text })
      .where('id', '=', questionId)
      .where('answered_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!kept) throw new Conflict('requests.question-answered', 'This question has been answered already.')
    await happened(tx, at, actor, row, {
      kind: 'answered',
      summary: 'A question about a request was answered.',
      facts: { question: questionId, stage: question.stage_id },
      text,
    })
    await tellAnswer(deed, row, { id: questionId, askedBy: question.asked_by, text })
    const others = questions.some(
      (one) => one.id !== questionId && one.stage_id === question.stage_id && one.answered_at === null,
    )
    const stage = (await stagesOf(tx, requestId)).find((one) => one.id === question.stage_id)
    if (others || !stage || stage.state !== 'open' || stage.stopped_at === null || stage.due === null) return
    const due = dueAfterStop(stage.due, stage.stopped_at, at, calendar)
    await tx.updateTable('request_stage').set({ stopped_at: null, due }).where('id', '=', stage.id).execute()
    await moveDuties(deed, row, { ...stage, due, stopped_at: null })
  })
}
