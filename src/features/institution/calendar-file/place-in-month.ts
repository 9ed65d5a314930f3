import type ICAL from 'ical.js'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** So often every weekday comes in every month. */
const inEachMonth = 4

const isOf = (parts: readonly string[], wanted: readonly string[]): boolean =>
  parts.length === wanted.length && wanted.every((part) => parts.includes(part))

/** Which place a day has among these weekdays of its month, from the beginning and from the end; none: null. */
function placesOf(day: Temporal.PlainDate, named: ReadonlySet<unknown>): [number, number] | null {
  const all = Array.from({ length: day.daysInMonth }, (_, at) => day.with({ day: at + 1 })).filter(
    ({ dayOfWeek }) => named.has(weekdays[dayOfWeek - 1]),
  )
  const at = all.findIndex((one) => one.equals(day))
  return at === -1 ? null : [at + 1, at - all.length]
}

/**
 * Is this a rule such as “the last working day of each month” or “the first Monday of September” that ical.js 2.2
 * follows? Its RecurIterator counts from a wrong day where the first date is none of the rule's own (RFC 5545 leaves
 * open what that means), misses the first of a month where it is reached by counting from the end, and of several months
 * of a year it counts in each one (read and tried 2026-11).
 */
export function isPlaceInMonth(rule: ICAL.Recur, start: ICAL.Time): boolean {
  const parts: Record<string, unknown[]> = rule.parts
  const kinds = Object.keys(parts).filter((part) => part !== 'WKST')
  const { BYDAY: days = [], BYSETPOS: places = [], BYMONTH: months = [] } = parts
  const monthly = rule.freq === 'MONTHLY' && isOf(kinds, ['BYDAY', 'BYSETPOS'])
  const yearly = rule.freq === 'YEARLY' && isOf(kinds, ['BYMONTH', 'BYDAY', 'BYSETPOS'])
  if (!monthly && !(yearly && months.length === 1 && months[0] === start.month)) return false
  const named = new Set(days)
  if (![...named].every((day) => typeof day === 'string' && weekdays.includes(day))) return false
  const most = inEachMonth * named.size
  if (!places.every((place) => typeof place === 'number' && place !== 0 && -most < place && place <= most))
    return false
  const { year, month, day } = start
  return (
    placesOf(Temporal.PlainDate.from({ year, month, day }), named)?.some((at) => places.includes(at)) ?? false
  )
}
