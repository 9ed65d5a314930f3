import { expect, test } from 'vitest'
import { askAgainIn, unansweredLines } from './unanswered.ts'

const until = '2026-12-01T09:10:20.000Z'

test('those who wait for the same minute stand in one line, others by themselves', () => {
  const practice = { network: 'practice', until }
  expect(
    unansweredLines([
      { ...practice, name: 'library' },
      { ...practice, name: 'press', until: '2026-12-01T09:10:50.000Z' },
      { ...practice, name: 'library' },
      { ...practice, name: 'silent', until: null },
      { ...practice, name: 'elsewhere', network: 'mastodon' },
    ]),
  ).toEqual([
    { network: 'practice', names: ['library', 'press'], from: new Date('2026-12-01T09:11:00Z') },
    { network: 'practice', names: ['silent'], from: null },
    { network: 'mastodon', names: ['elsewhere'], from: new Date('2026-12-01T09:11:00Z') },
  ])
})

test('what had to wait is asked again when the first wait is over, and never each second', () => {
  const now = Date.parse('2026-12-01T09:00:20Z')
  const mentions = [
    { name: 'press', known: 'yes' as const },
    { name: 'later', known: 'unanswered' as const, until: '2026-12-01T10:00:00.000Z' },
    { name: 'library', known: 'unanswered' as const, until },
  ]
  expect(askAgainIn({ mentions }, now)).toBe(10 * 60_000)
  expect(askAgainIn({ mentions }, now + 3_600_000)).toBe(60_000)
  expect(askAgainIn({ mentions: mentions.slice(0, 1) }, now)).toBe(false)
  expect(askAgainIn(undefined, now)).toBe(false)
})
