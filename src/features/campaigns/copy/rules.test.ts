import { expect, test } from 'vitest'
import { daysBetween, movedTime } from './rules.ts'

test.each([
  ['2026-09-14', '2027-09-14', 'days', 365],
  ['2026-09-14', '2027-09-14', 'weekdays', 364],
  ['2026-09-14', '2027-09-13', 'weekdays', 364],
  ['2026-09-14', '2027-09-17', 'weekdays', 371],
  ['2026-09-14', '2026-09-14', 'weekdays', 0],
  ['2027-09-14', '2026-09-14', 'days', -365],
] as const)('from %s to %s by %s', (from, to, move, wanted) => {
  const days = daysBetween(from, to, move)
  expect(days).toBe(wanted)
  if (move === 'weekdays')
    expect(Temporal.PlainDate.from(from).add({ days }).dayOfWeek).toBe(
      Temporal.PlainDate.from(from).dayOfWeek,
    )
})

const world = {
  zone: 'Europe/London',
  now: Temporal.Instant.from('2026-11-21T12:00:00Z'),
  whyClosed: (day: Temporal.PlainDate) => (day.toString() === '2026-12-25' ? 'Christmas Day' : null),
}
const moved = (local: string | null, days: number | null) => movedTime(local, days, world)

test('the time on the clocks stays, also over the change of summer time', () => {
  expect(moved('2026-12-01T09:30', 7)).toEqual({ local: '2026-12-08T09:30', notes: [] })
  expect(moved('2026-12-02T09:30', 182)).toEqual({ local: '2027-06-02T09:30', notes: [] })
  expect(moved('2026-12-01T09:30', null)).toEqual({ local: null, notes: [] })
  expect(moved(null, 7)).toEqual({ local: null, notes: [] })
})

test('closed days and weekends are named, and nothing is shifted', () => {
  expect(moved('2026-12-18T09:30', 7)).toEqual({
    local: '2026-12-25T09:30',
    notes: ['Friday 25 December 2026 is Christmas Day: the university is closed.'],
  })
  expect(moved('2026-12-04T09:30', 1).notes[0]).toContain('at a weekend')
  expect(moved('2026-12-05T09:30', 7).notes).toEqual([])
})

test('a time that is past, left out or twice gives the copy none, and that is said', () => {
  expect(moved('2026-11-20T09:30', 0)).toMatchObject({
    local: null,
    notes: [expect.stringContaining('has passed')],
  })
  expect(moved('2027-03-21T01:30', 7)).toMatchObject({
    local: null,
    notes: [expect.stringContaining('does not exist')],
  })
  expect(moved('2027-10-24T01:30', 7)).toMatchObject({
    local: null,
    notes: [expect.stringContaining('comes twice')],
  })
})
