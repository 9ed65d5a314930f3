import { expect, test } from 'vitest'
import { reviewNotice } from './rules.ts'

test.each([
  ['2026-12-02', null],
  ['2026-11-30', 'review due in 90 days'],
  ['2026-09-02', 'review due tomorrow'],
  ['2026-09-01', 'review due today'],
  ['2026-08-31', 'review was due yesterday'],
  ['2025-10-01', 'review was due 335 days ago'],
])('of a review on %s is said: %s', (review, words) => {
  expect(reviewNotice(review, new Date('2026-09-01T09:00:00Z'))?.words ?? null).toBe(words)
})
