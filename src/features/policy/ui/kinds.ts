import type { Level } from '#ui/parts/chip.tsx'
import type { PolicyClause } from '../contract.ts'

type Kind = PolicyClause['kind']

/** How each kind of coverage is named and coloured, strongest first. */
export const kinds: { kind: Kind; chip: string; count: string; level: Level }[] = [
  { kind: 'enforced', chip: 'Enforced', count: 'enforced', level: 'require' },
  { kind: 'checked', chip: 'Checked', count: 'checked', level: 'hold' },
  { kind: 'recorded', chip: 'Recorded', count: 'recorded', level: 'ok' },
  { kind: 'guided', chip: 'Guided', count: 'guided', level: 'neutral' },
  { kind: 'not-covered', chip: 'Not covered', count: 'not covered', level: 'refuse' },
]

export const kindOf = (kind: Kind) => kinds.find((one) => one.kind === kind)
