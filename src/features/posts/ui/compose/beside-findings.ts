import type { Field, Finding } from '#features/policy/engine/types.ts'
import { stops } from '../../rules.ts'
import { fieldWords } from '../words.ts'

export interface BesideFinding {
  field: Field
  say: string
}

/** What still stands in the way of what stands beside the words on this network. */
export function besideFindings(
  findings: readonly Finding[],
  network: string,
  settled: ReadonlySet<string>,
): BesideFinding[] {
  return findings
    .filter((finding) => stops(finding) && !finding.waiver && !settled.has(finding.id))
    .filter((finding) => finding.targets.some((target) => target.network === network))
    .flatMap(({ spans, say }) =>
      [...new Set(spans.map(({ field }) => field))]
        .filter((field) => field in fieldWords)
        .map((field) => ({ field, say })),
    )
}
