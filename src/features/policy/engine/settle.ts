import type { Finding } from './types.ts'

/** A reason that somebody gave for going ahead in spite of a finding. */
export interface Override {
  findingId: string
}

/**
 * Of all findings, those that stand in the way now: refusals and requirements that nobody has overridden, and that
 * may not be. Advice, guidance and records never stand in the way; approvals and other requirements that are met
 * elsewhere are left to their feature.
 */
export function blocking(findings: readonly Finding[], overrides: readonly Override[]): Finding[] {
  const settled = new Set(overrides.map(({ findingId }) => findingId))
  return findings.filter(
    (finding) => standsInTheWay(finding) && !(finding.overridable && settled.has(finding.id)),
  )
}

function standsInTheWay({ outcome, overridable, waiver }: Finding): boolean {
  if (waiver) return false
  return outcome === 'refuse' || (outcome === 'require' && overridable)
}
