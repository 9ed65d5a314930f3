import { namesOf } from '#features/people/index.ts'
import { json } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { mayAnswer, needRead } from './access.ts'
import type { Deed } from './deed.ts'
import type { OfficeRef } from './contract.ts'
import { officeOf } from './offices.ts'
import { lockRequest, needVersion, stagesOf } from './store.ts'
import type { RequestRow, StageRow } from './tables.ts'
import { settleStage } from './tell.ts'

export interface StageAtHand {
  row: RequestRow
  stage: StageRow
  office: OfficeRef
  inPlace: boolean
}

/** The stage that somebody wants to answer, with the request locked. Throws unless they may, now. */
export async function stageAtHand(
  { tx, at, actor }: Deed,
  requestId: string,
  stageId: string,
  version?: number,
): Promise<StageAtHand> {
  const row = await lockRequest(tx, requestId)
  await needRead(tx, actor, row, at)
  const stages = await stagesOf(tx, requestId)
  const stage = stages.find((one) => one.id === stageId)
  if (!stage) throw new NotFound('stage of this request')
  const office = await officeOf(tx, stage.office_id, at)
  const may = mayAnswer(actor, row, stage, office, decidersOf(stages))
  if (!may.may)
    throw new Forbidden(may.holder ? 'requests.own' : 'requests.office-not-held', may.say, {
      clause: may.clause,
    })
  if (stage.state === 'answered') throw await answeredAlready(tx, stage, office)
  needOpen(row, stage)
  if (version !== undefined) needVersion(row, version)
  return { row, stage, office, inPlace: may.inPlace }
}

export const decidersOf = (stages: readonly StageRow[]): string[] =>
  stages.flatMap((stage) =>
    stage.decision !== null && stage.answered_by !== null ? [stage.answered_by] : [],
  )

function needOpen(row: RequestRow, stage: StageRow): void {
  if (stage.state === 'open') return
  if (stage.state === 'ahead')
    throw new Conflict('requests.not-yet', 'It is not this office’s turn yet: others are asked first.', {
      clause: stage.clause,
    })
  const say =
    row.state === 'withdrawn'
      ? 'This request was withdrawn meanwhile, so nothing is decided.'
      : 'This is no longer asked: the request was changed, decided or taken back meanwhile.'
  throw new Conflict(`requests.${row.state === 'withdrawn' ? 'withdrawn' : 'no-longer-asked'}`, say, {
    fix: 'Read the request as it is now.',
  })
}

/** Whoever comes second hears who was first, and what they said. */
async function answeredAlready(tx: Deed['tx'], stage: StageRow, office: OfficeRef): Promise<Conflict> {
  const by = (await namesOf(tx, stage.answered_by ? [stage.answered_by] : [])).get(stage.answered_by ?? '')
  const what = stage.decision ?? stage.advice ?? ''
  return new Conflict(
    'requests.answered-already',
    `${by ?? 'Somebody'} has answered for “${office.name}” already: ${said[what] ?? what}. Yours was not taken.`,
    {
      clause: stage.clause,
      fix: 'Read what they said. What you typed is still here, and can be given as a comment to them.',
      data: {
        by,
        at: stage.answered_at,
        decision: stage.decision,
        advice: stage.advice,
        reasons: stage.text,
        conditions: stage.conditions,
      },
    },
  )
}

const said: Record<string, string> = {
  approved: 'approved',
  refused: 'refused',
  changes: 'changes asked for',
  'in-favour': 'in favour',
  concerns: 'with concerns',
  against: 'against',
}

export interface StageAnswer {
  advice: StageRow['advice']
  decision: StageRow['decision']
  text: string
  clauses: string[]
  conditions: string
}

/** Writes the answer down. The precondition stands in the write, so that two cannot both answer. */
export async function keepAnswer(deed: Deed, at: StageAtHand, answer: StageAnswer): Promise<void> {
  const { tx, actor } = deed
  const { row, stage, office, inPlace } = at
  const { clauses, ...plain } = answer
  const kept = await tx
    .updateTable('request_stage')
    .set({
      ...plain,
      clauses: json(clauses),
      state: 'answered',
      answered_by: actor.personId,
      answered_at: deed.at,
      in_place: inPlace,
      stopped_at: null,
      version: row.version,
    })
    .where('id', '=', stage.id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst()
  if (!kept) throw await answeredAlready(tx, stage, office)
  await settleStage(deed, stage, 'The office has answered.')
}
