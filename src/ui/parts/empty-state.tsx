import type { ReactNode } from 'react'
import css from './empty-state.module.css'

/** Nothing here yet: says what will be, why one would want it, and how to make the first. */
export function EmptyState(props: { title: string; children: ReactNode; action?: ReactNode; level?: 2 | 3 }) {
  const Heading = props.level === 3 ? 'h3' : 'h2'
  return (
    <div className={css.empty}>
      <Heading>{props.title}</Heading>
      <div className={css.words}>{props.children}</div>
      {props.action && <div>{props.action}</div>}
    </div>
  )
}
