import type { ReactNode } from 'react'
import { Chip, type Level } from './chip.tsx'
import { DateTime } from './date-time.tsx'
import css from './story-line.module.css'

export interface StoryEvent {
  id: string
  at: string
  /** Who: a person's name, or "Rostrum". */
  who: string
  /** What, as a sentence. */
  what: ReactNode
  level?: Level
  /** A word for the chip, where the event has an outcome. */
  outcome?: string
  /** More, below: a reason, a comparison. */
  detail?: ReactNode
  /** The record that proves it: its place in the log, with a link. */
  proof?: { label: string; href: string }
}

/** What happened, from the first to the last, with who, when and the proof. */
export function StoryLine({ events, label }: { events: StoryEvent[]; label: string }) {
  return (
    <ol className={css.story} aria-label={label}>
      {events.map((event) => (
        <li key={event.id} className={css.event} data-level={event.level ?? 'neutral'}>
          <div className={css.when}>
            <DateTime value={event.at} style="short" /> · {event.who}
          </div>
          <div className={css.what}>
            {event.what} {event.outcome && <Chip level={event.level}>{event.outcome}</Chip>}
          </div>
          {event.detail && <div className={css.detail}>{event.detail}</div>}
          {event.proof && (
            <a className={css.proof} href={event.proof.href}>
              {event.proof.label}
            </a>
          )}
        </li>
      ))}
    </ol>
  )
}
