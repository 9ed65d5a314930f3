import { useMemo } from 'react'
import { wordDiff } from './compare.ts'
import css from './compare.module.css'

/** Two texts as one, with what went and what came. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const runs = useMemo(() => wordDiff(before, after), [before, after])
  return (
    <p className={css.diff}>
      {runs.map((run) =>
        run.kind === 'added' ? (
          <ins key={run.at}>
            <span className="visually-hidden">[added: </span>
            {run.text}
            <span className="visually-hidden">]</span>
          </ins>
        ) : run.kind === 'removed' ? (
          <del key={run.at}>
            <span className="visually-hidden">[taken out: </span>
            {run.text}
            <span className="visually-hidden">]</span>
          </del>
        ) : (
          <span key={run.at}>{run.text}</span>
        ),
      )}
    </p>
  )
}
