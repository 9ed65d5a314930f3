import type { PolicyView } from './view.ts'

/** What the lint may know of the world beside the pack. */
export interface LintWorld {
  /** ISO day. */
  today: string
  /** By office id: does somebody hold it, and how can it be reached? Absent where nobody can tell. */
  offices?: Record<string, OfficeState>
}

export interface OfficeState {
  held: boolean
  /** ISO day from which nobody holds it, as far as it is known now; null where there is no end. */
  until?: string | null
  contacts: ('email' | 'telephone')[]
}

/** `fault`: it is wrong. `warning`: it is likely wrong, or soon will be. `advice`: somebody should look. */
export type LintWeight = 'fault' | 'warning' | 'advice'

export interface LintFinding {
  rule: string
  clause?: string
  control?: string
  file: string
  line: number
  weight: LintWeight
  /** What is the matter, as a sentence for a policy owner. */
  says: string
  /** What to do about it. */
  mend: string
  /** The law or the source, with its date. */
  because?: string
}

export type Found = Omit<LintFinding, 'rule'>

/** One rule of the lint: pure over a pack and what it is told of the world. */
export interface LintRule {
  id: string
  /** What it looks for, in one sentence. */
  about: string
  find(view: PolicyView, world: LintWorld): Found[]
}
