import { isAsked } from '../engine/index.ts'
import type { Control } from '../engine/index.ts'
import type { Pack } from './pack.ts'
import type { CoverageEntry } from './schema.ts'
import { coverageKinds } from '../engine/coverage-kinds.ts'
import type { CoverageKind } from '../engine/coverage-kinds.ts'

/** What the system does about one clause, or plainly that it does nothing. */
export interface ClauseCoverage {
  clause: string
  title: string
  kind: CoverageKind
  controls: string[]
  /** What happens, one sentence each; for a clause that is not covered, why. */
  says: string[]
  proof: string[]
  /** The controls that the clause waits for: their rooms are not built yet. */
  needs: string[]
}

export interface Coverage {
  clauses: ClauseCoverage[]
  byKind: Record<CoverageKind, number>
}

/** Strongest first; a clause counts as the strongest thing that honours it. */
export function coverageOf(pack: Pick<Pack, 'clauses' | 'controls' | 'coverage' | 'messages'>): Coverage {
  const clauses = pack.clauses.map(({ id, title }): ClauseCoverage => {
    const all = pack.controls.filter(({ clause }) => clause === id)
    const controls = all.filter(({ subject, moments, when }) => isAsked(subject, moments, when))
    const waiting = all.filter((control) => !controls.includes(control))
    const entries = pack.coverage.filter(({ clause }) => clause === id)
    const kinds = new Set([...controls.map(kindOf), ...entries.map(statusOf)])
    const kind = coverageKinds.find((one) => kinds.has(one)) ?? 'not-covered'
    const says = [
      ...all.flatMap((control) => whatItDoes(control, pack)),
      ...entries.map((entry) => entry.says),
    ]
    const needs = [
      ...waiting.map((control) => control.id),
      ...entries.flatMap((entry) => (entry.needs === undefined ? [] : [entry.needs])),
    ]
    return {
      clause: id,
      title,
      kind,
      controls: all.map((control) => control.id),
      says: says.length > 0 ? says : ['No control honours this clause yet.'],
      proof: [...controls, ...entries].flatMap(({ proof }) => (proof === undefined ? [] : [proof])),
      needs: [...new Set(needs)],
    }
  })
  const byKind = Object.fromEntries(coverageKinds.map((kind) => [kind, 0])) as Record<CoverageKind, number>
  for (const { kind } of clauses) byKind[kind] += 1
  return { clauses, byKind }
}

/** Only a test of the running system makes "enforced" true; without one it counts as checked. */
function kindOf({ outcome, overridable, proof }: Control): CoverageKind {
  switch (outcome) {
    case 'refuse':
    case 'require':
    case 'hold':
      return proof !== undefined && !overridable ? 'enforced' : 'checked'
    case 'advise':
    case 'route':
    case 'task':
      return 'checked'
    case 'record':
      return 'recorded'
    case 'guide':
      return 'guided'
  }
}

const statusOf = ({ status, proof }: CoverageEntry): CoverageKind =>
  status === 'enforced' && proof === undefined ? 'checked' : status

function whatItDoes({ id }: Control, { messages }: Pick<Pack, 'messages'>): string[] {
  const says = sentenceOf(id, messages)
  return says === null ? [] : [says]
}

/** What a control does, in the words that the policy gives it; null where it gives none. */
export function sentenceOf(control: string, messages: Pack['messages']): string | null {
  const says = messages['en-GB']?.[`does.${control}`]
  return typeof says === 'string' ? says : null
}
