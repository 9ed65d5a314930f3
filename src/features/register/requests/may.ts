import type { Actor } from '#features/people/index.ts'
import { mayAnswer } from './access.ts'
import { decidersOf } from './answer-stage.ts'
import type { OfficeRef, RequestView } from './contract.ts'
import type { QuestionRow, RequestRow, StageRow } from './tables.ts'

/** What this reader can do with a request now. The use cases decide again. */
export function mayOf(
  actor: Actor,
  row: RequestRow,
  stages: readonly StageRow[],
  offices: ReadonlyMap<string | null, OfficeRef>,
  questions: readonly QuestionRow[],
  { now, withdraws }: { now: string; withdraws: boolean },
): RequestView['may'] {
  const { state } = row
  const mine = row.requester === actor.personId
  const answerable = stages
    .filter((stage) => stage.state === 'open')
    .flatMap((stage) => {
      const office = offices.get(stage.office_id)
      return office ? [{ stage, verdict: mayAnswer(actor, row, stage, office, decidersOf(stages)) }] : []
    })
  const kept = answerable.find(({ verdict }) => !verdict.may && verdict.holder)?.verdict
  const able = answerable.filter(({ verdict }) => verdict.may).map(({ stage }) => stage)
  const refused = state === 'refused' && !stages.some((stage) => stage.kind === 'appeal')
  const inTime = row.appeal_until !== null && now < row.appeal_until
  return {
    edit: mine && (state === 'draft' || state === 'in-review' || state === 'changes-asked'),
    submit: mine && state === 'draft',
    discard: mine && state === 'draft',
    withdraw: withdraws && (state === 'in-review' || state === 'changes-asked' || state === 'appealed'),
    answerQuestions: mine && questions.some((question) => question.answered_at === null),
    advise: able.filter((stage) => stage.kind === 'advice').map((stage) => stage.id),
    decide: able.filter((stage) => stage.kind !== 'advice').map((stage) => stage.id),
    mayNot: kept && !kept.may ? { say: kept.say, clause: kept.clause } : null,
    appeal: mine && refused && inTime,
    appealUntil: refused && inTime ? row.appeal_until : null,
  }
}
