import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nations, type Closure, type Nation } from '../contract.ts'
import { afterWorkingDays, dueAfterStop, workingDaysBetween, workingDaysOf } from './working-days.ts'

const zone = 'Europe/London'
const calendarOf = (nation: Nation = 'England', closures: Closure[] = []) =>
  workingDaysOf({ nation, timeZone: zone, closures })
const winter = { name: 'Winter closure', from: '2026-12-24', until: '2027-01-03' }

describe('a time limit in working days', () => {
  test.each([
    ['a Monday, five days on: the Monday after', '2026-11-16T09:00:00.000Z', 5, '2026-11-24T00:00:00.000Z'],
    ['a Friday, one day on', '2026-11-20T16:00:00.000Z', 1, '2026-11-24T00:00:00.000Z'],
    ['asked on a Sunday', '2026-11-22T12:00:00.000Z', 1, '2026-11-24T00:00:00.000Z'],
    ['the clocks go back on the way', '2026-10-23T12:00:00.000Z', 1, '2026-10-27T00:00:00.000Z'],
    ['and forward', '2027-03-25T12:00:00.000Z', 1, '2027-03-30T23:00:00.000Z'],
    ['over Christmas', '2026-12-23T12:00:00.000Z', 2, '2026-12-30T00:00:00.000Z'],
  ])('%s', (_what, at, days, end) => {
    expect(afterWorkingDays(at, days, calendarOf())).toBe(end)
  })

  test('the nation and the closures of the institution decide', () => {
    const at = '2026-11-27T09:00:00.000Z'
    expect(afterWorkingDays(at, 1, calendarOf('Scotland'))).toBe('2026-12-02T00:00:00.000Z')
    expect(afterWorkingDays(at, 1, calendarOf('Other'))).toBe('2026-12-01T00:00:00.000Z')
    expect(afterWorkingDays('2026-12-23T12:00:00.000Z', 1, calendarOf('England', [winter]))).toBe(
      '2027-01-05T00:00:00.000Z',
    )
  })

  test('a clock that stood goes on as many working days later, and not for a weekend', () => {
    const due = '2026-12-24T00:00:00.000Z'
    const stopped = '2026-12-18T10:00:00.000Z'
    const calendar = calendarOf('England', [winter])
    expect(dueAfterStop(due, stopped, '2026-12-20T12:00:00.000Z', calendar)).toBe(due)
    expect(dueAfterStop(due, stopped, '2026-12-22T12:00:00.000Z', calendar)).toBe('2027-01-06T00:00:00.000Z')
  })
})

const instants = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const closures = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 20 })).map(([start, length]) => {
    const from = Temporal.PlainDate.from('2024-01-01').add({ days: start })
    return { name: 'Closed', from: from.toString(), until: from.add({ days: length }).toString() }
  }),
  { maxLength: 12 },
)
const calendars = fc
  .tuple(fc.constantFrom(...nations), closures, fc.constantFrom(zone, 'Pacific/Auckland', 'America/New_York'))
  .map(([nation, closed, timeZone]) => ({
    calendar: workingDaysOf({ nation, timeZone, closures: closed }),
    closed,
  }))
const counts = fc.integer({ min: 1, max: 40 })
const before = (end: string) => Temporal.Instant.from(end).subtract({ milliseconds: 1 }).toString()
const lastDay = (end: string, timeZone: string) =>
  Temporal.Instant.from(before(end)).toZonedDateTimeISO(timeZone).toPlainDate()

test('so many working days on, there are so many working days between', () => {
  fc.assert(
    fc.property(instants, counts, calendars, (at, days, { calendar }) => {
      const end = afterWorkingDays(at, days, calendar)
      expect(workingDaysBetween(at, before(end), calendar)).toBe(days)
    }),
  )
})

test('no time limit ends on a day when the institution is closed', () => {
  const hours = fc.integer({ min: 0, max: 60 * 24 })
  fc.assert(
    fc.property(instants, hours, counts, calendars, (at, stood, days, { calendar, closed }) => {
      const due = afterWorkingDays(at, days, calendar)
      const later = Temporal.Instant.from(at).add({ hours: stood }).toString()
      for (const end of [due, dueAfterStop(due, at, later, calendar)]) {
        const day = lastDay(end, calendar.zone)
        expect(day.dayOfWeek).toBeLessThan(6)
        expect(closed.some(({ from, until }) => from <= day.toString() && day.toString() <= until)).toBe(
          false,
        )
      }
    }),
  )
})
