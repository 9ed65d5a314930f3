/** When slots and series come. Pure: days, and what is to be known of them, are given. */
import { isWithin, type BlackoutDays } from '#features/policy/engine/index.ts'
import type { Band, ItemMoveTo, SeriesRule, SlotRule } from './contract.ts'

export interface Run {
  name: string
  from: string
  until: string
}

/** What is to be known of days before anything is planned on them. */
export interface DayBook {
  zone: string
  terms: readonly Run[]
  blackouts: readonly BlackoutDays[]
  elections: readonly Run[]
  closures: readonly Run[]
  /** By day. */
  holidays: ReadonlyMap<string, string>
}

interface Going {
  inElections: boolean
  whenClosed: boolean
}

/** A place in time: the instant, and the same on the institution's clocks. */
export interface Slot {
  at: string
  local: string
}

/** How far ahead anything is planned. */
export const horizonDays = 371

const at = (runs: readonly Run[], day: string): Run | undefined => runs.find((run) => isWithin(run, day))

/** Why nothing goes on a day, as a sentence; null when it is open. */
export function whyNot(book: DayBook, day: string, { inElections, whenClosed }: Going): string | null {
  const blackout = at(book.blackouts, day)
  if (blackout) return `Kept free: ${blackout.name}.`
  const election = inElections ? undefined : at(book.elections, day)
  if (election) return `In an election period: ${election.name}.`
  if (whenClosed) return null
  const holiday = book.holidays.get(day)
  if (holiday !== undefined) return `Public holiday: ${holiday}.`
  const closure = at(book.closures, day)
  return closure ? `Closed: ${closure.name}.` : null
}

export const inTerm = (book: DayBook, day: string): boolean => at(book.terms, day) !== undefined

const iso = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 })

/**
 * A wall-clock time of a day. Of an hour that comes twice it is the earlier one; one that summer time leaves out is not
 * there (`null`), or an hour later where `bend` asks for that.
 */
