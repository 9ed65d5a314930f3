import type { Pack } from '../packs/pack.ts'
import type { LintFinding, LintRule, LintWorld } from './finding.ts'
import { contradictions } from './rules/contradictions.ts'
import { criticism } from './rules/criticism.ts'
import { duplicates } from './rules/duplicates.ts'
import { exampleScope } from './rules/example-scope.ts'
import { lawInForce } from './rules/law.ts'
import { neverFires } from './rules/never-fires.ts'
import { notAsked } from './rules/not-asked.ts'
import { offices } from './rules/offices.ts'
import { overreach } from './rules/overreach.ts'
import { referenceLoops } from './rules/reference-loops.ts'
import { references } from './rules/references.ts'
import { reviewDate } from './rules/review-date.ts'
import { spelling } from './rules/spelling.ts'
import { strength } from './rules/strength.ts'
import { twoFactor } from './rules/two-factor.ts'
import { viewOf } from './view.ts'

export type { LintFinding, LintRule, LintWeight, LintWorld, OfficeState } from './finding.ts'

/** A new rule is its own file and one line here. */
export const lintRules: readonly LintRule[] = [
  reviewDate,
  references,
  referenceLoops,
  lawInForce,
  criticism,
  twoFactor,
  duplicates,
  spelling,
  exampleScope,
  offices,
  neverFires,
  notAsked,
  contradictions,
  strength,
  overreach,
]

/** Everything that somebody should look at in a pack that can otherwise be used, in the order of its files. */
export function lintPack(pack: Pack, world: LintWorld): LintFinding[] {
  const view = viewOf(pack)
  const found = lintRules.flatMap((rule) =>
    rule.find(view, world).map((one): LintFinding => ({ rule: rule.id, ...one })),
  )
  const files = ['policy.md', 'controls.yaml']
  return found.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line)
}
