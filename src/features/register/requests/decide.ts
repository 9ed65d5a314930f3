import { afterWorkingDays } from '#features/institution/index.ts'
import { authorise, type Actor } from '#features/people/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { isOver } from './access.ts'
import { keepAnswer, stageAtHand, type StageAtHand } from './answer-stage.ts'
import { judge, type Judged } from './check.ts'
import type { RequestState, StageDecision } from './contract.ts'
import { inOneDeed, type Deed } from './deed.ts'
import { moveProposal, takeEffect } from './effects.ts'
import { namedOf } from './names.ts'
import { appealDays } from './plan.ts'
import { endUnanswered, keepStages, openNext } from './stages.ts'
import { happened, stagesOf } from './store.ts'
import { ownAccount } from './submit.ts'
import type { RequestRow } from './tables.ts'
import { tellRequester } from './tell.ts'

/** An office decides, with reasons and the clauses that they rest on. */
export async function decideRequest(
  services: Services,
  actor: Actor,
  requestId: string,
  stageId: string,
  input: StageDecision,
): Promise<void> {
  authorise(actor, 'requests.decide')
  await inOneDeed(services, actor, async (deed) => {
    const hand = await stageAtHand(deed, requestId, stageId, input.version)
    needDecision(deed, hand, input)
    const judged = await judgedNow(deed, hand.row)
    if (input.decision === 'approved') needPolicy(judged)
    const clauses = input.clauses.length > 0 ? [...new Set(input.clauses)] : [hand.stage.clause]
    needKnown(clauses, judged)
    const { decision, reasons, conditions } = input
    await keepAnswer(deed, hand, { advice: null, decision, text: reasons, clauses, conditions })
    await record(deed, hand, { ...input, clauses })
    if (decision === 'approved') return approve(deed, hand, judged, input)
    if (decision === 'refused') return refuse(deed, hand, reasons)
    return sendBack(deed, hand.row, hand.office.name, reasons)
  })
}

const judgedNow = ({ tx, at }: Deed, row: RequestRow): Promise<Judged> =>
  judge(
    tx,
    { kind: row.kind, answers: row.answers, ownAccountId: ownAccount(row), requester: row.requester },
    at,
  )

function needDecision({ at }: Deed, { stage }: StageAtHand, { decision }: StageDecision): void {
  const { clause } = stage
  if (stage.kind === 'advice')
    throw new Conflict('requests.advises', 'This office is asked for its advice: others decide.', { clause })
  if (stage.kind === 'appeal' && decision === 'changes')
    throw new Conflict('requests.appeal-is-final', 'An appeal is decided: approved, or refused for good.', {
      clause: 'BASE-14.4',
    })
  if (stage.not_before !== null && at < stage.not_before)
    throw new Conflict('requests.waits', 'The policy wants some time between the request and its decision.', {
      clause,
      fix: `Decide after ${stage.not_before}.`,
      data: { notBefore: stage.not_before },
    })
}

/** What the policy in force refuses or still wants cannot be approved by anybody: only an exception helps. */
function needPolicy({ plan }: Judged): void {
  const [first] = plan.missing
  if (!first) return
  throw new Conflict('requests.policy-refuses', first.say, {
    ...(first.clause ? { clause: first.clause } : {}),
    fix: 'Ask for changes, or refuse. Governance may make an exception to the clause.',
    fields: plan.missing.map(({ field, say }) => ({ path: `answers.${field}`, message: say })),
  })
}

function needKnown(clauses: readonly string[], { titles }: Judged): void {
  const unknown = clauses.find((clause) => !titles.has(clause))
  if (unknown === undefined) return
  const message = `The policy in force has no clause ${unknown}.`
  throw new Invalid('requests.clause', message, { fields: [{ path: 'clauses', message }] })
}

async function record(
  deed: Deed,
  { row, stage, office, inPlace }: StageAtHand,
  input: StageDecision,
): Promise<void> {
  const { decision, clauses, conditions, reasons, version } = input
  await happened(deed.tx, deed.at, deed.actor, row, {
    kind: `${stage.kind === 'appeal' ? 'appeal-' : ''}${decision === 'changes' ? 'changes-asked' : decision}`,
    summary: 'An office decided on a request.',
    facts: { stage: stage.id, office: stage.office_id, name: office.name, clauses, inPlace, version },
    text: conditions === '' ? reasons : `${reasons}\n\nOn condition: ${conditions}`,
  })
}

async function settle(
  { tx, at }: Deed,
  row: RequestRow,
  state: RequestState,
  appealUntil: string | null = null,
): Promise<void> {
  await tx
    .updateTable('request')
    .set({ state, state_since: at, appeal_until: appealUntil, updated_at: at })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .execute()
}

async function approve(
  deed: Deed,
  { row, stage, office }: StageAtHand,
  judged: Judged,
  { reasons, conditions }: StageDecision,
): Promise<void> {
  if (stage.kind !== 'appeal') {
    await addWhatIsAskedNow(deed, row, judged)
    if (await openNext(deed, row))
      return tellRequester(
        deed,
        row,
        `${office.name} has approved your request`,
        `${reasons} Others are asked now.`,
      )
  }
  if (isOver(row.state)) return
  await settle(deed, row, 'approved')
  await takeEffect(deed, row, reasons)
  const { title } = await namedOf(deed.tx, row)
  const text = conditions === '' ? reasons : `${reasons} On condition: ${conditions}`
  await tellRequester(deed, row, `Approved: ${title}`, text)
}

/** The policy may have changed since the request was sent: an office that it names now is asked before the end. */
async function addWhatIsAskedNow(deed: Deed, row: RequestRow, judged: Judged): Promise<void> {
  const stages = (await stagesOf(deed.tx, row.id)).filter((stage) => stage.state !== 'void')
  const asked = new Set(stages.map((stage) => `${stage.kind} ${stage.office_id}`))
  const last = Math.max(...stages.map((stage) => stage.step))
  const added = judged.plan.stages
    // Who decides where the policy names nobody has no say where somebody has decided already.
    .filter((stage) => stage.office !== null && !asked.has(`${stage.kind} ${stage.office}`))
    .map((stage) => ({ ...stage, step: last + stage.step }))
  await keepStages(deed, row, judged, added)
  if (added.length > 0)
    await happened(deed.tx, deed.at, null, row, {
      kind: 'stages-added',
      summary: 'The policy in force asks more offices than when the request was sent.',
      facts: { clauses: added.map((stage) => stage.clause) },
    })
}

async function refuse(deed: Deed, { row, stage }: StageAtHand, reasons: string): Promise<void> {
  const final = stage.kind === 'appeal'
  await endUnanswered(deed, row, 'The request was refused.')
  await settle(deed, row, 'refused', final ? null : afterWorkingDays(deed.at, appealDays, deed.calendar))
  await moveProposal(deed, row, 'refused', reasons)
  const { title } = await namedOf(deed.tx, row)
  await tellRequester(
    deed,
    row,
    `Refused: ${title}`,
    final ? `${reasons} This is final.` : `${reasons} You may appeal within ${appealDays} working days.`,
  )
}

async function sendBack(deed: Deed, row: RequestRow, office: string, reasons: string): Promise<void> {
  await endUnanswered(deed, row, 'Changes were asked for.')
  await settle(deed, row, 'changes-asked')
  await tellRequester(deed, row, `${office} asks for changes to your request`, reasons)
}
