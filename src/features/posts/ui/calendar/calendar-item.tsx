import { Link } from '@tanstack/react-router'
import { IconArrowsMove } from '@tabler/icons-react'
import { Chip } from '#ui/parts/chip.tsx'
import type { CalendarItem } from '../queries.ts'
import { networksOf, statusWords } from '../words.ts'
import { isMovable } from './use-move.ts'
import css from './calendar.module.css'

export interface ItemActs {
  /** The time on the institution's clocks: `2026-11-28T09:00`. */
  localOf: (item: CalendarItem) => string
  onDialog: (item: CalendarItem) => void
  /** Begins moving by the arrow keys. */
  onKeys: (item: CalendarItem) => void
  onDrag: (item: CalendarItem | null) => void
  /** The one that is being moved now. */
  moving: string | null
  mayMove: boolean
}

const clashSaid = (item: CalendarItem): string =>
  `Within half an hour of ${item.clashes.map((other) => `“${other.title}”`).join(', ')} on the same account`

/** A post in the calendar: dragged with the pointer, moved with M and the arrows, or by its button. */
export function CalendarPost({ item, acts, roomy }: { item: CalendarItem; acts: ItemActs; roomy?: boolean }) {
  const { label, level } = statusWords[item.status]
  const movable = acts.mayMove && isMovable(item)
  return (
    <div
      role="group"
      aria-label={item.title}
      className={css.item}
      data-level={level}
      data-moving={acts.moving === item.id}
    >
      <Link
        to={`/posts/${item.id}`}
        draggable={movable}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', item.title)
          event.dataTransfer.effectAllowed = 'move'
          acts.onDrag(item)
        }}
        onDragEnd={() => acts.onDrag(null)}
        className={css.itemLink}
        aria-keyshortcuts={movable ? 'm' : undefined}
        onKeyDown={(event) => {
          if (!movable || event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey)
            return
          event.preventDefault()
          // The press that begins the move must not also be one of its keys.
          event.stopPropagation()
          acts.onKeys(item)
        }}
      >
        <span className={css.time}>{acts.localOf(item).slice('yyyy-mm-ddT'.length)}</span> {item.title}
      </Link>
      <span className={css.itemFoot}>
        <Chip level={item.waitsForMe ? 'advise' : level}>{item.waitsForMe ? 'Waits for you' : label}</Chip>
        {item.clashes.length > 0 && (
          <span title={clashSaid(item)}>
            <Chip level="refuse">Clash</Chip>
            <span className="visually-hidden">{clashSaid(item)}</span>
          </span>
        )}
        {movable && (
          <button type="button" className={css.move} onClick={() => acts.onDialog(item)}>
            <IconArrowsMove size={15} aria-hidden />
            {roomy ? 'Move' : <span className="visually-hidden">Move</span>}
            <span className="visually-hidden"> “{item.title}”</span>
          </button>
        )}
      </span>
      {roomy && (
        <span className={css.soft}>
          {networksOf(item.accounts) || 'No account yet'}
          {item.clashes.length > 0 && ` · ${clashSaid(item)}`}
        </span>
      )}
    </div>
  )
}
