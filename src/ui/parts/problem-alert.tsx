import type { ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { asProblem } from '../api.ts'
import { ClauseRef } from './clause-ref.tsx'
import css from './alert.module.css'

export interface ProblemAlertProps {
  /** Any error; nothing is drawn when there is none. */
  error: unknown
  /** A button such as "Try again". */
  action?: ReactNode
}

/** Trying again does not help who may not. */
const forbidden = 403

/** The server's own sentence names fields as programs call them; beside it stands what is amiss in each. */
const fieldsAmiss = 'Something is missing or does not fit.'
const notAllowed = 'people.not-allowed'

/** A fault, in words a person can act upon: what happened, what to do, the clause where there is one. */
export function ProblemAlert({ error, action }: ProblemAlertProps) {
  if (!error) return null
  const problem = asProblem(error)
  return (
    <div role="alert" className={css.alert} data-level="refuse">
      <strong>{problem.code === 'request.invalid' ? fieldsAmiss : (problem.detail ?? problem.title)}</strong>
      {problem.fix && <p>{problem.fix}</p>}
      {problem.code === notAllowed && (
        <p>
          <Link to="/who-can-do-what">Who can do what</Link>
        </p>
      )}
      {problem.fields.length > 0 && (
        <ul className={css.faults}>
          {problem.fields.map((fault) => (
            <li key={`${fault.path} ${fault.message}`}>{fault.message}</li>
          ))}
        </ul>
      )}
      {problem.clause && <ClauseRef clause={problem.clause} />}
      {action && problem.status !== forbidden && <div className={css.action}>{action}</div>}
    </div>
  )
}

/** Something to know before going on. Not announced: use `toast` or `ProblemAlert` for what happens later. */
export function Callout(props: {
  level?: 'advise' | 'require' | 'hold' | 'ok' | 'neutral' | 'refuse'
  title?: string
  children: ReactNode
}) {
  return (
    <div className={css.alert} data-level={props.level ?? 'neutral'}>
      {props.title && <strong>{props.title}</strong>}
      <div className={css.words}>{props.children}</div>
    </div>
  )
}
