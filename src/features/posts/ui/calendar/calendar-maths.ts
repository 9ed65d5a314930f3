/** Days and hours on the clocks of the institution. Pure; `Temporal` has been loaded before anything here runs. */

/** `2026-11-28` */
export type Day = string
export type View = 'month' | 'week' | 'list'

const daysInWeek = 7

const monday = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The day on which an instant falls in a zone. */
export function dayOf(instant: string, zone: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The wall-clock time of an instant: `2026-11-28T09:00`. */
export function localOf(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

export function today(zone: string, now: Temporal.Instant): Day {
  return now.toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The weeks that a month touches, Monday first; days of its neighbours fill the corners. */
export function weeksOfMonth(day: Day): Day[][] {
  const first = Temporal.PlainDate.from(day).with({ day: 1 })
  const last = first.add({ months: 1 }).subtract({ days: 1 })
  const weeks: Day[][] = []
  for (
    let start = monday(first);
    Temporal.PlainDate.compare(start, last) <= 0;
    start = start.add({ weeks: 1 })
  )
    weeks.push(Array.from({ length: daysInWeek }, (_, at) => start.add({ days: at }).toString()))
  return weeks
}

export function daysOfWeek(day: Day): Day[] {
  const start = monday(Temporal.PlainDate.from(day))
  return Array.from({ length: daysInWeek }, (_, at) => start.add({ days: at }).toString())
}

/** How many days the list looks ahead. */
const listDays = 28

/** The days that a view shows. */
export function daysOf(view: View, day: Day): Day[] {
  if (view === 'month') return weeksOfMonth(day).flat()
  if (view === 'week') return daysOfWeek(day)
  return Array.from({ length: listDays }, (_, at) => addDays(day, at))
}

/**
 * The instants at which the first day begins and the last one ends. A day in the zone has 23 or 25 hours when the
 * clocks change, so this is never a sum of hours.
 */
export function spanOf(days: readonly Day[], zone: string): { from: string; to: string } {
  const start = (day: Day): string =>
    Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString()
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) throw new Error('A span needs a day.')
  return { from: start(first), to: start(addDays(last, 1)) }
}

/** The day to show after a press on "previous" or "next". */
export function step(view: View, day: Day, by: -1 | 1): Day {
  const date = Temporal.PlainDate.from(day)
  if (view === 'month') return date.with({ day: 1 }).add({ months: by }).toString()
  return addDays(day, by * (view === 'week' ? daysInWeek : listDays))
}

export const monthOf = (day: Day): string => day.slice(0, 'yyyy-mm'.length)

/** The same hour on another day, whatever the clocks do in between. */
export function onDay(local: string, day: Day): string {
  return `${day}T${local.slice('yyyy-mm-ddT'.length)}`
}

/** The same day at another full hour. */
export function atHour(day: Day, hour: number, local: string): string {
  return `${day}T${String(hour).padStart(2, '0')}:${local.slice(-2)}`
}

const noon = 12
const lastHour = 23

/** When a post that is begun on a day would go: at noon, later today the next full hour, and never in what has passed. */
export function firstTime(day: Day, here: string): string | null {
  const today = here.slice(0, 'yyyy-mm-dd'.length)
  const next = Number(here.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh'.length)) + 1
  if (day < today || (day === today && next > lastHour)) return null
  return atHour(day, day === today ? Math.max(noon, next) : noon, 'T00:00')
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' })

// A calendar day has no zone: formatting it as if in UTC gives the day itself.
const asDate = (day: Day): Date => new Date(`${day}T00:00:00Z`)

export const dayName = (day: Day): string => dayFormat.format(asDate(day))
export const shortDay = (day: Day): string => shortFormat.format(asDate(day))
export const weekday = (day: Day): string => weekdayFormat.format(asDate(day))

/** What the heading of a view says: "November 2026", "23 Nov – 29 Nov 2026". */
export function titleOf(view: View, day: Day): string {
  if (view === 'month') return monthFormat.format(asDate(day))
  const days = daysOf(view, day)
  return `${shortDay(days[0] ?? day)} – ${shortDay(days.at(-1) ?? day)} ${(days.at(-1) ?? day).slice(0, 4)}`
}

/** Posts by the day they fall on, each day by time. */
export function byDay<Item extends { at: string }>(items: readonly Item[], zone: string): Map<Day, Item[]> {
  const days = new Map<Day, Item[]>()
  for (const item of items.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const day = dayOf(item.at, zone)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return days
}

/** Do the clocks change on this day? */
export function clockChange(day: Day, zone: string): 'forward' | 'back' | null {
  const { hoursInDay } = Temporal.PlainDate.from(day).toZonedDateTime(zone)
  return hoursInDay < 24 ? 'forward' : hoursInDay > 24 ? 'back' : null
}

/** Office hours, which the week always shows; earlier and later hours appear when something is there. */
const opens = 8
const closes = 18

export function hoursFor(locals: readonly string[]): number[] {
  const hours = locals.map((local) => Number(local.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh'.length)))
  const first = Math.min(opens, ...hours)
  const last = Math.max(closes, ...hours)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
