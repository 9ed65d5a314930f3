import { expect, test } from 'vitest'
import { manualClock } from '#platform/clock/index.ts'
import { FetchError } from '#platform/fetch/index.ts'
import { comeBackAt, excerpt, outcomeOfSilence, serverOrigin } from './answers.ts'

const clock = manualClock('2026-09-01T09:00:00Z')

test.each([
  [{ 'retry-after': '30' }, '2026-09-01T09:00:30.000Z'],
  [{ 'retry-after': 'Tue, 01 Sep 2026 09:05:00 GMT' }, '2026-09-01T09:05:00.000Z'],
  [{ 'ratelimit-reset': String(Date.parse('2026-09-01T09:10:00Z') / 1000) }, '2026-09-01T09:10:00.000Z'],
  [{ 'x-ratelimit-reset': '2026-09-01T09:15:00.123456Z' }, '2026-09-01T09:15:00.123Z'],
  [{ 'retry-after': 'soon', 'x-ratelimit-reset': '2026-09-01T09:15:00Z' }, '2026-09-01T09:15:00.000Z'],
  [{ 'retry-after': '99999999' }, '2026-09-02T09:00:00.000Z'],
  [{ 'x-ratelimit-reset': '2020-01-01T00:00:00Z' }, '2026-09-01T09:00:01.000Z'],
  [{}, '2026-09-01T09:01:00.000Z'],
])('%j means not before %s', (headers, at) => {
  expect(comeBackAt(new Headers(headers as Record<string, string>), clock)).toBe(at)
})

test('only a connection that never was proves that nothing was sent', () => {
  expect(outcomeOfSilence(new FetchError('refused', 'No'), clock).kind).toBe('retry')
  for (const fault of ['lost', 'slow', 'too-large', 'rubbish'] as const)
    expect(outcomeOfSilence(new FetchError(fault, 'No'), clock).kind).toBe('unknown')
})

test.each([
  ['social.example.ac.uk', 'https://social.example.ac.uk'],
  [' https://Social.example.ac.uk/about/ ', 'https://social.example.ac.uk'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://social.example.ac.uk', null],
  ['https://user:word@social.example.ac.uk', null],
  ['ftp://social.example.ac.uk', null],
  ['javascript:alert(1)', null],
  ['', null],
])('the server %j is %j', (typed, origin) => {
  expect(serverOrigin(typed)).toBe(origin)
})

test('evidence is short and holds no secret', () => {
  expect(excerpt('Bearer abcdefgh was wrong', ['abcdefgh'])).toBe('Bearer [hidden] was wrong')
  expect(excerpt('x'.repeat(1000))).toHaveLength(301)
})

test('what is kept of an answer can be kept: cut in an emoji, or with a NUL out of something that is no text', () => {
  expect(excerpt(`${'a'.repeat(299)}😀 and more`)).toBe(`${'a'.repeat(299)}\uFFFD…`)
  expect(excerpt('\0\0PNG')).toBe('\uFFFD\uFFFDPNG')
})
