/** What pages say of queues and series. Pure. */
import { monthNames, weekdayNames, type SeriesRule } from './contract.ts'

const nths: Record<number, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' }

export const weekdayName = (weekday: number): string => weekdayNames[weekday - 1] ?? ''
export const monthName = (month: number): string => monthNames[month - 1] ?? ''

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

function every(count: number, one: string, many: string): string {
  return count === 1 ? `Every ${one}` : `Every ${count} ${many}`
}

/** “Every 2 weeks on Monday and Thursday at 09:00.” */
export function saySeries({ pattern, every: by, time }: SeriesRule): string {
  switch (pattern.kind) {
    case 'weekly':
      return `${every(by, 'week', 'weeks')} on ${list.format(pattern.days.toSorted((a, b) => a - b).map(weekdayName))} at ${time}.`
    case 'monthly-day':
      return pattern.day === 31
        ? `${every(by, 'month', 'months')} on the last day at ${time}.`
        : `${every(by, 'month', 'months')} on day ${pattern.day} at ${time}.`
    case 'monthly-weekday':
      return `${every(by, 'month', 'months')} on the ${nths[pattern.nth] ?? ''} ${weekdayName(pattern.weekday)} at ${time}.`
    case 'yearly':
      return `${every(by, 'year', 'years')} on ${pattern.day} ${monthName(pattern.month)} at ${time}.`
  }
}

/** “Filled until 14 December; 3 empty slots within a week.” */
export function sayReach(filledUntil: string | null, emptyThisWeek: number): string {
  const filled =
    filledUntil === null
      ? 'Nothing is in it'
      : `Filled until ${Temporal.PlainDate.from(filledUntil).toLocaleString('en-GB', { day: 'numeric', month: 'long' })}`
  const empty =
    emptyThisWeek === 0
      ? 'no empty slot within a week'
      : emptyThisWeek === 1
        ? '1 empty slot within a week'
        : `${emptyThisWeek} empty slots within a week`
  return `${filled}; ${empty}.`
}
