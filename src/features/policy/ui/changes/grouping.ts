import type { ClauseChange, ControlChange, CoverageChange, PolicyChanges, WordRun } from '../../contract.ts'

/** All that became of one clause: its words, and what is done about it. */
export interface ClauseGroup {
  clause: string
  title: string
  words: ClauseChange | null
  controls: ControlChange[]
  coverage: CoverageChange | null
}

/** Changes by clause, in the order of the newer policy; a clause that is gone stands where it stood. */
export function byClause({ clauses, controls, coverage, titles }: PolicyChanges): ClauseGroup[] {
  const words = new Map(clauses.map((change) => [change.clause, change]))
  const named = new Map(titles.map(({ id, title }) => [id, title]))
  const touched = new Set([...clauses, ...controls, ...coverage].map(({ clause }) => clause))
  return placed(clauses, titles)
    .filter((clause) => touched.has(clause))
    .map((clause) => ({
      clause,
      title: words.get(clause)?.title ?? named.get(clause) ?? '',
      words: words.get(clause) ?? null,
      controls: controls.filter((control) => control.clause === clause),
      coverage: coverage.find((one) => one.clause === clause) ?? null,
    }))
}

/** All clauses in their order: those that are gone are put behind the change that they stand behind. */
function placed(clauses: readonly ClauseChange[], titles: PolicyChanges['titles']): string[] {
  const gone = new Set(clauses.filter(({ kind }) => kind === 'removed').map(({ clause }) => clause))
  // A number that somebody else's words have now keeps its place; only the id counts here.
  const order = titles.map(({ id }) => id).filter((id) => !gone.has(id))
  for (const [at, { clause }] of clauses.entries()) {
    if (!gone.has(clause)) continue
    const before = clauses[at - 1]?.clause
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, clause)
  }
  return order
}

/**
 * Runs of words for reading: where only a space stands between two changes they become one, so that “must not” →
 * “should never” is one thing taken out and one put in, and not four.
 */
export function readable(runs: readonly WordRun[]): WordRun[] {
  const out: WordRun[] = []
  let removed = ''
  let added = ''
  const settle = (): void => {
    const space = removed.endsWith(' ') && added.endsWith(' ') ? ' ' : ''
    const words = (text: string): string => text.slice(0, text.length - space.length)
    if (removed !== '') out.push({ kind: 'removed', text: words(removed) })
    if (added !== '') out.push({ kind: 'added', text: words(added) })
    if (space !== '') out.push({ kind: 'same', text: space })
    removed = added = ''
  }
  for (const [at, { kind, text }] of runs.entries()) {
    const next = runs[at + 1]
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if (removed !== '' && added !== '' && text.trim() === '' && next && next.kind !== 'same') {
      removed += text
      added += text
    } else {
      settle()
      out.push({ kind, text })
    }
  }
  settle()
  return out
}

const number = new Intl.PluralRules('en-GB')

/** Whole phrases, so that each can be translated. */
const phrases: { of: (changes: PolicyChanges) => number; one: string; other: string }[] = [
  { of: ({ clauses }) => count(clauses, 'added'), one: '1 clause is new', other: '{n} clauses are new' },
  {
    of: ({ clauses }) => count(clauses, 'removed'),
    one: '1 clause is taken out',
    other: '{n} clauses are taken out',
  },
  {
    of: ({ clauses }) => clauses.filter(({ reworded }) => reworded).length,
    one: '1 clause is reworded',
    other: '{n} clauses are reworded',
  },
  {
    of: ({ clauses }) => clauses.filter(({ retitled }) => retitled).length,
    one: '1 clause has another title',
    other: '{n} clauses have another title',
  },
  {
    of: ({ clauses }) => clauses.filter(({ moved }) => moved).length,
    one: '1 clause has moved',
    other: '{n} clauses have moved',
  },
  { of: ({ controls }) => count(controls, 'added'), one: '1 control is new', other: '{n} controls are new' },
  {
    of: ({ controls }) => count(controls, 'removed'),
    one: '1 control is taken out',
    other: '{n} controls are taken out',
  },
  {
    of: ({ controls }) => count(controls, 'changed'),
    one: '1 control does something else',
    other: '{n} controls do something else',
  },
  {
    of: ({ coverage }) => coverage.length,
    one: '1 clause is honoured in another way',
    other: '{n} clauses are honoured in another way',
  },
  {
    of: ({ messages }) => messages.length,
    one: '1 sentence differs',
    other: '{n} sentences differ',
  },
  {
    of: ({ particulars }) => particulars.length,
    one: '1 particular differs',
    other: '{n} particulars differ',
  },
]

const count = (changes: readonly { kind: string }[], kind: string): number =>
  changes.filter((change) => change.kind === kind).length

/** How much is different, in a few phrases; empty when nothing is. */
export function countsInWords(changes: PolicyChanges): string[] {
  return phrases.flatMap(({ of, one, other }) => {
    const n = of(changes)
    return n === 0 ? [] : [number.select(n) === 'one' ? one : other.replace('{n}', String(n))]
  })
}
