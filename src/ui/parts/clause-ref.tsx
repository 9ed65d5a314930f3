import { Link } from '@tanstack/react-router'
import css from './clause-ref.module.css'

/**
 * The clause that something comes from, as a quiet link to it. `clause` is its id; `label` says it in words
 * ("clause 7.1 · personal details").
 */
export function ClauseRef({ clause, label }: { clause: string; label?: string }) {
  return (
    <Link to="/policy" hash={clause} className={css.clause}>
      {label ?? `clause ${clause}`}
    </Link>
  )
}
