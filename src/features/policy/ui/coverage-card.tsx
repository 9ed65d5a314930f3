import { Card } from '#ui/parts/card.tsx'
import type { PolicyClause } from '../contract.ts'
import css from './policy.module.css'
import { kinds } from './kinds.ts'

/** How much of the policy the system does something about: a bar to look at, the same as words to read. */
export function CoverageCard({ clauses }: { clauses: PolicyClause[] }) {
  const counts = kinds
    .map((one) => ({ ...one, number: clauses.filter(({ kind }) => kind === one.kind).length }))
    .filter(({ number }) => number > 0)
  return (
    <Card>
      <h2 className={css.total}>
        {clauses.length} clauses <span>– what Rostrum does about them</span>
      </h2>
      <div className={css.bar} aria-hidden>
        {counts.map(({ kind, number }) => (
          <span
            key={kind}
            className={css.stretch}
            data-kind={kind}
            data-share={shareOf(number, clauses.length)}
          />
        ))}
      </div>
      <ul className={css.counts}>
        {counts.map(({ kind, count, number }) => (
          <li key={kind} data-kind={kind}>
            {number} {count}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** In twentieths: style attributes are not allowed, so the style sheet has a rule for each. */
function shareOf(number: number, all: number): number {
  return Math.max(1, Math.round((number / all) * 20))
}
