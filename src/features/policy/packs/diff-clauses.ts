import type { Clause, Section } from './policy-text.ts'
import type { ClauseChange, Moved, WordRun } from './diff-types.ts'

interface Policy {
  clauses: Clause[]
  sections: Section[]
}

/** Clause by clause, in the order of the newer policy; those that are gone stand where they stood. */
export function clauseChanges(
  before: Policy,
  after: Policy,
  wordRuns: (one: string, other: string) => WordRun[],
): ClauseChange[] {
  const old = new Map(before.clauses.map((clause) => [clause.id, clause]))
  const ids = new Set(after.clauses.map(({ id }) => id))
  const gone = before.clauses.filter(({ id }) => !ids.has(id))
  const renumbered = renumberedFrom(
    gone,
    after.clauses.filter(({ id }) => !old.has(id)),
  )
  const stayed = inOrder(
    before.clauses.map(({ id }) => id),
    after.clauses.map(({ id }) => id),
  )
  const change = (clause: Clause): ClauseChange | null => {
    const was = old.get(clause.id) ?? renumbered.get(clause.id)
    const { id, title } = clause
    const base = { clause: id, title, text: null, retitled: null, reworded: null, moved: null }
    if (!was) return { ...base, kind: 'added', text: clause.text }
    const moved = movement(was, clause, before, after, stayed.has(id) || was.id !== id)
    const retitled = was.title === title ? null : { before: was.title, after: title }
    const reworded = was.text === clause.text ? null : wordRuns(was.text, clause.text)
    if (!moved && !retitled && !reworded) return null
    return { ...base, kind: 'changed', retitled, reworded, moved }
  }
  const changes = after.clauses.map(change).filter((one) => one !== null)
  const taken = new Set([...renumbered.values()].map(({ id }) => id))
  for (const { id, title, text } of gone.filter(({ id: one }) => !taken.has(one))) {
    const kind = 'removed' as const
    place(
      { clause: id, title, kind, text, retitled: null, reworded: null, moved: null },
      changes,
      before,
      after,
    )
  }
  return changes
}

/** Puts a clause that is gone behind the nearest one before it that is still there. */
function place(gone: ClauseChange, changes: ClauseChange[], before: Policy, after: Policy): void {
  const order = new Map(after.clauses.map(({ id }, at) => [id, at]))
  const index = before.clauses.findIndex(({ id }) => id === gone.clause)
  const anchor = before.clauses.slice(0, index).findLast(({ id }) => order.has(id))
  const limit = anchor ? (order.get(anchor.id) ?? -1) : -1
  const at = changes.findIndex(({ clause }) => (order.get(clause) ?? -1) > limit)
  changes.splice(at < 0 ? changes.length : at, 0, gone)
}

function movement(was: Clause, is: Clause, before: Policy, after: Policy, inPlace: boolean): Moved | null {
  const from = heading(before, was.section)
  const to = heading(after, is.section)
  const elsewhere = was.section !== is.section && from !== to
  if (inPlace && !elsewhere && was.id === is.id) return null
  return { from, to, was: was.id === is.id ? null : was.id }
}

const heading = ({ sections }: Policy, id: string): string =>
  sections.find((section) => section.id === id)?.title ?? id

/** The same words under another id: new id → clause as it was. */
function renumberedFrom(gone: readonly Clause[], fresh: readonly Clause[]): Map<string, Clause> {
  const left = new Map(gone.map((clause) => [clause.text, clause]))
  const pairs = fresh.flatMap((clause): [string, Clause][] => {
    const was = left.get(clause.text)
    left.delete(clause.text)
    return was ? [[clause.id, was]] : []
  })
  return new Map(pairs)
}

/** The ids that kept their order: the longest row of them that stands in both. All others were moved. */
function inOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const at = new Map(before.map((id, index) => [id, index]))
  const common = after.filter((id) => at.has(id))
  // For each length the row that ends earliest, as a linked list; the usual way to a longest increasing row.
  const ends: Row[] = []
  for (const id of common) {
    const index = at.get(id) ?? 0
    const found = ends.findIndex((row) => row.index >= index)
    const length = found < 0 ? ends.length : found
    ends[length] = { id, index, before: ends[length - 1] ?? null }
  }
  const kept = new Set<string>()
  for (let row: Row | null = ends.at(-1) ?? null; row; row = row.before) kept.add(row.id)
  return kept
}

interface Row {
  id: string
  index: number
  before: Row | null
}
