import { expect, test } from 'vitest'
import { scorecard } from './scorecard.ts'

const now = '2026-11-21T09:00:00.000Z'
const before = (days: number) =>
  Temporal.Instant.from(now)
    .subtract({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 3 })
const of = (changes: Partial<Parameters<typeof scorecard>[0]> = {}) =>
  new Map(
    scorecard({
      now,
      seenSince: before(400),
      posts: [],
      lastPostAt: null,
      objective: null,
      reviewInDate: true,
      ...changes,
    }).map((figure) => [figure.id, figure]),
  )

test('weeks, gaps and regularity are counted, each with what it was counted from', () => {
  const posts = [before(83), before(55), before(27)]
  const card = of({ posts, lastPostAt: before(27) })
  expect(card.get('coverage')).toMatchObject({ value: '25 %', from: '3 of 12 weeks' })
  expect(card.get('longest-gap')).toMatchObject({ value: '28 days', from: '3 posts in 90 days' })
  expect(card.get('regularity')).toMatchObject({ value: '0.00' })
  expect(card.get('since-last')).toMatchObject({ value: '27' })
})

test('what is not known is never nought', () => {
  const silent = of()
  expect(silent.get('coverage')).toMatchObject({ value: '0 %', from: '0 of 12 weeks' })
  expect(silent.get('longest-gap')).toMatchObject({ value: null, from: 'Not known: no post in 90 days.' })
  expect(silent.get('regularity')?.value).toBeNull()
  expect(silent.get('since-last')?.value).toBeNull()
  const away = of({ seenSince: null })
  for (const id of ['coverage', 'regularity', 'longest-gap', 'since-last', 'response-rate', 'two-way'])
    expect(away.get(id)?.value, id).toBeNull()
  const fresh = of({ seenSince: before(5), posts: [before(1)], lastPostAt: before(1) })
  expect(fresh.get('coverage')?.value).toBeNull()
})

test('a new account is counted from its connection', () => {
  const card = of({ seenSince: before(15), posts: [before(2), before(9)], lastPostAt: before(2) })
  expect(card.get('coverage')).toMatchObject({ value: '100 %', from: '2 of 2 weeks' })
})

test('a strategy is an objective with its figures, its date and a review in date', () => {
  expect(of().get('strategy')).toMatchObject({ value: 'No' })
  const objective = { metric: 'Visits', baseline: '10', target: '20', due: '2027-05-01' }
  expect(of({ objective }).get('strategy')).toMatchObject({ value: 'Yes' })
  expect(of({ objective: { ...objective, target: '' }, reviewInDate: false }).get('strategy')).toMatchObject({
    value: 'In part',
    from: 'Missing: a target and a review in date.',
  })
})
