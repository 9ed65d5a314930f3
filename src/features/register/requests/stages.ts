import { afterWorkingDays } from '#features/institution/index.ts'
import { json, newId } from '#platform/db/index.ts'
import type { Judged } from './check.ts'
import type { Deed } from './deed.ts'
import type { PlannedStage } from './plan.ts'
import { stagesOf } from './store.ts'
import type { RequestRow, StageRow } from './tables.ts'
import { settleStage, tellStage } from './tell.ts'

/** Writes the stages down. Their turn comes with `openNext`. */
export async function keepStages(
  { tx, at }: Deed,
  request: RequestRow,
  { titles }: Pick<Judged, 'titles'>,
  planned: readonly PlannedStage[],
  holdHours = 0,
): Promise<void> {
  if (planned.length === 0) return
  const notBefore =
    holdHours > 0
      ? Temporal.Instant.from(at).add({ hours: holdHours }).toString({ fractionalSecondDigits: 3 })
      : null
  const rows = planned.map((stage) => ({
    id: newId(),
    request_id: request.id,
    kind: stage.kind,
    step: stage.step,
    office_id: stage.office,
    clause: stage.clause,
    clause_title: titles.get(stage.clause) ?? stage.clause,
    why: stage.why,
    working_days: stage.workingDays,
    state: 'ahead' as const,
    opened_at: null,
    due: null,
    not_before: stage.kind === 'advice' ? null : notBefore,
    stopped_at: null,
    answered_by: null,
    answered_at: null,
    in_place: false,
    advice: null,
    decision: null,
    text: '',
    clauses: json<string[]>([]),
    conditions: '',
    version: null,
  }))
  await tx.insertInto('request_stage').values(rows).execute()
}

/** Opens the stages whose turn it is: those of the lowest step, once none is open. True while any is open or ahead. */
export async function openNext(deed: Deed, request: RequestRow): Promise<boolean> {
  const { tx, at, calendar } = deed
  const stages = await stagesOf(tx, request.id)
  if (stages.some((stage) => stage.state === 'open')) return true
  const ahead = stages.filter((stage) => stage.state === 'ahead')
  const step = Math.min(...ahead.map((stage) => stage.step))
  for (const stage of ahead.filter((one) => one.step === step)) {
    const due = afterWorkingDays(at, stage.working_days, calendar)
    await tx
      .updateTable('request_stage')
      .set({ state: 'open', opened_at: at, due })
      .where('id', '=', stage.id)
      .execute()
    await tellStage(deed, request, { ...stage, state: 'open', opened_at: at, due })
  }
  return ahead.length > 0
}

/** What was said so far counts no longer, and nobody is asked any more. It stays to be read. */
export async function voidStages(deed: Deed, request: RequestRow, how: string): Promise<StageRow[]> {
  const stages = (await stagesOf(deed.tx, request.id)).filter((stage) => stage.state !== 'void')
  for (const stage of stages) if (stage.state === 'open') await settleStage(deed, stage, how)
  await deed.tx
    .updateTable('request_stage')
    .set({ state: 'void', stopped_at: null })
    .where('request_id', '=', request.id)
    .execute()
  return stages
}

/** Those that have not answered are asked no more; what was answered stands. */
export async function endUnanswered(deed: Deed, request: RequestRow, how: string): Promise<void> {
  for (const stage of await stagesOf(deed.tx, request.id)) {
    if (stage.state !== 'open' && stage.state !== 'ahead') continue
    if (stage.state === 'open') await settleStage(deed, stage, how)
    await deed.tx
      .updateTable('request_stage')
      .set({ state: 'void', stopped_at: null })
      .where('id', '=', stage.id)
      .execute()
  }
}