export function slotAt(day: string, time: string, zone: string, bend = false): Slot | null {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`)
  const zoned = local.toZonedDateTime(zone, { disambiguation: bend ? 'compatible' : 'earlier' })
  const real = zoned.toPlainDateTime()
  if (!bend && !real.equals(local)) return null
  return { at: iso(zoned.toInstant()), local: real.toString({ smallestUnit: 'minute' }) }
}

export interface SlotsOf extends Going {
  slots: readonly SlotRule[]
  /** The first day on which it goes on again. */
  pausedUntil: string | null
}

export function dayIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The slots of a queue after an instant, in their order, for as long as anything is planned ahead. */
export function* slotsAfter(
  queue: SlotsOf,
  book: DayBook,
  after: string,
  days = horizonDays,
): Generator<Slot> {
  const first = Temporal.PlainDate.from(dayIn(after, book.zone))
  for (let ahead = 0; ahead <= days; ahead++) {
    const date = first.add({ days: ahead })
    const day = date.toString()
    if (queue.pausedUntil !== null && day < queue.pausedUntil) continue
    const rules = queue.slots.filter(
      (slot) => slot.weekday === date.dayOfWeek && (!slot.termOnly || inTerm(book, day)),
    )
    if (rules.length === 0 || whyNot(book, day, queue) !== null) continue
    const found = rules
      .map((slot) => slotAt(day, slot.time, book.zone))
      .filter((slot) => slot !== null && slot.at > after)
      .toSorted((one, other) => (one!.at < other!.at ? -1 : 1))
    for (const slot of found) if (slot) yield slot
  }
}

/** The days that would have a slot and are left out, with the reason. */
export function leftOut(
  queue: SlotsOf,
  book: DayBook,
  after: string,
  days: number,
): { day: string; why: string }[] {
  const first = Temporal.PlainDate.from(dayIn(after, book.zone))
  return Array.from({ length: days }, (_, ahead) => first.add({ days: ahead })).flatMap((date) => {
    const day = date.toString()
    const rules = queue.slots.filter((slot) => slot.weekday === date.dayOfWeek)
    if (rules.length === 0) return []
    if (queue.pausedUntil !== null && day < queue.pausedUntil) return [{ day, why: 'The queue is paused.' }]
    const why =
      whyNot(book, day, queue) ??
      (rules.every((slot) => slot.termOnly) && !inTerm(book, day) ? 'Not in a term.' : null)
    return why ? [{ day, why }] : []
  })
}

/** What wants a slot. */
export interface Wanting {
  postId: string
  /** Until when a clause makes it wait. */
  notBefore: string | null
  /** Has its network room then? */
  fits: (at: string) => boolean
}

const takes = ({ notBefore, fits }: Wanting, slot: Slot): boolean =>
  (notBefore === null || slot.at >= notBefore) && fits(slot.at)

/** The first slot that nothing has and that this post can take; null when there is none as far as is planned. */
export function firstFree(wanting: Wanting, slots: Iterable<Slot>, taken: ReadonlySet<string>): Slot | null {
  for (const slot of slots) if (!taken.has(slot.at) && takes(wanting, slot)) return slot
  return null
}

/** Slots for all of them in their order: none comes before one that stood before it. Null where they do not suffice. */
export function inOrder(wanting: readonly Wanting[], slots: Iterable<Slot>): Map<string, Slot> | null {
  const given = new Map<string, Slot>()
  const line = [...wanting]
  for (const slot of slots) {
    const [next] = line
    if (!next) break
    if (!takes(next, slot)) continue
    given.set(next.postId, slot)
    line.shift()
  }
  return line.length === 0 ? given : null
}

/** The order after one of the posts was moved, by a step or to a place; the same when it cannot go further. */
export function moved(order: readonly string[], postId: string, to: ItemMoveTo | number): string[] {
  const from = order.indexOf(postId)
  if (from === -1) return [...order]
  const steps = { first: 0, earlier: from - 1, later: from + 1, last: order.length - 1 }
  const target = typeof to === 'number' ? to : steps[to]
  const place = Math.max(0, Math.min(order.length - 1, target))
  const rest = order.filter((id) => id !== postId)
  return rest.toSpliced(place, 0, postId)
}

/** The days of a pattern, whatever stands on them. */
export function* nominalDays(rule: SeriesRule): Generator<string> {
  let count = 0
  for (const date of patternDays(rule)) {
    const day = date.toString()
    if (day < rule.from) continue
    if ((rule.until !== null && day > rule.until) || (rule.count !== null && count >= rule.count)) return
    count += 1
    yield day
  }
}

const mostSteps = 2_000

function* patternDays({ pattern, every, from }: SeriesRule): Generator<Temporal.PlainDate> {
  const start = Temporal.PlainDate.from(from)
  for (let step = 0; step < mostSteps; step += 1) {
    const by = step * every
    if (pattern.kind === 'weekly') {
      const monday = start.subtract({ days: start.dayOfWeek - 1 }).add({ weeks: by })
      for (const weekday of pattern.days.toSorted((one, other) => one - other))
        yield monday.add({ days: weekday - 1 })
    } else if (pattern.kind === 'yearly') {
      yield Temporal.PlainDate.from({ year: start.year + by, month: pattern.month, day: pattern.day })
    } else {
      const month = start.with({ day: 1 }).add({ months: by })
      yield pattern.kind === 'monthly-day'
        ? month.with({ day: pattern.day })
        : nthWeekday(month, pattern.nth, pattern.weekday)
    }
  }
}

function nthWeekday(month: Temporal.PlainDate, nth: number, weekday: number): Temporal.PlainDate {
  if (nth > 0) return month.add({ days: ((weekday - month.dayOfWeek + 7) % 7) + (nth - 1) * 7 })
  const last = month.with({ day: month.daysInMonth })
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 })
}

export interface Occurrence {
  /** The day that the rule names. */
  day: string
  /** When it goes; null: it is left out. */
  slot: Slot | null
  why: string | null
}

const furthestMove = 31

/** One date of a series: on its day, on the next open one, or left out. */
function occurrenceOn(rule: SeriesRule, book: DayBook, day: string): Occurrence {
  const going = { inElections: rule.inElections, whenClosed: false }
  const blocked = (date: string) =>
    whyNot(book, date, going) ?? (rule.termOnly && !inTerm(book, date) ? 'Not in a term.' : null)
  const why = blocked(day)
  if (why === null) return { day, slot: slotAt(day, rule.time, book.zone, true), why: null }
  const outside = rule.termOnly && !inTerm(book, day)
  if (rule.whenBlocked === 'move' && !outside)
    for (let by = 1; by <= furthestMove; by++) {
      const other = Temporal.PlainDate.from(day).add({ days: by }).toString()
      if (blocked(other) === null) return { day, slot: slotAt(other, rule.time, book.zone, true), why }
    }
  return { day, slot: null, why }
}

/** The dates of a series from a day on. */
export function* occurrences(rule: SeriesRule, book: DayBook, from: string): Generator<Occurrence> {
  for (const day of nominalDays(rule)) if (day >= from) yield occurrenceOn(rule, book, day)
}

/** The next few dates of a series after an instant. */
export function nextOccurrences(rule: SeriesRule, book: DayBook, now: string, most: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrences(rule, book, dayIn(now, book.zone))) {
    if (one.slot !== null && one.slot.at <= now) continue
    found.push(one)
    if (found.length === most) break
  }
  return found
}

/** Everything of the day book that touches a span of days; what comes every year stands at its days of each year. */
export function bandsBetween(book: DayBook, from: string, until: string): Band[] {
  const touching = (kind: Band['kind'], run: Run, more: Partial<Band> = {}): Band[] =>
    run.from <= until && run.until >= from
      ? [{ kind, name: run.name, from: run.from, until: run.until, clause: '', goes: '', ...more }]
      : []
  const blackouts = book.blackouts.flatMap((blackout) =>
    datesOf(blackout, from, until).flatMap((run) =>
      touching('blackout', run, { clause: blackout.clause, goes: blackout.goes }),
    ),
  )
  const holidays = [...book.holidays].flatMap(([day, name]) =>
    touching('holiday', { name, from: day, until: day }),
  )
  return [
    ...blackouts,
    ...book.elections.flatMap((run) => touching('election', run)),
    ...book.closures.flatMap((run) => touching('closure', run)),
    ...holidays,
    ...book.terms.flatMap((run) => touching('term', run)),
  ].toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))
}

const wholeDay = 'yyyy-mm-dd'.length
const yearOf = (day: string): number => Number(day.slice(0, 'yyyy'.length))

function datesOf(blackout: BlackoutDays, from: string, until: string): Run[] {
  if (blackout.from.length === wholeDay) return [blackout]
  const over = blackout.until < blackout.from ? 1 : 0
  const runs: Run[] = []
  for (let year = yearOf(from) - 1; year <= yearOf(until); year++)
    runs.push({
      name: blackout.name,
      from: realDay(`${year}-${blackout.from}`),
      until: realDay(`${year + over}-${blackout.until}`),
    })
  return runs
}

/** 29 February of a year that has none is the 28th. */
function realDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Temporal.PlainDate.from({ year, month, day: date }).toString()
}
