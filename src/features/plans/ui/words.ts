import { formatInstant } from '#ui/parts/instants.ts'
import { monthNames, weekdayNames } from '../contract.ts'

/** A calendar day in words: it has no zone, so it is formatted as if in UTC. */
export const dayWords = (day: string): string => formatInstant(new Date(`${day}T12:00:00Z`), 'UTC', 'date')

const choices = (names: readonly string[]) => names.map((label, at) => ({ value: String(at + 1), label }))
export const weekdayChoices = choices(weekdayNames)
export const weekdayName = (weekday: number): string => weekdayNames[weekday - 1] ?? ''

export const monthChoices = choices(monthNames)

export const nthChoices = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
  { value: '4', label: 'Fourth' },
  { value: '-1', label: 'Last' },
]
