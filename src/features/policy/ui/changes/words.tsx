import type { WordRun } from '../../contract.ts'
import { readable } from './grouping.ts'
import css from './changes.module.css'

/** A text with what was put in underlined and what was taken out struck through; told in words to those who listen. */
export function Words({ runs, policy = false }: { runs: readonly WordRun[]; policy?: boolean }) {
  const placed = readable(runs).map((run, at) => ({ ...run, key: `${at} ${run.kind}` }))
  return (
    <p className={policy ? css.policy : css.words}>
      {placed.map(({ kind, text, key }) => {
        if (kind === 'same') return <span key={key}>{text}</span>
        return kind === 'added' ? (
          <ins key={key}>
            <span className="visually-hidden">[put in: </span>
            {text}
            <span className="visually-hidden">, end of what was put in] </span>
          </ins>
        ) : (
          <del key={key}>
            <span className="visually-hidden">[taken out: </span>
            {text}
            <span className="visually-hidden">, end of what was taken out] </span>
          </del>
        )
      })}
    </p>
  )
}
