import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeriesRule, SlotRule } from './contract.ts'
import {
  bandsBetween,
  firstFree,
  inOrder,
  moved,
  nextOccurrences,
  nominalDays,
  slotAt,
  slotsAfter,
  whyNot,
  type DayBook,
} from './rules.ts'

const book: DayBook = {
  zone: 'Europe/London',
  terms: [{ name: 'Autumn term', from: '2026-09-21', until: '2026-12-11' }],
  blackouts: [
    { name: 'Remembrance', from: '11-11', until: '11-11', clause: '', goes: '' },
    {
      name: 'Turn of the year',
      from: '12-30',
      until: '01-02',
      clause: 'EX-1.1',
      goes: 'Notices of closing.',
    },
  ],
  elections: [{ name: 'By-election', from: '2026-11-23', until: '2026-11-27' }],
  closures: [{ name: 'Winter closure', from: '2026-12-24', until: '2026-12-29' }],
  holidays: new Map([['2026-12-25', 'Christmas Day']]),
}
const open: DayBook = { ...book, terms: [], blackouts: [], elections: [], closures: [], holidays: new Map() }
const going = { inElections: false, whenClosed: false }
const queueOf = (slots: SlotRule[]) => ({ slots, ...going, pausedUntil: null })
const monday = (time: string): SlotRule => ({ weekday: 1, time, termOnly: false })

