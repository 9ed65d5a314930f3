import type { Actor } from '#features/people/index.ts'
import { mayAnswer } from './access.ts'
import { decidersOf } from './answer-stage.ts'
import type { OfficeRef } from './contract.ts'
import type { StandingStage } from './standing.ts'
import type { RequestRow, StageRow } from './tables.ts'

/** The stages of a request as its standing needs them, for one reader. */
export function standingStages(
  actor: Actor,
  row: RequestRow,
  stages: readonly StageRow[],
  offices: ReadonlyMap<string | null, OfficeRef>,
): StandingStage[] {
  const deciders = decidersOf(stages)
  return stages.map((stage) => {
    const office = offices.get(stage.office_id) ?? {
      id: stage.office_id,
      name: stage.office_id ?? '',
      people: [],
    }
    return {
      kind: stage.kind,
      step: stage.step,
      state: stage.state,
      office,
      due: stage.due,
      stopped: stage.stopped_at !== null,
      advice: stage.advice,
      yours: mayAnswer(actor, row, stage, office, deciders).may,
    }
  })
}
