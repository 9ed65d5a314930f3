/** What the events of a calendar file are, as far as their words and days tell. Pure. */
import type { Holiday } from '../calendar/bank-holidays.ts'
import { Closure, type Institution } from '../contract.ts'
import { calendarFileLimits as limits, type DayKind, type FoundDays } from './contract.ts'
import type { EventDays, Reading } from './reading.ts'

type Run = Pick<EventDays, 'name' | 'from' | 'until'>

const plain = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, ' ').trim()
const sameDays = (one: Run, other: Run): boolean => one.from === other.from && one.until === other.until

/** Is it in the list under this name, at these days? */
export const standsIn = (list: readonly Run[], run: Run): boolean =>
  list.some((one) => sameDays(one, run) && plain(one.name) === plain(run.name))

const termWords = /\b(term|semester|trimester|teaching (weeks?|period|block))\b/i
const edgeWords = /\b(begins?|starts?|ends?|beginning|start|end|first day|last day|dates?|deadline)\b/i
const closureWords = /\b(clos(ed|ure|ures|es)|shut ?down|bank holiday|public holiday|christmas break)\b/i

const shortestTerm = 5

const length = ({ from, until }: Run): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days + 1

function suggestion(days: EventDays): FoundDays['suggests'] {
  if (days.timed && days.from === days.until) return 'none'
  if (closureWords.test(days.name)) return mayClose(days) ? 'closure' : 'none'
  if (termWords.test(days.name) && !edgeWords.test(days.name) && length(days) >= shortestTerm) return 'term'
  return 'none'
}

const mayClose = ({ name, from, until }: Run): boolean => Closure.safeParse({ name, from, until }).success

/** One event beside what the settings have, with what speaks for one thing or the other. */
export function heldAgainst(
  days: EventDays,
  { terms, closures }: Pick<Institution, 'terms' | 'closures'>,
  holidays: readonly Holiday[],
): FoundDays {
  const stands: DayKind | null = standsIn(terms, days) ? 'term' : standsIn(closures, days) ? 'closure' : null
  const other = stands === null ? [...terms, ...closures].find((one) => sameDays(one, days)) : undefined
  const holiday = holidays.find(({ date }) => date === days.from && date === days.until)
  const notes = [
    ...days.notes,
    ...(other ? [`The same days stand in the settings as “${other.name}”.`] : []),
    ...(holiday ? [`A public holiday that is known already: ${holiday.name}.`] : []),
    ...(closureWords.test(days.name) && !mayClose(days) ? ['Too long for a closure: at most 62 days.'] : []),
  ]
  const { name, from, until, timed } = days
  const suggests = stands !== null || other || holiday ? 'none' : suggestion(days)
  return { name, from, until, timed, stands, suggests, notes }
}

/** Those to look through, by their days: where there are too many, what is most likely to be wanted. */
export function worthLooking(all: readonly FoundDays[]): { shown: FoundDays[]; more: number } {
  const weight = (one: FoundDays): number =>
    one.stands !== null || one.suggests !== 'none' ? 0 : one.timed ? 2 : 1
  const shown = all
    .toSorted((one, other) => weight(one) - weight(other) || one.from.localeCompare(other.from))
    .slice(0, limits.shown)
    .toSorted((one, other) => one.from.localeCompare(other.from) || one.until.localeCompare(other.until))
  return { shown, more: all.length - shown.length }
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [count === 1 ? one : many.replace('#', count.toLocaleString('en-GB'))]

/** What is not shown, and why. */
export function sayAside(reading: Reading, more: number): string[] {
  return [
    ...counted(reading.over, 'One event is over.', '# events are over.'),
    ...counted(
      reading.farAhead,
      `One event is more than ${limits.years} years ahead.`,
      `# events are more than ${limits.years} years ahead.`,
    ),
    ...counted(reading.cancelled, 'One event is cancelled.', '# events are cancelled.'),
    ...counted(
      reading.unreadable,
      'One event has no day that can be read.',
      '# events have no day that can be read.',
    ),
    ...counted(
      more,
      'One further event is left aside, because there are so many.',
      '# further events are left aside, because there are so many: those at a time of day first.',
    ),
  ]
}
