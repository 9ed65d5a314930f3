import { getInstitution } from '#features/institution/index.ts'
import { authorise, type Actor } from '#features/people/index.ts'
import { judgeAt, policyInForce, type Control, type Finding, type InForce } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Answers, Proposal, RequestCheck, RequestFinding } from './contract.ts'
import { fieldsOf, type RequestFacts } from './fields.ts'
import { officeOf, sayVacant } from './offices.ts'
import { fieldsAbout, isComplete, isReason, planOf, type Plan, type PlannedStage } from './plan.ts'
import { proposeService } from './supported-services.ts'
import { troublesOf } from './troubles.ts'
import { factsFor, type AboutRequest } from './world.ts'

export interface Judged {
  plan: Plan
  facts: RequestFacts
  titles: ReadonlyMap<string, string>
  controls: ReadonlyMap<string, Control>
}

/** What the policy in force says of a request, at sending and at deciding. */
export async function judge(
  db: Db | Tx,
  about: AboutRequest & { requester: string },
  now: string,
): Promise<Judged> {
  const facts = await factsFor(db, about, now)
  const judgeNow = await judgeAt(db, now)
  const inForce = await policyInForce(db, now)
  const put = {
    kind: 'request' as const,
    fields: fieldsOf(about.kind, about.answers, facts),
    accounts: accountsOf(about, facts),
    persons: [about.requester],
  }
  const findings = (['submit', 'decide'] as const).flatMap((moment) => judgeNow({ ...put, moment }))
  const controls = inForce.ruleset.controls.filter(({ subject }) => subject === 'request')
  const plan = planOf({
    kind: about.kind,
    answers: about.answers,
    affiliate: facts.unit?.affiliate ?? false,
    findings: onceEach(findings),
    controls,
  })
  const troubles = await troublesOf(db, about, facts)
  const fields = new Set(troubles.map(({ field }) => field))
  return {
    plan: { ...plan, missing: [...plan.missing.filter(({ field }) => !fields.has(field)), ...troubles] },
    facts,
    titles: titlesOf(inForce),
    controls: new Map(controls.map((control) => [control.id, control])),
  }
}

/** Exceptions for an account or a unit count for what is asked for there. */
function accountsOf(
  { ownAccountId }: AboutRequest,
  { account, unit }: RequestFacts,
): { id: string; unitId: string }[] {
  if (account) return [{ id: account.id, unitId: account.unitId }]
  return unit ? [{ id: ownAccountId ?? '', unitId: unit.id }] : []
}

const onceEach = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [finding.id, finding])).values(),
]

export function titlesOf({ ruleset }: InForce): ReadonlyMap<string, string> {
  return new Map(ruleset.clauses.map(({ id, title }) => [id, title]))
}

export interface Given {
  declared: readonly string[]
  reasons: Readonly<Record<string, string>>
  answers: Answers
}

/** The check as pages show it. */
export async function checkView(
  db: Db | Tx,
  about: AboutRequest,
  { plan, titles, controls }: Judged,
  given: Given,
  now: string,
): Promise<RequestCheck> {
  const clause = (id: string) => ({ id, title: titles.get(id) ?? id })
  const stages = await Promise.all(plan.stages.map((stage) => stageAhead(db, stage, clause, now)))
  const supported = (await getInstitution(db))?.supportedServices ?? []
  const proposed = about.kind === 'open' ? proposeService(given.answers, supported) : null
  return {
    missing: plan.missing.map((one) => ({ ...one, clause: one.clause === null ? null : clause(one.clause) })),
    declarations: plan.declarations.map((one) => ({
      ...one,
      clause: clause(one.clause),
      declared: given.declared.includes(one.id),
    })),
    reasons: plan.reasons.map((one) => ({
      ...one,
      clause: clause(one.clause),
      given: isReason(given.reasons[one.id]),
    })),
    findings: plan.findings.map((finding) => findingView(finding, controls, about)),
    proposed: proposed && { id: proposed.id, name: proposed.name, why: proposed.why, help: proposed.help },
    stages,
    outside: plan.outside && { say: plan.outside.say, clause: clause(plan.outside.clause) },
    maySubmit: isComplete(plan, given),
  }
}

async function stageAhead(
  db: Db | Tx,
  stage: PlannedStage,
  clause: (id: string) => { id: string; title: string },
  now: string,
): Promise<RequestCheck['stages'][number]> {
  const office = await officeOf(db, stage.office, now)
  return {
    kind: stage.kind,
    step: stage.step,
    office,
    clause: clause(stage.clause),
    why: stage.why,
    workingDays: stage.workingDays,
    vacant: sayVacant(office),
  }
}

function findingView(finding: Finding, controls: Judged['controls'], { kind }: AboutRequest): RequestFinding {
  const { id, control, clause, clauseTitle, outcome, level, say, offers, waiver } = finding
  return {
    id,
    control,
    clause,
    clauseTitle,
    outcome,
    level,
    say,
    offers: offers.map((offer) => ({ id: offer.id, label: offer.label })),
    fields: fieldsAbout(finding, controls, kind),
    excused: waiver ? `${waiver.by}: ${waiver.reason}` : null,
  }
}

/** What the policy says of answers that are nowhere kept. */
export async function checkRequest(
  services: Services,
  actor: Actor,
  { kind, answers, reasons, declared, requestId }: Proposal & { requestId?: string | undefined },
): Promise<RequestCheck> {
  authorise(actor, 'requests.make')
  const now = nowOf(services)
  const ownAccountId = kind === 'open' && requestId ? await proposedBy(services.db, actor, requestId) : null
  const about = { kind, answers, ownAccountId, requester: actor.personId }
  const judged = await judge(services.db, about, now)
  return checkView(services.db, about, judged, { answers, reasons, declared }, now)
}

/** The account that an own request has put into the register already. */
async function proposedBy(db: Db, actor: Actor, requestId: string): Promise<string | null> {
  const row = await db
    .selectFrom('request')
    .select('account_id')
    .where('id', '=', requestId)
    .where('requester', '=', actor.personId)
    .executeTakeFirst()
  return row?.account_id ?? null
}
