import { expect, test } from 'vitest'
import { goesOut, heading, outlook } from './words.ts'

test('the heading says how much waits', () => {
  expect([0, 1, 3, 12].map(heading)).toEqual([
    'Nothing waits for you',
    'One thing waits for you',
    'Three things wait for you',
    '12 things wait for you',
  ])
})

test('a time is said with its zone, and no time in words', () => {
  expect(goesOut('2026-11-28T09:00:00.000Z', 'Europe/London')).toBe('goes out Sat 28 Nov 2026, 09:00 GMT')
  expect(goesOut(null, 'Europe/London')).toBe('goes out once it is approved')
})

test('the outlook counts posts and accounts once, and finds the busiest hour', () => {
  const [one, two] = [{ id: 'a' }, { id: 'b' }]
  const items = [
    { at: '2026-11-28T09:00:00.000Z', accounts: [one] },
    { at: '2026-11-28T12:00:00.000Z', accounts: [one, two] },
    { at: '2026-11-28T12:30:00.000Z', accounts: [two] },
  ]
  expect(outlook(items)).toEqual({
    posts: 3,
    accounts: 2,
    busiest: { at: '2026-11-28T12:00:00.000Z', count: 2 },
  })
  expect(outlook([]).busiest).toBeNull()
  expect(outlook(items.slice(0, 2)).busiest).toBeNull()
})
