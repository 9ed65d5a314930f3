/** Days and times as people write them in a spreadsheet. Pure; today is given. */

/** Which number of `03/04/2026` is the day: as other dates of the same column prove it; null where none does. */
export type DayOrder = 'day' | 'month' | null

export interface ReadDay {
  /** `2026-09-14`. */
  day: string
  /** What stands after the day in the same cell. */
  rest: string
  /** What has to be said of how it was read. */
  doubt: string | null
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![\d/])[,\s]*/
const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)[T,\s]*/
const named =
  /^(?:(?<first>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?<month>[a-z]{3,9})\.?|(?<month2>[a-z]{3,9})\.?\s+(?<second>\d{1,2})(?:st|nd|rd|th)?)(?:,?\s+(?<year>\d{4}))?(?![\d:.])[,\s]*/i
const weekday =
  /^(?<name>mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\b[.,\s]+/i

/** Days that Excel counts from 1899-12-30; these are the years 1982 to 2091. */
const serials = [30_000, 70_000] as const

export function dayOrderOf(cells: readonly string[]): DayOrder {
  const pairs = cells.flatMap((cell) => {
    const found = numbers.exec(cell.trim().replace(weekday, ''))
    return found ? [[Number(found[1]), Number(found[2])] as const] : []
  })
  const dayFirst = pairs.some(([one]) => one > 12)
  const monthFirst = pairs.some(([, other]) => other > 12)
  if (dayFirst === monthFirst) return null
  return dayFirst ? 'day' : 'month'
}

function dayFrom(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const long = (day: Temporal.PlainDate): string =>
  day
    .toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', '')

type Part = { day: Temporal.PlainDate; length: number; doubt: string | null } | null

function ofNumbers(text: string, order: DayOrder): Part {
  const found = numbers.exec(text)
  if (!found) return null
  const [all, one, other, written = ''] = found
  const [a, b] = [Number(one), Number(other)]
  const year = written.length === 2 ? 2_000 + Number(written) : Number(written)
  const monthFirst = b > 12 || (order === 'month' && a <= 12)
  const day = monthFirst ? dayFrom(year, a, b) : dayFrom(year, b, a)
  if (!day) return null
  const unclear = a <= 12 && b <= 12 && a !== b && order === null
  const turned = dayFrom(year, a, b)
  const doubt =
    unclear && turned
      ? `“${all.trim()}” is read as ${long(day)}. If ${long(turned)} is meant, write ${turned.toString()}.`
      : null
  return { day, length: all.length, doubt }
}

function ofName(text: string, today: Temporal.PlainDate): Part {
  const found = named.exec(text)
  const { first, second, month: one, month2 } = found?.groups ?? {}
  const written = (one ?? month2 ?? '').toLowerCase()
  const month =
    written.length < 3
      ? -1
      : months.findIndex((name) => name.startsWith(written.slice(0, 4).replace(/^sept$/, 'sep')))
  if (!found || month === -1) return null
  const given = found.groups?.['year']
  const number = Number(first ?? second)
  let day = dayFrom(given ? Number(given) : today.year, month + 1, number)
  if (!day) return null
  if (given) return { day, length: found[0].length, doubt: null }
  if (Temporal.PlainDate.compare(day, today) < 0) day = dayFrom(today.year + 1, month + 1, number) ?? day
  return { day, length: found[0].length, doubt: `No year is given: it is read as ${long(day)}.` }
}

function ofIso(text: string): Part {
  const found = iso.exec(text)
  const day = found && dayFrom(Number(found[1]), Number(found[2]), Number(found[3]))
  return found && day ? { day, length: found[0].length, doubt: null } : null
}

/** A number that a spreadsheet shows as a date, with its part of a day. */
function ofSerial(text: string): ReadDay | null {
  if (!/^\d{5}(?:[.,]\d+)?$/.test(text)) return null
  const value = Number(text.replace(',', '.'))
  if (value < serials[0] || value > serials[1]) return null
  const day = Temporal.PlainDate.from('1899-12-30').add({ days: Math.floor(value) })
  const part = value % 1
  return { day: day.toString(), rest: part === 0 ? '' : String(part), doubt: null }
}

/** Null when it is no day, or one that does not exist. */
export function readDay(cell: string, order: DayOrder, today: Temporal.PlainDate): ReadDay | null {
  const text = cell.trim()
  const serial = ofSerial(text)
  if (serial) return serial
  const said = weekday.exec(text)?.groups?.['name']?.toLowerCase()
  const bare = text.replace(weekday, '')
  const part = ofIso(bare) ?? ofNumbers(bare, order) ?? ofName(bare, today)
  if (!part) return null
  const name = weekdays[part.day.dayOfWeek - 1] ?? ''
  const other = said !== undefined && !name.startsWith(said.slice(0, 3))
  const doubt = other
    ? `The ${bare.slice(0, part.length).trim()} is a ${name[0]?.toUpperCase()}${name.slice(1)}, and the cell says “${said}”.`
    : null
  return { day: part.day.toString(), rest: bare.slice(part.length).trim(), doubt: doubt ?? part.doubt }
}

export interface ReadTime {
  /** `09:00`. */
  time: string
  /** What stands after it: which of two readings is meant, or the name of a zone. */
  suffix: string
  doubt: string | null
}

const clock =
  /^(?<hour>\d{1,2})(?:(?:[:.h]|\s?:\s?)(?<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(?<half>[ap]\.?\s?m\.?)?\b\.?\s*(?<suffix>[a-z+\d: ]*)$/i

const two = (number: number): string => String(number).padStart(2, '0')
const dayMinutes = 1_440

function ofFraction(text: string): ReadTime | null {
  if (!/^0?[.,]\d{3,}$|^0[.,]\d{1,2}$|^0$/.test(text)) return null
  const minutes = Math.round(Number(text.replace(',', '.')) * dayMinutes) % dayMinutes
  return { time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, suffix: '', doubt: null }
}

/** Null when it is no time. */
export function readTime(cell: string): ReadTime | null {
  const text = cell.trim().replace(/^(?:at|kl\.?)\s+/i, '')
  // A cell with a time alone, as workbooks keep it.
  const kept = /^1(?:899-12-3[01]|900-01-0[01])T(\d{2}:\d{2}):/.exec(text)?.[1]
  if (kept) return { time: kept, suffix: '', doubt: null }
  if (/^(?:12\s*)?(?:noon|midday)$/i.test(text)) return { time: '12:00', suffix: '', doubt: null }
  const fraction = ofFraction(text)
  if (fraction) return fraction
  // A spreadsheet drops the last nought of 9.30.
  const dropped = /^(\d{1,2})\.(\d)$/.exec(text)
  if (dropped) {
    const read = `${two(Number(dropped[1]))}:${dropped[2]}0`
    return Number(dropped[1]) > 23 || Number(dropped[2]) > 5
      ? null
      : { time: read, suffix: '', doubt: `“${text}” is read as ${read}.` }
  }
  const compact = /^(\d{2})(\d{2})$/.exec(text)
  const found = clock.exec(compact ? `${compact[1]}:${compact[2]}` : text.replace(/Z$/, ' UTC'))
  if (!found) return null
  const { hour: written, minute = '', half = '', suffix = '' } = found.groups ?? {}
  if (minute === '' && half === '') return null
  const pm = /^p/i.test(half)
  let hour = Number(written)
  if (half !== '' && (hour < 1 || hour > 12)) return null
  if (half !== '') hour = (hour % 12) + (pm ? 12 : 0)
  if (hour > 23 || Number(minute) > 59) return null
  return { time: `${two(hour)}:${minute === '' ? '00' : minute}`, suffix: suffix.trim(), doubt: null }
}

type Fold = { offset?: 'earlier' | 'later' } | { fault: string; fix: string }

const shortName = (at: Temporal.ZonedDateTime): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: at.timeZoneId, timeZoneName: 'short' })
    .formatToParts(at.epochMilliseconds)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/**
 * Which instant is meant, when a time comes twice, is left out, or has a zone's name behind it. The time is the
 * institution's wall clock.
 */
export function readSuffix(local: string, suffix: string, zone: string): Fold {
  const plain = Temporal.PlainDateTime.from(local)
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' })
  const [one, other] = [shortName(earlier), shortName(later)]
  const word = suffix.toLowerCase()
  const twice =
    earlier.epochMilliseconds !== later.epochMilliseconds && earlier.toPlainDateTime().equals(plain)
  const at = plain.toPlainTime().toString({ smallestUnit: 'minute' })
  if (twice) {
    if (/^(?:earlier|first)$/.test(word) || word === one.toLowerCase()) return { offset: 'earlier' }
    if (/^(?:later|second)$/.test(word) || word === other.toLowerCase()) return { offset: 'later' }
    return {
      fault: `${at} comes twice on that day, because the clocks go back.`,
      fix: `Write “${at} ${one}” for the earlier or “${at} ${other}” for the later.`,
    }
  }
  if (!earlier.toPlainDateTime().equals(plain))
    return {
      fault: `${at} does not exist on that day, because the clocks go forward.`,
      fix: 'Write a time an hour earlier or later.',
    }
  if (word === '' || word === one.toLowerCase() || word === 'local') return {}
  return {
    fault: `“${suffix}” after the time is not the institution’s time on that day, which is ${one} (${zone}).`,
    fix: 'Write the time on the institution’s clocks, without a zone.',
  }
}
