import { expect, test } from 'vitest'
import { readEvents } from './read-events.ts'
import type { EventDays, Given, Reading } from './reading.ts'
import { readInThread } from './read-in-thread.ts'
import { calendar, event, londonRules } from './testing.ts'

const here: Given = { zone: 'Europe/London', today: '2026-11-21' }

function read(text: string, given: Given = here): Reading {
  const reading = readEvents(text, given)
  if ('fault' in reading) throw new Error(reading.fault)
  return reading
}
const days = (reading: Reading) => reading.days.map(({ name, from, until }: EventDays) => [name, from, until])
const first = (text: string, given?: Given): EventDays => {
  const [one] = read(text, given).days
  if (!one) throw new Error('nothing was found')
  return one
}

test('whole days end before their DTEND; one without an end is one day', () => {
  const text = calendar(
    event('Autumn term', 'DTSTART;VALUE=DATE:20270927', 'DTEND;VALUE=DATE:20271211'),
    event('Closed', 'DTSTART;VALUE=DATE:20261224'),
    event('Seven days', 'DTSTART;VALUE=DATE:20270101', 'DURATION:P7D'),
    event('Ends before', 'DTSTART;VALUE=DATE:20270301', 'DTEND;VALUE=DATE:20270201'),
  )
  expect(days(read(text))).toEqual([
    ['Autumn term', '2027-09-27', '2027-12-10'],
    ['Closed', '2026-12-24', '2026-12-24'],
    ['Seven days', '2027-01-01', '2027-01-07'],
    ['Ends before', '2027-03-01', '2027-03-01'],
  ])
  expect(read(text).days.every((one) => !one.timed)).toBe(true)
})

test('times fall on the institution’s days: across midnight, until midnight, in another zone, in UTC', () => {
  const one = (start: string, end: string, given = here) =>
    first(calendar(event('x y', `DTSTART${start}`, `DTEND${end}`)), given)
  expect(one(':20261130T220000', ':20261201T020000')).toMatchObject({
    from: '2026-11-30',
    until: '2026-12-01',
    timed: true,
  })
  // The first moment of a day is not in it.
  expect(one(':20261130T180000', ':20261201T000000')).toMatchObject({ until: '2026-11-30' })
  // Midnight to midnight is whole days.
  expect(one(':20261224T000000', ':20261227T000000')).toMatchObject({
    from: '2026-12-24',
    until: '2026-12-26',
    timed: false,
  })
  // In summer a UTC evening is the next day in London.
  expect(one(':20270610T233000Z', ':20270611T010000Z')).toMatchObject({
    from: '2027-06-11',
    until: '2027-06-11',
  })
  const newYork = ';TZID=America/New_York:20270610T200000'
  expect(one(newYork, newYork)).toMatchObject({ from: '2027-06-11', until: '2027-06-11', timed: true })
  expect(one(newYork, newYork, { ...here, zone: 'America/New_York' })).toMatchObject({ from: '2027-06-10' })
})

test('zones by Outlook’s names, by a maker’s path, by the file’s own rules, and one that nobody knows', () => {
  const at = (zone: string, more = '') =>
    first(
      calendar(
        more,
        event('x y', `DTSTART;TZID=${zone}:20270610T233000`, `DTEND;TZID=${zone}:20270610T234500`),
      ),
    )
  expect(at('GMT Standard Time')).toMatchObject({ from: '2027-06-10', notes: [] })
  expect(at('W. Europe Standard Time')).toMatchObject({ from: '2027-06-10', notes: [] })
  expect(at('/example.org/20070129_1/America/New_York')).toMatchObject({ from: '2027-06-11' })
  // Eleven hours behind in summer, by its own rules.
  expect(at('Campus', londonRules('Campus', '-1100', '-1200'))).toMatchObject({
    from: '2027-06-11',
    notes: [],
  })
  const unknown = at('Campus')
  expect(unknown.from).toBe('2027-06-10')
  expect(unknown.notes).toEqual(['Its time zone “Campus” is not known here: it is taken as on your clocks.'])
})

test('Outlook’s whole days are midnights of their own zone', () => {
  const zone = 'TZID=Eastern Standard Time'
  const text = calendar(
    event(
      'Closed',
      `DTSTART;${zone}:20261224T000000`,
      `DTEND;${zone}:20261226T000000`,
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    ),
  )
  expect(first(text)).toMatchObject({ from: '2026-12-24', until: '2026-12-25', timed: false })
})

