import { expect, test } from 'vitest'
import { telegramProfile } from './limits.ts'

const { count, entities, normaliseHandle, handleProblem } = telegramProfile

test.each([
  ['Plain', 5],
  ['  Plain \n', 5],
  // In UTF-16 code units, as Telegram’s own offsets.
  ['👩‍👩‍👧‍👦', 11],
  ['🇬🇧', 4],
  ['مرحبا', 5],
  ['https://example.ac.uk/a', 23],
])('counts %j as %i', (text, used) => {
  expect(count(text).used).toBe(used)
})

test('a family at the limit is over it by what it is too long', () => {
  const family = '👩‍👩‍👧‍👦'
  const text = `${'م'.repeat(4096 - family.length)}${family}`
  expect(count(text)).toEqual({ used: 4096, max: 4096, over: 0 })
  expect(count(`${text}!`).over).toBe(1)
})

test('finds links, people and hashtags, none inside another', () => {
  const text =
    'Ask @example_library at https://t.me/example_library (or press@example.ac.uk) #OpenDay #2026 #مرحبا'
  expect(entities(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['mention', '@example_library'],
    ['link', 'https://t.me/example_library'],
    ['hashtag', '#OpenDay'],
    ['hashtag', '#مرحبا'],
  ])
})

test('handles as people type them', () => {
  for (const typed of [
    '@Example_University',
    't.me/example_university',
    'https://t.me/s/example_university?before=12',
    ' example_university\u200e',
  ])
    expect(normaliseHandle(typed)).toBe('example_university')
  expect(handleProblem('example_university')).toBeNull()
  for (const wrong of ['abc', '1university', 'ends_', 'with space', '-1001234567890'])
    expect(handleProblem(wrong), wrong).toContain('letters, digits')
})
