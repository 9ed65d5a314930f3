import type { ReactNode } from 'react'
import css from './chip.module.css'

export type Level = 'ok' | 'advise' | 'require' | 'refuse' | 'hold' | 'neutral'

/** One or two words about a state. The words carry the meaning; the colour only helps. */
export function Chip({ level = 'neutral', children }: { level?: Level; children: ReactNode }) {
  return (
    <span className={css.chip} data-level={level}>
      {children}
    </span>
  )
}

/** A number in a pill; `of` says what it counts to those who listen. Draws nothing at nought. */
export function CountBadge({ count, of }: { count: number; of: string }) {
  if (count <= 0) return null
  return (
    <span className={css.count}>
      {count > 99 ? '99+' : count}
      <span className="visually-hidden"> {of}</span>
    </span>
  )
}