test('what repeats is bounded: endless rules, dates left out, dates moved or cancelled', () => {
  const endless = calendar(event('Winter', 'DTSTART;VALUE=DATE:19701224', 'RRULE:FREQ=YEARLY'))
  expect(days(read(endless))).toEqual([
    ['Winter', '2026-12-24', '2026-12-24'],
    ['Winter', '2027-12-24', '2027-12-24'],
    ['Winter', '2028-12-24', '2028-12-24'],
  ])
  expect(first(endless).notes).toEqual(['It repeats further than that.'])
  const daily = read(calendar(event('Daily', 'DTSTART;VALUE=DATE:20261120', 'RRULE:FREQ=DAILY')))
  expect(daily.days).toHaveLength(12)
  expect(daily.days[0]?.notes).toEqual(['It repeats: its next 12 dates are here.'])
  const counted = calendar(
    event(
      'Weekly',
      'UID:1',
      'DTSTART:20261123T090000',
      'DTEND:20261123T100000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE:20261130T090000',
    ),
    event(
      'Moved',
      'UID:1',
      'RECURRENCE-ID:20261207T090000',
      'DTSTART:20261208T090000',
      'DTEND:20261208T100000',
    ),
    event('Off', 'UID:1', 'RECURRENCE-ID:20261214T090000', 'DTSTART:20261214T090000', 'STATUS:CANCELLED'),
  )
  expect(days(read(counted))).toEqual([
    ['Weekly', '2026-11-23', '2026-11-23'],
    ['Moved', '2026-12-08', '2026-12-08'],
  ])
})

const workingDays = 'BYDAY=MO,TU,WE,TH,FR'
const ruled = (start: string, rule: string) =>
  read(calendar(event('x y', `DTSTART;VALUE=DATE:${start}`, `RRULE:${rule};COUNT=4`)))

