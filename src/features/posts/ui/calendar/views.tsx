import { useState, type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import type { Band } from '#features/plans/contract.ts'
import type { CalendarItem, FullDay } from '../queries.ts'
import {
  atHour,
  clockChange,
  dayName,
  daysOfWeek,
  firstTime,
  hoursFor,
  localOf,
  monthOf,
  onDay,
  shortDay,
  weekday,
  weeksOfMonth,
  type Day,
} from './calendar-maths.ts'
import { bandsOn, DayBands } from './bands.tsx'
import { FullDayNote } from './full-day.tsx'
import { CalendarPost, type ItemActs } from './calendar-item.tsx'
import css from './calendar.module.css'

export interface ViewProps {
  day: Day
  /** Today, in the zone. */
  now: Day
  zone: string
  items: Map<Day, CalendarItem[]>
  /** Days on which an account has little room left. */
  full: Map<Day, FullDay[]>
  /** Terms, closures, elections and days kept free. */
  bands: readonly Band[]
  acts: ItemActs
  dragged: CalendarItem | null
  /** The day over which the keyboard holds a post. */
  target: Day | null
  onDrop: (item: CalendarItem, local: string) => void
  mayWrite: boolean
}

const changes = { forward: 'Clocks go forward', back: 'Clocks go back' }

function DropCell(props: {
  as?: 'td' | 'div'
  dragged: CalendarItem | null
  onDrop: (item: CalendarItem) => void
  className?: string
  target?: boolean
  quiet?: boolean
  now?: boolean
  children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const Element = props.as ?? 'td'
  return (
    <Element
      className={props.className}
      data-over={over && props.dragged !== null}
      data-target={props.target}
      data-quiet={props.quiet}
      data-now={props.now}
      onDragOver={(event) => {
        if (!props.dragged) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (props.dragged) props.onDrop(props.dragged)
      }}
    >
      {props.children}
    </Element>
  )
}

function DayHead({
  day,
  now,
  zone,
  mayWrite,
  full,
  bands,
}: Pick<ViewProps, 'now' | 'zone' | 'mayWrite' | 'full' | 'bands'> & { day: Day }) {
  const change = clockChange(day, zone)
  const at = mayWrite ? firstTime(day, localOf(Temporal.Now.instant().toString(), zone)) : null
  return (
    <div className={css.dayHead}>
      <time dateTime={day} aria-label={dayName(day)} aria-current={day === now ? 'date' : undefined}>
        {Number(day.slice(-2))}
      </time>
      {change && <span className={css.soft}>{changes[change]}</span>}
      <FullDayNote full={full.get(day)} />
      {at && (
        <Link to={`/posts/new?at=${at}`} className={css.add} aria-label={`New post on ${dayName(day)}`}>
          <IconPlus size={15} aria-hidden />
        </Link>
      )}
      <DayBands bands={bands} day={day} />
    </div>
  )
}

export function MonthView(props: ViewProps) {
  const { day, now, items, acts, dragged, target, onDrop } = props
  const month = monthOf(day)
  return (
    <section className={css.scroll} aria-label="The month, by days">
      <table className={css.month}>
        <caption className="visually-hidden">Posts by day</caption>
        <thead>
          <tr>
            {daysOfWeek(day).map((one) => (
              <th key={one} scope="col">
                {weekday(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOfMonth(day).map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <DropCell
                  key={one}
                  dragged={dragged}
                  target={target === one}
                  quiet={monthOf(one) !== month}
                  now={one === now}
                  // The hour stays: only the day is chosen here.
                  onDrop={(item) => onDrop(item, onDay(acts.localOf(item), one))}
                >
                  <DayHead {...props} day={one} />
                  {items.get(one)?.map((item) => (
                    <CalendarPost key={item.id} item={item} acts={acts} />
                  ))}
                </DropCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const hourOf = (local: string): number => Number(local.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh'.length))

export function WeekView(props: ViewProps) {
  const { day, now, items, acts, dragged, target, onDrop } = props
  const days = daysOfWeek(day)
  const all = days.flatMap((one) => items.get(one) ?? [])
  return (
    <section className={css.scroll} aria-label="The week, by hours">
      <table className={css.week}>
        <caption className="visually-hidden">Posts by day and hour</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Hour</span>
            </th>
            {days.map((one) => (
              <th key={one} scope="col" data-now={one === now} data-target={target === one}>
                {weekday(one)}
                <DayHead {...props} day={one} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hoursFor(all.map(acts.localOf)).map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, '0')}:00</th>
              {days.map((one) => (
                <DropCell
                  key={one}
                  dragged={dragged}
                  target={target === one}
                  now={one === now}
                  onDrop={(item) => onDrop(item, atHour(one, hour, acts.localOf(item)))}
                >
                  {items
                    .get(one)
                    ?.filter((item) => hourOf(acts.localOf(item)) === hour)
                    .map((item) => (
                      <CalendarPost key={item.id} item={item} acts={acts} />
                    ))}
                </DropCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function ListView(props: ViewProps & { days: Day[] }) {
  const { days, now, items, full, bands, acts, dragged, target, onDrop, zone } = props
  const shown = days.filter(
    (day) =>
      items.has(day) ||
      day === now ||
      day === target ||
      clockChange(day, zone) ||
      bandsOn(bands, day).length > 0,
  )
  return (
    <ol className={css.list}>
      {shown.map((day) => (
        <li key={day}>
          <h2>
            {dayName(day)}
            {day === now && ' · today'}
          </h2>
          {clockChange(day, zone) && <p className={css.soft}>{changes[clockChange(day, zone) ?? 'back']}</p>}
          <FullDayNote full={full.get(day)} roomy />
          <DayBands bands={bands} day={day} />
          <DropCell
            as="div"
            className={css.listDay}
            dragged={dragged}
            target={target === day}
            onDrop={(item) => onDrop(item, onDay(acts.localOf(item), day))}
          >
            {items.get(day)?.map((item) => <CalendarPost key={item.id} item={item} acts={acts} roomy />) ?? (
              <p className={css.soft}>Nothing planned on {shortDay(day)}.</p>
            )}
          </DropCell>
        </li>
      ))}
    </ol>
  )
}
