import { formatInstant } from '#ui/parts/instants.ts'

/** A calendar day in words: it has no zone, so it is formatted as if in UTC. */
export const dayWords = (day: string): string => formatInstant(new Date(`${day}T12:00:00Z`), 'UTC', 'date')

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const weekdayChoices = names.map((label, at) => ({ value: String(at + 1), label }))
export const weekdayName = (weekday: number): string => names[weekday - 1] ?? ''

export const monthChoices = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
].map((label, at) => ({ value: String(at + 1), label }))

export const nthChoices = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
  { value: '4', label: 'Fourth' },
  { value: '-1', label: 'Last' },
]
