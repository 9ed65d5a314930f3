import type { CoverageKind } from '../engine/coverage-kinds.ts'
import { coverageKinds, coverageWords } from '../engine/coverage-kinds.ts'
import type { SubjectKind } from '../engine/index.ts'
import type { Coverage } from '../packs/coverage.ts'
import type { Pack } from '../packs/pack.ts'
import { columns, figures, plural } from './table.ts'

/** A control that a clause waits for. */
export interface Waiting {
  pack: string
  clause: string
  control: string
  /** The subject whose room is not built yet; null for a control that is only named so far. */
  room: SubjectKind | null
}

export interface Totals {
  pack: string
  clauses: number
  byKind: Record<CoverageKind, number>
}

export function waitingOf(pack: Pick<Pack, 'frontMatter' | 'controls'>, { clauses }: Coverage): Waiting[] {
  return clauses.flatMap(({ clause, needs }) =>
    needs.map((control) => ({
      pack: pack.frontMatter.id,
      clause,
      control,
      room: pack.controls.find(({ id }) => id === control)?.subject ?? null,
    })),
  )
}

/** One line for each pack and one for all of them together. */
export function totalsTable(totals: readonly Totals[]): string[] {
  const all: Totals = {
    pack: 'together',
    clauses: totals.reduce((sum, { clauses }) => sum + clauses, 0),
    byKind: Object.fromEntries(
      coverageKinds.map((kind) => [kind, totals.reduce((sum, { byKind }) => sum + byKind[kind], 0)]),
    ) as Totals['byKind'],
  }
  const rows = [...totals, all].map(({ pack, clauses, byKind }) => [
    pack,
    clauses,
    ...coverageKinds.map((kind) => byKind[kind]),
  ])
  return figures([['pack', 'clauses', ...coverageKinds.map((kind) => coverageWords[kind])], ...rows])
}

export function waitingTable(waiting: readonly Waiting[]): string[] {
  if (waiting.length === 0) return ['No control waits for its room.']
  const verb = waiting.length === 1 ? 'waits for its room' : 'wait for their rooms'
  const rows = waiting.map(({ pack, clause, control, room }) => [
    room ?? 'not written yet',
    pack,
    clause,
    control,
  ])
  return [
    `${plural(waiting.length, 'control')} ${verb}:`,
    ...columns([
      ['room', 'pack', 'clause', 'control'],
      ...rows.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? '')),
    ]),
  ]
}
