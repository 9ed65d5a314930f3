import { expect, test } from 'vitest'
import { mastodonProfile } from './limits.ts'

test.each([
  ['Plain', 5],
  ['👩‍👩‍👧‍👦🇬🇧', 2],
  ['https://x.uk', 23],
  [`https://example.ac.uk/${'a'.repeat(200)}?b=c#d`, 23],
  ['https://example.ac.uk/a.', 24],
  ['(https://example.ac.uk/a_(b))', 25],
  ['example.ac.uk/path', 18],
  ['@library@social.example.ac.uk hello', 14],
  ['@library hello', 14],
  ['library@example.ac.uk', 21],
  ['مرحبا', 5],
])('counts %j as %i', (text, used) => {
  expect(mastodonProfile.count(text).used).toBe(used)
})

test('a server’s own limit is used when there is one', () => {
  const limits = { ...mastodonProfile.limits, text: 5 }
  expect(mastodonProfile.count('sevench', limits)).toEqual({ used: 7, max: 5, over: 2 })
})

test('finds links, people and hashtags, none inside another', () => {
  const text = 'Ask @library@social.example.ac.uk at https://social.example.ac.uk/@library #OpenDay #1 #مرحبا'
  expect(
    mastodonProfile.entities(text).map((entity) => [entity.kind, text.slice(entity.start, entity.end)]),
  ).toEqual([
    ['mention', '@library@social.example.ac.uk'],
    ['link', 'https://social.example.ac.uk/@library'],
    ['hashtag', '#OpenDay'],
    ['hashtag', '#مرحبا'],
  ])
})

test('handles as people type them', () => {
  for (const typed of [
    '@Library@Social.example.ac.uk',
    'https://social.example.ac.uk/@library',
    'library@social.example.ac.uk',
  ])
    expect(mastodonProfile.normaliseHandle(typed)).toBe('library@social.example.ac.uk')
  expect(mastodonProfile.handleProblem('library@social.example.ac.uk')).toBeNull()
  expect(mastodonProfile.handleProblem('library')).toContain('a name and a server')
})