test.each([
  ['20261130', `FREQ=MONTHLY;${workingDays};BYSETPOS=-1`, '2026-11-30 2026-12-31 2027-01-29 2027-02-26'],
  ['20261203', `FREQ=MONTHLY;${workingDays};BYSETPOS=3`, '2026-12-03 2027-01-05 2027-02-03 2027-03-03'],
  ['20261208', 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2,4', '2026-12-08 2026-12-22 2027-01-12 2027-01-26'],
  ['20261225', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=FR;BYSETPOS=-1', '2026-12-25 2027-02-26 2027-04-30 2027-06-25'],
  // August 2027 begins with a Sunday, May with a Saturday.
  ['20270501', 'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1', '2027-05-01 2027-06-05 2027-07-03 2027-08-01'],
  ['20260907', 'FREQ=YEARLY;BYMONTH=9;BYDAY=MO;BYSETPOS=1', '2027-09-06 2028-09-04 2029-09-03'],
  ['20270531', 'FREQ=YEARLY;WKST=SU;BYMONTH=5;BYDAY=MO;BYSETPOS=-1', '2027-05-31 2028-05-29 2029-05-28'],
])('from %s by %s: %s', (start, rule, wanted) => {
  const { days: found } = ruled(start, rule)
  expect(found.map(({ from }) => from).join(' ')).toBe(wanted)
  expect(found.flatMap(({ notes }) => notes)).not.toContainEqual(expect.stringContaining('not followed'))
})

test.each([
  ['a first date that is none of the rule', '20261201', `FREQ=MONTHLY;${workingDays};BYSETPOS=-1`],
  ['what may be the first of a month, from its end', '20270104', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-4'],
  ['a place that not every month has', '20261130', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5'],
  ['several months', '20270906', 'FREQ=YEARLY;BYMONTH=5,9;BYDAY=MO;BYSETPOS=1'],
  ['a whole year', '20261231', `FREQ=YEARLY;${workingDays};BYSETPOS=-1`],
  ['weekdays with numbers', '20261207', 'FREQ=MONTHLY;BYDAY=1MO,3MO;BYSETPOS=1'],
  ['days of the month', '20261215', 'FREQ=MONTHLY;BYMONTHDAY=14,15,16;BYSETPOS=2'],
  ['hours', '20261215', 'FREQ=HOURLY;BYSETPOS=1;BYMINUTE=0,30'],
])('of places among %s only the first date is said', (_what, start, rule) => {
  const { days: found } = ruled(start, rule)
  expect(found).toHaveLength(1)
  expect(found[0]?.notes).toEqual([expect.stringContaining('not followed here')])
})

test('a rule that no program comes to the end of stops nothing', () => {
  const text = calendar(
    event('Never', 'DTSTART;VALUE=DATE:20261224', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
    event('Each second', 'DTSTART:20261224T000000', 'RRULE:FREQ=SECONDLY'),
    event('Old and daily', 'DTSTART;VALUE=DATE:19700101', 'RRULE:FREQ=DAILY'),
    event('Closed', 'DTSTART;VALUE=DATE:20261225'),
  )
  const reading = read(text)
  expect(days(reading).map(([name]) => name)).toEqual(['Never', 'Each second', 'Closed'])
  expect(reading.days[0]?.notes[0]).toMatch(/a rule that is not followed/)
  expect(reading.over).toBe(1)
})

test('a file made to keep a reader busy is given up, and the process goes on', async () => {
  const text = calendar(
    londonRules('Trap', '+0000', '+0100', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
    event('x y', 'DTSTART;TZID=Trap:20270610T090000', 'DTEND;TZID=Trap:20270610T100000'),
  )
  const began = performance.now()
  expect(await readInThread(text, here, 1_500)).toBeNull()
  expect(performance.now() - began).toBeLessThan(9_000)
  expect(await readInThread(calendar(event('Closed', 'DTSTART;VALUE=DATE:20261225')), here)).toMatchObject({
    days: [{ name: 'Closed' }],
  })
}, 30_000)

test('what is over, far ahead, cancelled or has no day is counted; the same twice is there once', () => {
  const reading = read(
    calendar(
      event('In 1970', 'DTSTART;VALUE=DATE:19700101'),
      event('Yesterday', 'DTSTART;VALUE=DATE:20261120', 'DTEND;VALUE=DATE:20261121'),
      event('Today', 'DTSTART;VALUE=DATE:20261120', 'DTEND;VALUE=DATE:20261122'),
      event('Far', 'DTSTART;VALUE=DATE:20400101'),
      event('Off', 'DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'),
      event('No day'),
      event('Impossible', 'DTSTART;VALUE=DATE:20270230'),
      event('Twice', 'DTSTART;VALUE=DATE:20261224'),
      event('Twice', 'DTSTART;VALUE=DATE:20261224'),
    ),
  )
  expect(days(reading).map(([name]) => name)).toEqual(['Today', 'Twice'])
  expect(reading).toMatchObject({ over: 2, farAhead: 1, cancelled: 1, unreadable: 2 })
})

test('names are plain and short, whatever stands there', () => {
  const name = (summary: string) => first(calendar(event(summary, 'DTSTART;VALUE=DATE:20261224'))).name
  expect(name('Term\u202e of\\n two\\, lines')).toBe('Term of two, lines')
  expect(name('x'.repeat(5000))).toHaveLength(120)
  expect(name('')).toBe('Without a name')
})

test('no calendar, a broken one, one without events, and one with thousands are said to be that', () => {
  const fault = (text: string) => readEvents(text, here)
  expect(fault('Name,From\nTerm,2026-01-01')).toEqual({ fault: 'not-a-calendar' })
  expect(fault('<html>BEGIN:VCALENDAR</html>')).toEqual({ fault: 'not-a-calendar' })
  expect(fault('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY')).toEqual({ fault: 'damaged' })
  expect(fault(calendar())).toEqual({ fault: 'empty' })
  const many = Array.from({ length: 5_001 }, (_, at) => event(`E${at}`, 'DTSTART;VALUE=DATE:20261224'))
  expect(fault(calendar(...many))).toEqual({ fault: 'too-many', count: 5_001 })
})

test('five thousand events are read within the time there is', async () => {
  const most = Array.from({ length: 5_000 }, (_, at) =>
    event(
      `E${at}`,
      `UID:${at}`,
      'DTSTART:20261224T090000Z',
      'DTEND:20261224T100000Z',
      at % 20 === 0 ? 'RRULE:FREQ=WEEKLY;COUNT=20' : '',
    ),
  )
  const reading = await readInThread(calendar(...most), here)
  expect(reading).toMatchObject({ unreadable: 0, over: 0 })
}, 30_000)
