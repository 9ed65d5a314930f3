import { expect, test } from 'vitest'
import { formatInstant, formatRelative } from './instants.ts'

test('a moment names its zone, in winter and in summer', () => {
  expect(formatInstant(new Date('2026-11-28T09:00:00Z'), 'Europe/London')).toBe('Sat 28 Nov 2026, 09:00 GMT')
  expect(formatInstant(new Date('2026-07-01T09:00:00Z'), 'Europe/London')).toBe('Wed 1 Jul 2026, 10:00 BST')
})

test('midnight is 00:00 of the new day', () => {
  expect(formatInstant(new Date('2026-11-28T00:00:00Z'), 'Europe/London', 'short')).toBe('28 Nov, 00:00 GMT')
})

test('the two moments of the repeated hour can be told apart', () => {
  const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((moment) =>
    formatInstant(new Date(moment), 'Europe/London', 'time'),
  )
  expect([first, second]).toEqual(['01:30 BST', '01:30 GMT'])
})

test('a day alone has no hour', () => {
  expect(formatInstant(new Date('2026-11-21T12:00:00Z'), 'Europe/London', 'long-date')).toBe(
    'Saturday 21 November 2026',
  )
})

test('distance in time is said in the largest unit that fits', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const at = (moment: string): string => formatRelative(new Date(moment), now)
  expect(at('2026-11-21T11:59:30Z')).toBe('just now')
  expect(at('2026-11-21T11:56:00Z')).toBe('4 minutes ago')
  expect(at('2026-11-21T14:00:00Z')).toBe('in 2 hours')
  expect(at('2026-11-20T12:00:00Z')).toBe('yesterday')
})
