import type { Control, Finding } from '#features/policy/index.ts'
import type { Answers, RequestKind, StageKind } from './contract.ts'
import { affiliateClause } from '../life/stops.ts'
import { isEmpty } from './fields.ts'
import { askedClause } from './question-rules.ts'
import { questionsOf } from './questions.ts'
import { answeredBy, askedQuestions, readsOf } from './reads.ts'

/** Working days in which an office answers, where the policy names no others. */
export const usualDays = { advice: 5, decision: 10, appeal: 10 } as const
/** Working days in which a refusal may be appealed against. */
export const appealDays = 20

export interface PlannedStage {
  kind: StageKind
  step: number
  /** Null: central communications. */
  office: string | null
  clause: string
  why: string
  workingDays: number
}

export interface Missing {
  field: string
  say: string
  clause: string | null
  fix: string | null
}

export interface Wanted {
  id: string
  say: string
  clause: string
}

/** What the policy asks of a request before it may be sent, and what comes after. */
export interface Plan {
  findings: Finding[]
  missing: Missing[]
  declarations: Wanted[]
  reasons: Wanted[]
  stages: PlannedStage[]
  outside: { say: string; clause: string } | null
  /** No decision before so many hours have passed since it was sent. */
  holdHours: number
  tasks: Finding[]
}

export interface ForPlan {
  kind: RequestKind
  answers: Answers
  affiliate: boolean
  /** What the policy says at both moments, each finding once. */
  findings: Finding[]
  controls: readonly Control[]
}

/** Reads the findings as a plan. Pure. */
export function planOf({ kind, answers, affiliate, findings, controls }: ForPlan): Plan {
  const byId = new Map(controls.map((control) => [control.id, control]))
  const place = new Map(controls.map(({ id }, index) => [id, index]))
  const holding = findings.filter(({ waiver }) => waiver === undefined)
  const stages = stagesOf(holding)
  const outside = kind === 'open' && affiliate && !stages.some((stage) => stage.kind === 'decision')
  const decided = stages.some((stage) => stage.kind === 'decision')
  return {
    findings,
    missing: onceEach([
      ...unanswered(kind, answers, controls),
      ...holding
        .toSorted((a, b) => (place.get(a.control) ?? 0) - (place.get(b.control) ?? 0))
        .flatMap((finding) => missingBy(finding, answers, byId.get(finding.control))),
    ]),
    declarations: holding.flatMap(declarationsOf),
    reasons: holding.flatMap(reasonsOf),
    stages: decided || outside ? stages : [...stages, centralDecision(stages)],
    outside: outside ? whyOutside(holding, byId) : null,
    holdHours: Math.max(
      0,
      ...holding.flatMap(({ outcome, hours }) => (outcome === 'hold' ? [hours ?? 0] : [])),
    ),
    tasks: holding.filter(({ outcome }) => outcome === 'task'),
  }
}

/** First everybody who is asked for advice, at the same time; then those who decide, one after the other. */
function stagesOf(findings: readonly Finding[]): PlannedStage[] {
  const stages: PlannedStage[] = []
  const put = (kind: 'advice' | 'decision', office: string | null, finding: Finding): void => {
    if (stages.some((stage) => stage.kind === kind && stage.office === office)) return
    const decisions = stages.filter((stage) => stage.kind === 'decision').length
    stages.push({
      kind,
      step: kind === 'advice' ? 1 : 2 + decisions,
      office,
      clause: finding.clause,
      why: finding.say,
      workingDays: finding.withinDays ?? usualDays[kind],
    })
  }
  for (const finding of findings) {
    if (finding.outcome === 'route' && finding.office) put('advice', finding.office, finding)
    for (const one of finding.requirements) {
      if ('consult' in one) put('advice', one.consult, finding)
      // Anybody else will do: central communications are somebody else.
      if ('approval' in one) put('decision', one.approval === 'another-person' ? null : one.approval, finding)
    }
  }
  return stages.toSorted((a, b) => a.step - b.step)
}

function centralDecision(stages: readonly PlannedStage[]): PlannedStage {
  return {
    kind: 'decision',
    step: stages.length === 0 ? 1 : 2,
    office: null,
    clause: askedClause,
    why: 'The policy names no office that decides on this, so central communications do.',
    workingDays: usualDays.decision,
  }
}

