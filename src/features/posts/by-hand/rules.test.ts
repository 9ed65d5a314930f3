import { expect, test } from 'vitest'
import { approvedWords, differ, instantOf, whenProblem } from './rules.ts'

const at = (instant: string) => Temporal.Instant.from(instant)
const manifest = { parts: [{ text: 'Open day on Saturday.\nBook now.', media: [], link: null }] }

test('other line ends and spaces around are no difference; another word is one', () => {
  expect(differ(null, manifest)).toBe(false)
  expect(differ('  Open day on Saturday.\r\nBook now.\n', manifest)).toBe(false)
  expect(differ('Open day on Sunday.\nBook now.', manifest)).toBe(true)
  expect(approvedWords({ ...manifest, title: 'Open day' })).toBe(
    'Open day\n\nOpen day on Saturday.\nBook now.',
  )
})

test('a time is read on the institution’s clocks; the hour that comes twice is the one that has been', () => {
  const zone = 'Europe/London'
  expect(instantOf('2026-06-21T14:05', zone, at('2026-06-21T14:00:00Z'))?.toString()).toBe(
    '2026-06-21T13:05:00Z',
  )
  expect(instantOf('2026-10-25T01:30', zone, at('2026-10-25T00:40:00Z'))?.toString()).toBe(
    '2026-10-25T00:30:00Z',
  )
  expect(instantOf('2026-10-25T01:30', zone, at('2026-10-25T01:40:00Z'))?.toString()).toBe(
    '2026-10-25T01:30:00Z',
  )
  for (const never of ['2026-03-29T01:30', '2026-02-31T09:00', '2026-01-01T25:00'])
    expect(instantOf(never, zone, at('2026-12-01T00:00:00Z')), never).toBeNull()
})

test('nothing was posted before it was approved, nor tomorrow', () => {
  const times = { now: at('2026-11-21T14:10:00Z'), approved: at('2026-11-21T09:00:30Z') }
  expect(whenProblem(at('2026-11-21T14:11:00Z'), times)).toBeNull()
  expect(whenProblem(at('2026-11-21T09:00:00Z'), times)).toBeNull()
  expect(whenProblem(at('2026-11-21T14:13:00Z'), times)).toContain('still to come')
  expect(whenProblem(at('2026-11-21T08:59:00Z'), times)).toContain('not been approved')
})
