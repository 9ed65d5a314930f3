import ICAL from 'ical.js'
import { calendarFileLimits as limits } from './contract.ts'
import { wallOf } from './clocks.ts'
import { isPlaceInMonth } from './place-in-month.ts'
import type { EventDays, Given, Reading, ReadingFault } from './reading.ts'

type Component = InstanceType<typeof ICAL.Component>

const nameless = 'Without a name'
const longestName = 120

function calendarsIn(text: string): Component[] | ReadingFault {
  if (!/^\s*BEGIN:VCALENDAR\b/i.test(text)) return { fault: 'not-a-calendar' }
  try {
    const parsed = ICAL.parse(text) as unknown[]
    const all = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][])
    return all.map((one) => new ICAL.Component(one))
  } catch {
    // Whatever its parser stumbled over, a person can only export it anew.
    return { fault: 'damaged' }
  }
}

/**
 * The days of every event of a calendar file, on the institution's clocks, from today on. It may take long where a
 * rule of repeating was made to: run it where it can be stopped.
 */
export function readEvents(text: string, given: Given): Reading | ReadingFault {
  const calendars = calendarsIn(text)
  if ('fault' in calendars) return calendars
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'))
  if (events.length === 0) return { fault: 'empty' }
  if (events.length > limits.events) return { fault: 'too-many', count: events.length }
  const changed = Map.groupBy(
    events.filter((event) => event.hasProperty('recurrence-id')),
    uidOf,
  )
  const reading: Reading = { days: [], over: 0, farAhead: 0, cancelled: 0, unreadable: 0 }
  const seen = new Set<string>()
  for (const component of events) {
    if (component.hasProperty('recurrence-id')) continue
    for (const days of readOne(component, changed.get(uidOf(component)) ?? [], given, reading)) {
      const key = `${days.name} ${days.from} ${days.until}`
      if (!seen.has(key)) reading.days.push(days)
      seen.add(key)
    }
  }
  return reading
}

const textOf = (component: Component, property: string): string => {
  const value = component.getFirstPropertyValue(property)
  return typeof value === 'string' ? value : ''
}
const uidOf = (component: Component): string => textOf(component, 'uid')
const isCancelled = (component: Component): boolean =>
  textOf(component, 'status').toUpperCase() === 'CANCELLED'

function readOne(component: Component, changed: Component[], given: Given, reading: Reading): EventDays[] {
  if (isCancelled(component)) {
    reading.cancelled += 1
    return []
  }
  try {
    needRealDays(component)
    const event = new ICAL.Event(component, { exceptions: changed })
    const { dates, notes } = event.isRecurring() ? datesOf(event, given) : once(event, given)
    const until = furthest(given)
    const near = dates.filter((one) => one.until >= given.today && one.from <= until)
    if (near.length === 0 && dates.some((one) => one.from > until)) reading.farAhead += 1
    else if (near.length === 0) reading.over += 1
    return near.map((one) => ({ ...one, notes: [...notes, ...one.notes] }))
  } catch {
    // A day that is none, a rule that is none: the others of the file are not to suffer for it.
    reading.unreadable += 1
    return []
  }
}

/** The parser takes 30 February for the 2nd of March. */
function needRealDays(component: Component): void {
  for (const name of ['dtstart', 'dtend']) {
    const value: unknown = component.getFirstProperty(name)?.toJSON()[3]
    if (typeof value === 'string') Temporal.PlainDate.from(value.slice(0, 'yyyy-mm-dd'.length))
  }
}

const furthest = ({ today }: Given): string =>
  Temporal.PlainDate.from(today).add({ years: limits.years }).toString()

interface Dates {
  dates: EventDays[]
  notes: string[]
}

type CalendarEvent = InstanceType<typeof ICAL.Event>

function once(event: CalendarEvent, { zone }: Given): Dates {
  return { dates: [daysOf(event, event.startDate, event.endDate, zone)], notes: [] }
}

