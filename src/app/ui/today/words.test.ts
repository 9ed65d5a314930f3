import { expect, test } from 'vitest'
import { goesOut, heading, inUrgency, outlook, troubleOf, underWay } from './words.ts'

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

test('what goes out within a day comes before what went wrong, and what has no time comes last', () => {
  const now = Date.parse('2026-11-27T12:00:00Z')
  const items = [
    { kind: 'review' as const, publishAt: null, is: 'whenever' },
    { kind: 'review' as const, publishAt: '2026-12-03T09:00:00Z', is: 'next week' },
    { kind: 'correction' as const, publishAt: null, is: 'correction' },
    { kind: 'attention' as const, publishAt: '2026-11-26T09:00:00Z', is: 'missed' },
    { kind: 'review' as const, publishAt: '2026-11-28T09:00:00Z', is: 'tomorrow' },
    { kind: 'review' as const, publishAt: '2026-11-27T15:00:00Z', is: 'today' },
  ]
  expect(inUrgency(items, now).map(({ is }) => is)).toEqual([
    'today',
    'tomorrow',
    'missed',
    'correction',
    'next week',
    'whenever',
  ])
})

test('one’s own posts stand by what they need, and what is out or decided elsewhere is not among them', () => {
  const posts = [
    { status: 'published', updatedAt: '5' },
    { status: 'approved', updatedAt: '4' },
    { status: 'draft', updatedAt: '1' },
    { status: 'draft', updatedAt: '3' },
    { status: 'attention', updatedAt: '2' },
  ]
  const order = (decides: boolean) => underWay(posts, decides).map(({ updatedAt }) => updatedAt)
  expect(order(false)).toEqual(['2', '3', '1', '4'])
  expect(order(true)).toEqual(['3', '1', '4'])
})

test('each trouble is said with the networks that have it', () => {
  const on = (network: string, state: string) => ({ network, state })
  expect(troubleOf([on('mastodon', 'rejected'), on('x', 'verified'), on('telegram', 'unknown')])).toBe(
    'Telegram: nobody knows yet whether it went out. Mastodon: the network refused it',
  )
  expect(troubleOf([on('x', 'rejected'), on('mastodon', 'rejected')])).toBe(
    'X and Mastodon: the network refused it',
  )
  expect(troubleOf([on('x', 'verified')])).toBe('something has to be decided')
})
