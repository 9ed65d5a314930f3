import { evaluate } from './engine/index.ts'
import type { CompiledRuleset, Finding, InstitutionForCheck, Moment, SubjectKind } from './engine/index.ts'
import { situationOf } from './packs/situation.ts'

export interface Trial {
  subject: SubjectKind
  moment: Moment
  /** As in the `given` of an example: see docs/packs.md. */
  given: Record<string, unknown>
}

export interface TrialResult {
  findings: Finding[]
  /** Controls that were asked and had nothing to say. */
  silent: { control: string; clause: string; clauseTitle: string; when: string | null; mark: string | null }[]
}

/** What the controls say of something made up, and which of them keep silent. Keeps nothing. */
export function tryPolicy(
  rules: CompiledRuleset,
  trial: Trial,
  institution: InstitutionForCheck,
  now: string,
): TrialResult | { fault: string } {
  const { subject, moment, given } = trial
  const situation = situationOf(subject, given, moment, { now, institutionFor: () => institution })
  if ('fault' in situation) return situation
  const findings = evaluate(rules, situation.subject, situation.facts, now)
  const spoke = new Set(findings.map(({ control }) => control))
  const silent = rules
    .controlsFor(subject, moment)
    .filter(({ control }) => !spoke.has(control.id))
    .map(({ control, clauseTitle }) => ({
      control: control.id,
      clause: control.clause,
      clauseTitle,
      when: control.when ?? null,
      mark: control.mark?.fact ?? null,
    }))
  return { findings, silent }
}
