import type { Nation } from '../contract.ts'

/**
 * The bank and public holidays of the United Kingdom's nations, by rule. Sources: GOV.UK, "UK bank holidays"
 * (https://www.gov.uk/bank-holidays), the Banking and Financial Dealings Act 1971, schedule 1, the St Andrew's Day Bank
 * Holiday (Scotland) Act 2007, and what is proclaimed each year (New Year, Early May, 12 July, substitute days).
 * What is proclaimed once, such as a coronation, follows from no rule: the institution adds it to its closure days.
 * Pure.
 */
export interface Holiday {
  /** ISO: `2027-03-26`. */
  date: string
  name: string
}

interface Wanted {
  day: Temporal.PlainDate
  name: string
  /** Falls on a fixed date, so a weekend moves it. */
  moves: boolean
}

const january = 1
const march = 3
const may = 5
const july = 7
const august = 8
const november = 11
const december = 12
const monday = 1
const saturday = 6
const week = 7

const on = (year: number, month: number, day: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day })

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const moved = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moved + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const sum = epact + weekday - 7 * late + 114
  return on(year, Math.floor(sum / 31), (sum % 31) + 1)
}

function firstMonday(year: number, month: number): Temporal.PlainDate {
  const first = on(year, month, 1)
  return first.add({ days: (monday + week - first.dayOfWeek) % week })
}

function lastMonday(year: number, month: number): Temporal.PlainDate {
  const first = on(year, month, 1)
  const last = first.with({ day: first.daysInMonth })
  return last.subtract({ days: last.dayOfWeek - monday })
}

/** Those of a nation in a year, in order, substitute days in place of what falls on a weekend. */
export function bankHolidays(nation: Nation, year: number): Holiday[] {
  if (nation === 'Other') return []
  return substituted(wantedIn(nation, year))
    .toSorted((one, other) => Temporal.PlainDate.compare(one.day, other.day))
    .map(({ day, name }) => ({ date: day.toString(), name }))
}

function wantedIn(nation: Exclude<Nation, 'Other'>, year: number): Wanted[] {
  const easter = easterSunday(year)
  const scotland = nation === 'Scotland'
  const fixed = (month: number, day: number, name: string): Wanted => ({
    day: on(year, month, day),
    name,
    moves: true,
  })
  const always = (day: Temporal.PlainDate, name: string): Wanted => ({ day, name, moves: false })
  const summer = scotland ? firstMonday(year, august) : lastMonday(year, august)
  return [
    fixed(january, 1, 'New Year’s Day'),
    ...(scotland ? [fixed(january, 2, '2 January')] : []),
    ...(nation === 'Northern Ireland' ? [fixed(march, 17, 'St Patrick’s Day')] : []),
    always(easter.subtract({ days: 2 }), 'Good Friday'),
    ...(scotland ? [] : [always(easter.add({ days: 1 }), 'Easter Monday')]),
    always(firstMonday(year, may), 'Early May bank holiday'),
    always(lastMonday(year, may), 'Spring bank holiday'),
    ...(nation === 'Northern Ireland' ? [fixed(july, 12, 'Battle of the Boyne')] : []),
    always(summer, 'Summer bank holiday'),
    ...(scotland ? [fixed(november, 30, 'St Andrew’s Day')] : []),
    fixed(december, 25, 'Christmas Day'),
    fixed(december, 26, 'Boxing Day'),
  ]
}

const onWeekend = (day: Temporal.PlainDate): boolean => day.dayOfWeek >= saturday

/** A holiday on a weekend is kept on the next weekday that is no holiday already. */
function substituted(wanted: readonly Wanted[]): Wanted[] {
  const taken = new Set(wanted.filter(({ day }) => !onWeekend(day)).map(({ day }) => day.toString()))
  return wanted.map((holiday) => {
    if (!holiday.moves || !onWeekend(holiday.day)) return holiday
    let day = holiday.day
    do day = day.add({ days: 1 })
    while (onWeekend(day) || taken.has(day.toString()))
    taken.add(day.toString())
    return { ...holiday, day, name: `${holiday.name} (substitute day)` }
  })
}
