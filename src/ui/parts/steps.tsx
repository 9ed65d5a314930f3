import type { ReactNode } from 'react'
import css from './steps.module.css'

export interface Step {
  label: string
  /** What stands there now: "4 things to settle". */
  note?: ReactNode
  state: 'done' | 'current' | 'waiting' | 'failed'
}

const said: Record<Step['state'], string> = {
  done: 'done',
  current: 'now',
  waiting: 'not yet',
  failed: 'stopped here',
}

/** How far something has come: checked, approved, scheduled, published. */
export function Steps({ steps, label }: { steps: Step[]; label: string }) {
  return (
    <ol className={css.steps} aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.label}
          className={css.step}
          data-state={step.state}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className={css.label}>
            {step.label}
            <span className="visually-hidden"> ({said[step.state]})</span>
          </span>
          {step.note && <span className={css.note}>{step.note}</span>}
        </li>
      ))}
    </ol>
  )
}