/** Rules that stay simple however long they run. */
function canBeFollowed({ component, startDate }: CalendarEvent): boolean {
  return component.getAllProperties('rrule').every((property) => {
    const rule = property.getFirstValue()
    if (!(rule instanceof ICAL.Recur)) return false
    const parts = Object.keys(rule.parts).filter((part) => part !== 'WKST')
    if (parts.includes('BYSETPOS')) return isPlaceInMonth(rule, startDate)
    switch (rule.freq) {
      case 'DAILY':
        return parts.length === 0
      case 'WEEKLY':
        return parts.every((part) => part === 'BYDAY')
      case 'MONTHLY':
        return parts.length <= 1 && parts.every((part) => part === 'BYDAY' || part === 'BYMONTHDAY')
      case 'YEARLY':
        return !(parts.includes('BYDAY') && parts.includes('BYMONTHDAY')) && parts.every(isOfYears)
      default:
        return false
    }
  })
}
const isOfYears = (part: string): boolean => ['BYMONTH', 'BYDAY', 'BYMONTHDAY'].includes(part)

/** From a first date long ago to this day. */
const mostSteps = 4_000

function datesOf(event: CalendarEvent, given: Given): Dates {
  if (!canBeFollowed(event))
    return {
      ...once(event, given),
      notes: ['It repeats by a rule that is not followed here: this is its first date only.'],
    }
  const until = furthest(given)
  const dates: EventDays[] = []
  const iterator = event.iterator()
  for (let step = 0; step < mostSteps; step += 1) {
    const next = iterator.next()
    if (!next) return { dates, notes: [] }
    const { startDate, endDate, item } = event.getOccurrenceDetails(next)
    if (isCancelled(item.component)) continue
    const days = daysOf(item, startDate, endDate, given.zone)
    // One that is too far ahead tells that there are such; nothing after it is asked for.
    if (days.from > until) return { dates: [...dates, days], notes: ['It repeats further than that.'] }
    if (days.until < given.today) continue
    dates.push(days)
    if (dates.length === limits.dates)
      return { dates, notes: [`It repeats: its next ${limits.dates} dates are here.`] }
  }
  return { dates, notes: ['It repeats too often to be followed to its end.'] }
}

/** Outlook writes whole days as midnights, and says so beside them. */
const isWholeInOutlook = (component: Component): boolean =>
  textOf(component, 'x-microsoft-cdo-alldayevent').toUpperCase() === 'TRUE'

function zoneOf(component: Component, property: string): string | null {
  const zone = component.getFirstProperty(property)?.getParameter('tzid')
  return typeof zone === 'string' && zone !== '' ? zone : null
}

function daysOf(event: CalendarEvent, start: ICAL.Time, end: ICAL.Time | null, zone: string): EventDays {
  const { component } = event
  const startZone = zoneOf(component, 'dtstart')
  const endZone = component.hasProperty('dtend') ? zoneOf(component, 'dtend') : startZone
  const whole = isWholeInOutlook(component)
  const first = wallOf(start, whole ? null : startZone, zone)
  const last = end ? wallOf(end, whole ? null : endZone, zone) : first
  // An end is the first moment that is not in it any more.
  const beyond = Temporal.PlainDateTime.compare(last.at, first.at) > 0
  const inIt = beyond ? last.at.subtract({ nanoseconds: 1 }) : first.at
  const midnight = [first.at, last.at].every((one) => one.toPlainTime().equals(new Temporal.PlainTime()))
  return {
    name: nameOf(event),
    from: first.at.toPlainDate().toString(),
    until: inIt.toPlainDate().toString(),
    timed: !first.whole && !whole && !(beyond && midnight),
    notes:
      first.unknown === null
        ? []
        : [`Its time zone “${first.unknown.slice(0, 60)}” is not known here: it is taken as on your clocks.`],
  }
}

function nameOf({ component }: CalendarEvent): string {
  const plain = textOf(component, 'summary')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .normalize('NFC')
    .trim()
  return plain.length < 2 ? nameless : plain.slice(0, longestName).toWellFormed().trim()
}
