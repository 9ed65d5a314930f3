import { useMemo } from 'react'
import { wordDiff } from '../save/compare.ts'
import css from './afterwards.module.css'

interface SideBySideProps {
  before: string
  after: string
  beforeLabel: string
  afterLabel: string
}

/** Two texts beside each other; in each what the other lacks is marked. */
export function SideBySide({ before, after, beforeLabel, afterLabel }: SideBySideProps) {
  const runs = useMemo(() => wordDiff(before, after), [before, after])
  return (
    <div className={css.sides}>
      <div className={css.side}>
        <strong>{beforeLabel}</strong>
        <p className={css.words}>
          {runs
            .filter(({ kind }) => kind !== 'added')
            .map(({ at, kind, text }) =>
              kind === 'removed' ? (
                <del key={at}>
                  <span className="visually-hidden">[taken out: </span>
                  {text}
                  <span className="visually-hidden">]</span>
                </del>
              ) : (
                <span key={at}>{text}</span>
              ),
            )}
        </p>
      </div>
      <div className={css.side}>
        <strong>{afterLabel}</strong>
        <p className={css.words}>
          {runs
            .filter(({ kind }) => kind !== 'removed')
            .map(({ at, kind, text }) =>
              kind === 'added' ? (
                <ins key={at}>
                  <span className="visually-hidden">[added: </span>
                  {text}
                  <span className="visually-hidden">]</span>
                </ins>
              ) : (
                <span key={at}>{text}</span>
              ),
            )}
        </p>
      </div>
    </div>
  )
}
