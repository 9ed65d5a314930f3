import { expect, test } from 'vitest'
import {
  atHour,
  byDay,
  clockChange,
  dayOf,
  daysOf,
  firstTime,
  hoursFor,
  localOf,
  onDay,
  spanOf,
  step,
  titleOf,
  weeksOfMonth,
} from './calendar-maths.ts'

const zone = 'Europe/London'

test('a month is whole weeks from Monday', () => {
  const weeks = weeksOfMonth('2026-11-21')
  expect(weeks).toHaveLength(6)
  expect(weeks[0]?.[0]).toBe('2026-10-26')
  expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06')
  expect(weeksOfMonth('2027-02-10')).toHaveLength(4)
})

test('a span begins and ends at midnight on the institution’s clocks', () => {
  expect(spanOf(['2026-07-01'], zone)).toEqual({ from: '2026-06-30T23:00:00Z', to: '2026-07-01T23:00:00Z' })
  // The day on which summer time begins has 23 hours, the one on which it ends 25.
  expect(spanOf(['2027-03-28'], zone)).toEqual({ from: '2027-03-28T00:00:00Z', to: '2027-03-28T23:00:00Z' })
  expect(spanOf(['2026-10-25'], zone)).toEqual({ from: '2026-10-24T23:00:00Z', to: '2026-10-26T00:00:00Z' })
  expect(clockChange('2027-03-28', zone)).toBe('forward')
  expect(clockChange('2026-10-25', zone)).toBe('back')
  expect(clockChange('2026-11-21', zone)).toBeNull()
})

test('an instant falls on the day of the zone, not of UTC', () => {
  expect(dayOf('2026-07-01T23:30:00.000Z', zone)).toBe('2026-07-02')
  expect(localOf('2026-07-01T08:00:00.000Z', zone)).toBe('2026-07-01T09:00')
})

test('moving to another day keeps the hour on the clock, also over the change', () => {
  const local = localOf('2027-03-27T09:00:00Z', zone)
  expect(local).toBe('2027-03-27T09:00')
  expect(onDay(local, '2027-03-28')).toBe('2027-03-28T09:00')
  expect(atHour('2027-03-29', 7, '2027-03-27T09:30')).toBe('2027-03-29T07:30')
})

test('steps and titles', () => {
  expect(step('month', '2026-01-31', 1)).toBe('2026-02-01')
  expect(step('week', '2026-11-21', -1)).toBe('2026-11-14')
  expect(titleOf('month', '2026-11-21')).toBe('November 2026')
  expect(titleOf('week', '2026-11-21')).toBe('16 Nov – 22 Nov 2026')
  expect(daysOf('list', '2026-11-21')).toHaveLength(28)
})

test('posts of a day come in the order of their times', () => {
  const items = [
    { at: '2026-11-21T12:00:00Z' },
    { at: '2026-11-21T09:00:00Z' },
    { at: '2026-11-22T09:00:00Z' },
  ]
  const days = byDay(items, zone)
  expect([...days.keys()]).toEqual(['2026-11-21', '2026-11-22'])
  expect(days.get('2026-11-21')?.[0]?.at).toBe('2026-11-21T09:00:00Z')
})

test('the week shows office hours, and more when something is there', () => {
  expect(hoursFor([])).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
  expect(hoursFor(['2026-11-21T06:30', '2026-11-21T22:00'])).toHaveLength(17)
})

test('a post that is begun on a day goes at noon, or at the next full hour of today', () => {
  const here = '2026-11-28T14:20'
  expect(firstTime('2026-11-29', here)).toBe('2026-11-29T12:00')
  expect(firstTime('2026-11-28', here)).toBe('2026-11-28T15:00')
  expect(firstTime('2026-11-28', '2026-11-28T08:00')).toBe('2026-11-28T12:00')
  expect(firstTime('2026-11-28', '2026-11-28T23:10')).toBeNull()
  expect(firstTime('2026-11-27', here)).toBeNull()
})
