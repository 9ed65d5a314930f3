import type { Finding } from '../engine/types.ts'

export type MarkLevel = 'refuse' | 'require' | 'hold' | 'advise' | 'neutral'

/** A finding in the terms of the page. */
export function levelOf(
  finding: Pick<Finding, 'outcome' | 'level' | 'requirements'> & Partial<Pick<Finding, 'waiver'>>,
): MarkLevel {
  if (finding.waiver) return 'neutral'
  switch (finding.outcome) {
    case 'refuse':
      return 'refuse'
    case 'require':
      return 'require'
    case 'hold':
      return 'hold'
    case 'advise':
      return 'advise'
    default:
      return 'neutral'
  }
}

/** The words of the chip. */
export function levelLabel(
  finding: Pick<Finding, 'outcome' | 'requirements'> & Partial<Pick<Finding, 'waiver'>>,
): string | undefined {
  if (finding.waiver) return 'Waived'
  if (finding.outcome === 'route') return 'Goes to an office'
  if (finding.outcome !== 'require') return undefined
  if (finding.requirements.some((needed) => 'approval' in needed)) return 'Needs approval'
  return finding.requirements.some((needed) => 'consult' in needed) ? 'Ask first' : 'Needs a reason'
}
