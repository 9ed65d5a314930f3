import { expect, test } from 'vitest'
import type { Nation } from '../contract.ts'
import { bankHolidays, easterSunday } from './bank-holidays.ts'

/** Written down by hand, without what was proclaimed once; to be compared with https://www.gov.uk/bank-holidays. */
const england: Record<number, string> = {
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}
const published: [Nation, Record<number, string>][] = [
  ['England', england],
  ['Wales', england],
  [
    'Scotland',
    {
      2024: '01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26',
      2025: '01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26',
      2026: '01-01 01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-28',
      2027: '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28',
      2028: '01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26',
    },
  ],
  [
    'Northern Ireland',
    {
      2024: '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26',
      2025: '01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26',
      2026: '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28',
      2027: '01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28',
      2028: '01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26',
    },
  ],
]
const years = published.flatMap(([nation, dates]) =>
  Object.entries(dates).map(([year, days]): [Nation, number, string] => [nation, Number(year), days]),
)

test.each(years)('%s in %i', (nation, year, days) => {
  const found = bankHolidays(nation, year).map(({ date }) => date)
  expect(found).toEqual(days.split(' ').map((day) => `${year}-${day}`))
})

test('a substitute day says so, and does not fall on another holiday', () => {
  const names = (nation: Nation, year: number, from: string) =>
    bankHolidays(nation, year)
      .filter(({ date }) => date >= from)
      .map(({ date, name }) => `${date} ${name}`)
  expect(names('England', 2027, '2027-12')).toEqual([
    '2027-12-27 Christmas Day (substitute day)',
    '2027-12-28 Boxing Day (substitute day)',
  ])
  // Christmas Day on a Sunday, Boxing Day on its own Monday.
  expect(names('England', 2022, '2022-12')).toEqual([
    '2022-12-26 Boxing Day',
    '2022-12-27 Christmas Day (substitute day)',
  ])
})

test('elsewhere no rule is known', () => {
  expect(bankHolidays('Other', 2026)).toEqual([])
})

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2038, '2038-04-25'],
  [2285, '2285-03-22'],
])('Easter of %i', (year, date) => {
  expect(easterSunday(year).toString()).toBe(date)
})
