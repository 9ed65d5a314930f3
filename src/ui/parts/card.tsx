import { useId, type ReactNode } from 'react'
import css from './card.module.css'

export interface CardProps {
  /** Its heading; with one, the card is a named region. */
  title?: string
  /** To the right of the heading: a link or a chip. */
  aside?: ReactNode
  level?: 2 | 3
  children: ReactNode
}

/** A sheet on the paper, for things that belong together. */
export function Card({ title, aside, level = 2, children }: CardProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={css.card} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={css.head}>
          <Heading id={id}>{title}</Heading>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

export interface ItemProps {
  title: ReactNode
  note?: ReactNode
  /** A button, a link or a chip. */
  end?: ReactNode
}

/** One line of a list in a card: what it is, a quiet note, and what to do about it. Put them in `<Items>`. */
export function Item({ title, note, end }: ItemProps) {
  return (
    <li className={css.item}>
      <div className={css.words}>
        <div className={css.title}>{title}</div>
        {note && <div className={css.note}>{note}</div>}
      </div>
      {end}
    </li>
  )
}

export function Items({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={css.items} aria-label={label}>
      {children}
    </ul>
  )
}

/** Numbers with what they count, `{ value: 214, label: 'official accounts' }`; a value may be a link. */
export function Figures({
  figures,
  compact,
}: {
  figures: { value: ReactNode; label: string }[]
  /** For many of them. */
  compact?: boolean
}) {
  return (
    <dl className={css.figures} data-compact={compact}>
      {figures.map((figure) => (
        <div key={figure.label} className={css.figure}>
          <dt>{figure.label}</dt>
          <dd>{figure.value}</dd>
        </div>
      ))}
    </dl>
  )
}
