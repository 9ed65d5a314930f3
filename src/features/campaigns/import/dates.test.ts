import { expect, test } from 'vitest'
import { dayOrderOf, readDay, readSuffix, readTime } from './dates.ts'

const today = Temporal.PlainDate.from('2026-11-21')
const day = (cell: string, order: 'day' | 'month' | null = 'day') => readDay(cell, order, today)

test.each([
  ['2026-12-14', '2026-12-14'],
  ['14/12/2026', '2026-12-14'],
  ['14.12.2026', '2026-12-14'],
  ['14-12-26', '2026-12-14'],
  ['1/2/2027', '2027-02-01'],
  ['14 December 2026', '2026-12-14'],
  ['14th Dec 2026', '2026-12-14'],
  ['Mon 14 Dec 2026', '2026-12-14'],
  ['Monday, 14 December 2026', '2026-12-14'],
  ['December 14, 2026', '2026-12-14'],
  ['1 Sept 2027', '2027-09-01'],
  ['46370', '2026-12-14'],
  ['12/14/2026', '2026-12-14'],
])('“%s” is %s', (cell, wanted) => {
  expect(day(cell)).toEqual({ day: wanted, rest: '', doubt: null })
})

test.each(['31/02/2026', '32/01/2026', '13/13/2026', 'soon', '', 'next Monday', '14', '2026'])(
  '“%s” is no day',
  (cell) => expect(day(cell)).toBeNull(),
)

test('a day that could be two is read day first, and that is said; other dates of the column settle it', () => {
  expect(day('03/04/2027', null)).toMatchObject({
    day: '2027-04-03',
    doubt: expect.stringContaining('2027-03-04'),
  })
  expect(day('03/04/2027', 'month')).toMatchObject({ day: '2027-03-04', doubt: null })
  expect(day('04/04/2027', null)).toMatchObject({ doubt: null })
  expect(dayOrderOf(['03/04/2027', '14/04/2027'])).toBe('day')
  expect(dayOrderOf(['03/04/2027', '04/14/2027'])).toBe('month')
  expect(dayOrderOf(['14/04/2027', '04/14/2027'])).toBeNull()
  expect(dayOrderOf(['03/04/2027', 'soon'])).toBeNull()
})

test('a missing year, a wrong weekday, and a time behind the day', () => {
  expect(day('14 Dec')).toMatchObject({ day: '2026-12-14', doubt: expect.stringContaining('No year') })
  expect(day('14 January')).toMatchObject({ day: '2027-01-14' })
  expect(day('Tuesday 14 Dec 2026')).toMatchObject({ doubt: expect.stringContaining('is a Monday') })
  expect(day('14/12/2026 09:30')).toMatchObject({ day: '2026-12-14', rest: '09:30' })
  expect(day('2026-12-14T09:30:00.000Z')).toMatchObject({ day: '2026-12-14', rest: '09:30:00.000Z' })
  expect(day('46370.375')).toMatchObject({ day: '2026-12-14', rest: '0.375' })
})

test.each([
  ['09:00', '09:00', ''],
  ['9.05', '09:05', ''],
  ['9:00 am', '09:00', ''],
  ['9am', '09:00', ''],
  ['12am', '00:00', ''],
  ['12 pm', '12:00', ''],
  ['5 p.m.', '17:00', ''],
  ['0930', '09:30', ''],
  ['09h30', '09:30', ''],
  ['noon', '12:00', ''],
  ['0.375', '09:00', ''],
  ['09:00:00', '09:00', ''],
  ['1899-12-31T09:15:00.000Z', '09:15', ''],
  ['01:30 BST', '01:30', 'BST'],
  ['01:30 later', '01:30', 'later'],
  ['at 9:00', '09:00', ''],
])('“%s” is %s', (cell, time, suffix) => {
  expect(readTime(cell)).toMatchObject({ time, suffix })
})

test.each(['25:00', '9', '13pm', 'morning', '9:75', ''])('“%s” is no time', (cell) => {
  expect(readTime(cell)).toBeNull()
})

test('9.3 is what a spreadsheet made of 9.30, and that is said', () => {
  expect(readTime('9.3')).toMatchObject({ time: '09:30', doubt: expect.stringContaining('09:30') })
})

const zone = 'Europe/London'
test('an hour that comes twice is asked, one that is left out is refused', () => {
  expect(readSuffix('2027-10-31T01:30', '', zone)).toMatchObject({
    fault: expect.stringContaining('twice'),
    fix: expect.stringContaining('01:30 BST'),
  })
  expect(readSuffix('2027-10-31T01:30', 'BST', zone)).toEqual({ offset: 'earlier' })
  expect(readSuffix('2027-10-31T01:30', 'later', zone)).toEqual({ offset: 'later' })
  expect(readSuffix('2027-03-28T01:30', '', zone)).toMatchObject({
    fault: expect.stringContaining('does not exist'),
  })
  expect(readSuffix('2026-12-14T09:00', 'GMT', zone)).toEqual({})
  expect(readSuffix('2026-12-14T09:00', 'BST', zone)).toMatchObject({ fault: expect.stringContaining('BST') })
  expect(readSuffix('2026-12-14T09:00', '', zone)).toEqual({})
})