const slotRules = fc.uniqueArray(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 95 }), fc.boolean())
    .map(([weekday, quarter, termOnly]) => ({
      weekday,
      time: `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
      termOnly,
    })),
  { minLength: 1, maxLength: 12, selector: ({ weekday, time }) => `${weekday} ${time}` },
)
/** Two years with both changes of the clocks in each. */
const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const queues = fc.record({
  slots: slotRules,
  inElections: fc.boolean(),
  whenClosed: fc.boolean(),
  pausedUntil: fc.constantFrom(null, '2026-10-01', '2027-04-01'),
})

test('slots come in order, on their weekday at their wall-clock time, once each, and never on a day left out', () => {
  fc.assert(
    fc.property(queues, instants, (queue, after) => {
      const slots = [...slotsAfter(queue, book, after)]
      for (const [place, slot] of slots.entries()) {
        expect(slot.at > (slots[place - 1]?.at ?? after)).toBe(true)
        const local = Temporal.Instant.from(slot.at).toZonedDateTimeISO(book.zone)
        const day = local.toPlainDate().toString()
        expect(local.toPlainDateTime().toString({ smallestUnit: 'minute' })).toBe(slot.local)
        expect(queue.slots).toContainEqual(
          expect.objectContaining({ weekday: local.dayOfWeek, time: slot.local.slice(11) }),
        )
        expect(whyNot(book, day, queue)).toBeNull()
        if (queue.pausedUntil) expect(day >= queue.pausedUntil).toBe(true)
      }
    }),
    { numRuns: 40 },
  )
})

test('an hour that summer time leaves out has no slot that day, and one that comes twice has one', () => {
  const sunday = (time: string) => queueOf([{ weekday: 7, time, termOnly: false }])
  const locals = (time: string, after: string) =>
    [...slotsAfter(sunday(time), open, after, 14)].map((slot) => slot.local)
  expect(locals('01:30', '2027-03-22T00:00:00.000Z')).toEqual(['2027-04-04T01:30'])
  expect(locals('01:30', '2026-10-19T00:00:00.000Z')).toEqual(['2026-10-25T01:30', '2026-11-01T01:30'])
  expect(slotAt('2026-10-25', '01:30', 'Europe/London')?.at).toBe('2026-10-25T00:30:00.000Z')
  expect(slotAt('2027-03-28', '01:30', 'Europe/London', true)?.local).toBe('2027-03-28T02:30')
})

const lines = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 40 }), refuses: fc.integer({ min: 0, max: 5 }) }),
  { maxLength: 15 },
)

test('given in order, no two have one slot, none overtakes, and none comes before its wait or without room', () => {
  const begins = Date.parse('2026-11-01T00:00:00Z')
  fc.assert(
    fc.property(slotRules, lines, (slots, posts) => {
      const wanting = posts.map(({ wait, refuses }, place) => ({
        postId: String(place),
        notBefore: wait === 0 ? null : new Date(begins + wait * 86_400_000).toISOString(),
        fits: (at: string) => refuses === 0 || Date.parse(at) % (refuses + 1) === 0,
      }))
      const given = inOrder(wanting, slotsAfter(queueOf(slots), open, new Date(begins).toISOString()))
      if (!given) return
      const times = wanting.map(({ postId }) => given.get(postId)?.at ?? '')
      expect(times).toEqual(times.toSorted())
      expect(new Set(times).size).toBe(times.length)
      for (const { postId, notBefore, fits } of wanting) {
        const at = given.get(postId)?.at ?? ''
        expect(fits(at)).toBe(true)
        expect(notBefore === null || at >= notBefore).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('the first free slot passes over what is taken', () => {
  const slots = () => slotsAfter(queueOf([monday('09:00')]), open, '2026-11-01T00:00:00.000Z')
  const post = { postId: '1', notBefore: null, fits: () => true }
  expect(firstFree(post, slots(), new Set())?.local).toBe('2026-11-02T09:00')
  expect(firstFree(post, slots(), new Set(['2026-11-02T09:00:00.000Z']))?.local).toBe('2026-11-09T09:00')
  expect(firstFree({ ...post, fits: () => false }, slots(), new Set())).toBeNull()
})

test('moving changes places and loses nobody', () => {
  const order = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(order, fc.nat(), fc.constantFrom('first', 'earlier', 'later', 'last'), (ids, pick, to) => {
      const one = ids[pick % ids.length] ?? ''
      const after = moved(ids, one, to)
      expect(after.toSorted()).toEqual(ids.toSorted())
      expect(after.filter((id) => id !== one)).toEqual(ids.filter((id) => id !== one))
    }),
  )
  expect(moved(['a', 'b', 'c'], 'c', 'earlier')).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', 'last')).toEqual(['b', 'c', 'a'])
})

const rule = (change: Partial<SeriesRule>): SeriesRule => ({
  pattern: { kind: 'weekly', days: [1, 4] },
  every: 1,
  from: '2026-11-02',
  until: null,
  count: null,
  time: '09:00',
  termOnly: false,
  inElections: false,
  whenBlocked: 'skip',
  ...change,
})
const firstDays = (given: SeriesRule, most: number) => nominalDays(given).take(most).toArray()

describe('a series', () => {
  test.each<[string, Partial<SeriesRule>, string[]]>([
    ['weekly', {}, ['2026-11-02', '2026-11-05', '2026-11-09']],
    ['every second week', { every: 2 }, ['2026-11-02', '2026-11-05', '2026-11-16']],
    ['on day 31', { pattern: { kind: 'monthly-day', day: 31 } }, ['2026-11-30', '2026-12-31', '2027-01-31']],
    [
      'on the last Friday',
      { pattern: { kind: 'monthly-weekday', nth: -1, weekday: 5 } },
      ['2026-11-27', '2026-12-25', '2027-01-29'],
    ],
    [
      'on the first Monday',
      { pattern: { kind: 'monthly-weekday', nth: 1, weekday: 1 } },
      ['2026-11-02', '2026-12-07', '2027-01-04'],
    ],
    [
      'on 29 February',
      { pattern: { kind: 'yearly', month: 2, day: 29 } },
      ['2027-02-28', '2028-02-29', '2029-02-28'],
    ],
    ['so many times', { count: 2 }, ['2026-11-02', '2026-11-05']],
    ['until a day', { until: '2026-11-05' }, ['2026-11-02', '2026-11-05']],
  ])('%s', (_name, change, days) => {
    expect(firstDays(rule(change), 3)).toEqual(days)
  })

  test('leaves out what is kept free, with the reason, or goes on the next open day', () => {
    const wednesdays = rule({ pattern: { kind: 'weekly', days: [3] }, from: '2026-11-10' })
    const [first] = nextOccurrences(wednesdays, book, '2026-11-10T00:00:00.000Z', 1)
    expect(first).toEqual({ day: '2026-11-11', slot: null, why: 'Kept free: Remembrance.' })
    const [other] = nextOccurrences(
      { ...wednesdays, whenBlocked: 'move' },
      book,
      '2026-11-10T00:00:00.000Z',
      1,
    )
    expect(other).toMatchObject({ day: '2026-11-11', slot: { local: '2026-11-12T09:00' } })
  })

  test('in term time only it goes nowhere else, even where it may move', () => {
    const january = rule({ termOnly: true, whenBlocked: 'move', from: '2027-01-04' })
    expect(nextOccurrences(january, book, '2027-01-01T00:00:00.000Z', 2)).toMatchObject([
      { slot: null, why: 'Not in a term.' },
      { slot: null },
    ])
  })

  test('at an hour that is left out it goes an hour later rather than not at all', () => {
    const sundays = rule({ pattern: { kind: 'weekly', days: [7] }, from: '2027-03-28', time: '01:30' })
    expect(nextOccurrences(sundays, open, '2027-03-27T00:00:00.000Z', 1)[0]?.slot?.local).toBe(
      '2027-03-28T02:30',
    )
  })
})

test('bands: what comes every year stands in each year, over its end too, and only what touches the span', () => {
  const names = (from: string, until: string) =>
    bandsBetween(book, from, until).map((band) => `${band.kind} ${band.from} ${band.until}`)
  expect(names('2026-12-28', '2027-01-05')).toEqual([
    'closure 2026-12-24 2026-12-29',
    'blackout 2026-12-30 2027-01-02',
  ])
  expect(names('2027-01-02', '2027-01-02')).toEqual(['blackout 2026-12-30 2027-01-02'])
  expect(names('2027-02-01', '2027-02-20')).toEqual([])
})

test('a queue that goes on in elections leaves out days that are kept free all the same', () => {
  const on = { inElections: true, whenClosed: true }
  expect(whyNot(book, '2026-11-24', on)).toBeNull()
  expect(whyNot(book, '2026-11-24', going)).toContain('By-election')
  expect(whyNot(book, '2026-12-25', on)).toBeNull()
  expect(whyNot(book, '2026-11-11', on)).toContain('Remembrance')
})