function whyOutside(findings: readonly Finding[], controls: ReadonlyMap<string, Control>): Plan['outside'] {
  const own = findings.find(({ control, outcome }) => {
    const rule = controls.get(control)
    return outcome === 'guide' && rule !== undefined && readsOf(rule).includes('affiliate')
  })
  return own
    ? { say: own.say, clause: own.clause }
    : {
        say: 'This body answers for its own accounts, so nobody here decides on this one. It is put on the list.',
        clause: affiliateClause,
      }
}

/** Questions that need an answer before anything can be judged. */
function unanswered(kind: RequestKind, answers: Answers, controls: readonly Control[]): Missing[] {
  return askedQuestions(kind, controls).flatMap(({ question, asking }): Missing[] => {
    if (!isEmpty(answers[question.id])) return []
    if (question.always?.required)
      return [{ field: question.id, say: question.always.say, clause: question.always.clause, fix: null }]
    const [first] = asking
    // Who has never said so does not know the network: that is an answer.
    if (question.shape !== 'yes-no' || question.id === 'familiar' || first === undefined) return []
    return [{ field: question.id, say: 'Answer yes or no.', clause: first.clause, fix: null }]
  })
}

function missingBy(finding: Finding, answers: Answers, control: Control | undefined): Missing[] {
  const fix = finding.offers[0]?.label ?? null
  if (finding.outcome === 'refuse') {
    if (finding.overridable) return []
    const field = control ? (answeredBy(control)[0] ?? '') : ''
    return [{ field, say: finding.say, clause: finding.clause, fix }]
  }
  if (finding.outcome !== 'require') return []
  const wanted = finding.requirements.flatMap((one) => ('field' in one ? [one.field] : []))
  const empty = wanted.filter((field) => isEmpty((answers as Record<string, unknown>)[field]))
  // Something is there, and the policy wants more of it.
  return (empty.length > 0 ? empty : wanted).map((field) => ({
    field,
    say: finding.say,
    clause: finding.clause,
    fix,
  }))
}

/** One for each question, in the words of the institution's own policy where it speaks: it stands after the baseline. */
function onceEach(all: readonly Missing[]): Missing[] {
  const byField = new Map<string, Missing>()
  for (const one of all) byField.set(one.field === '' ? ` ${one.clause}` : one.field, one)
  return [...byField.values()]
}

/** Training and reading cannot be proved by a request: whoever sends it says so, and it is kept with their name. */
function declarationsOf(finding: Finding): Wanted[] {
  return finding.requirements.flatMap((one) => {
    const what =
      'declaration' in one
        ? one.declaration
        : 'training' in one
          ? `training-${one.training}`
          : 'acknowledgement' in one
            ? `read-${one.acknowledgement}`
            : null
    return what === null
      ? []
      : [{ id: `${finding.control}.${what}`, say: finding.say, clause: finding.clause }]
  })
}

function reasonsOf(finding: Finding): Wanted[] {
  const asked = finding.requirements.some((one) => 'reason' in one)
  const past = finding.outcome === 'refuse' && finding.overridable
  return asked || past ? [{ id: finding.control, say: finding.say, clause: finding.clause }] : []
}

/** Is there still something to mend before it can be sent? */
export function isComplete(
  plan: Pick<Plan, 'missing' | 'declarations' | 'reasons'>,
  given: { declared: readonly string[]; reasons: Readonly<Record<string, string>> },
): boolean {
  return (
    plan.missing.length === 0 &&
    plan.declarations.every(({ id }) => given.declared.includes(id)) &&
    plan.reasons.every(({ id }) => isReason(given.reasons[id]))
  )
}

export const isReason = (text: string | undefined): boolean => (text ?? '').trim().length >= 10

/** The questions that a finding is about. */
export function fieldsAbout(
  finding: Finding,
  controls: ReadonlyMap<string, Control>,
  kind: RequestKind,
): string[] {
  const control = controls.get(finding.control)
  if (!control) return []
  const wanted = finding.requirements.flatMap((one) => ('field' in one ? [one.field] : []))
  const asked = new Set<string>(questionsOf(kind).map(({ id }) => id))
  return (wanted.length > 0 ? wanted : answeredBy(control)).filter((field) => asked.has(field))
}
