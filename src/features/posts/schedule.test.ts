import { expect, test } from 'vitest'
import { workingDaysOf } from '#features/institution/calendar/working-days.ts'
import { nextFreeSlot, resolveSchedule } from './schedule.ts'

const zone = 'Europe/London'
const days = workingDaysOf({
  nation: 'England',
  timeZone: zone,
  closures: [{ name: 'Reading week', from: '2026-03-24', until: '2026-03-24' }],
})
const now = Temporal.Instant.from('2026-03-20T10:00:00Z')

test('a wall-clock time is meant in the institution’s zone, summer time included', () => {
  expect(resolveSchedule({ local: '2026-03-27T09:00' }, zone, now)).toBe('2026-03-27T09:00:00.000Z')
  expect(resolveSchedule({ local: '2026-03-30T09:00' }, zone, now)).toBe('2026-03-30T08:00:00.000Z')
  expect(resolveSchedule(null, zone, now)).toBeNull()
})

test('the hour that summer time skips is refused, with the times on either side', () => {
  expect(() => resolveSchedule({ local: '2026-03-29T01:30' }, zone, now)).toThrow(
    /clocks go forward. Choose 00:30 or 02:30/,
  )
})

test('the hour that comes twice asks which is meant', () => {
  expect(() => resolveSchedule({ local: '2026-10-25T01:30' }, zone, now)).toThrow(/comes twice/)
  expect(resolveSchedule({ local: '2026-10-25T01:30', offset: 'earlier' }, zone, now)).toBe(
    '2026-10-25T00:30:00.000Z',
  )
  expect(resolveSchedule({ local: '2026-10-25T01:30', offset: 'later' }, zone, now)).toBe(
    '2026-10-25T01:30:00.000Z',
  )
})

test('the past and days that are not are refused', () => {
  expect(() => resolveSchedule({ local: '2026-03-20T09:00' }, zone, now)).toThrow(/has passed/)
  expect(() => resolveSchedule({ local: '2026-02-31T09:00' }, zone, now)).toThrow(/no such day/)
})

test('the next free slot lies in office hours and clear of other posts', () => {
  expect(nextFreeSlot(now, days, [])).toBe('2026-03-20T10:30')
  expect(nextFreeSlot(now, days, ['2026-03-20T10:30:00Z', '2026-03-20T11:15:00Z'])).toBe('2026-03-20T12:00')
  // A Friday evening: Monday morning, by then in winter time still.
  expect(nextFreeSlot(Temporal.Instant.from('2026-03-20T17:10:00Z'), days, [])).toBe('2026-03-23T09:00')
  // A Monday evening before a day on which the institution is closed; and before Easter.
  expect(nextFreeSlot(Temporal.Instant.from('2026-03-23T17:10:00Z'), days, [])).toBe('2026-03-25T09:00')
  expect(nextFreeSlot(Temporal.Instant.from('2026-04-02T17:10:00Z'), days, [])).toBe('2026-04-07T09:00')
})
