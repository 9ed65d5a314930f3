import { expect, test } from 'vitest'
import { linksIn, threadsProfile } from './limits.ts'

test.each([
  ['Plain', 5],
  ['مرحبا', 5],
  ['e\u0301', 1],
  ['👋', 4],
  ['👩‍👩‍👧‍👦', 25],
  ['🇬🇧', 8],
  ['1️⃣', 7],
  ['©', 1],
  ['❤️', 6],
  ['https://example.ac.uk/open-days', 31],
])('counts %j as %i', (text, used) => {
  expect(threadsProfile.count(text).used).toBe(used)
})

test('finds links, people and the one topic', () => {
  const text = 'Ask @library.desk. See https://example.ac.uk/a_(b), www.example.ac.uk #1 #OpenDay! #Second'
  expect(threadsProfile.entities(text).map(({ kind, value }) => [kind, value])).toEqual([
    ['mention', 'library.desk'],
    ['link', 'https://example.ac.uk/a_(b)'],
    ['link', 'www.example.ac.uk'],
    ['hashtag', 'OpenDay'],
  ])
})

test('the same address twice is one link', () => {
  const text = 'https://example.ac.uk/a and https://example.ac.uk/a and https://example.ac.uk/b'
  expect(linksIn(text, null)).toBe(2)
  expect(linksIn(text, 'https://example.ac.uk/b')).toBe(2)
  expect(linksIn(text, 'https://example.ac.uk/c')).toBe(3)
})

test('names as people type them', () => {
  for (const typed of [
    '@Press.Office',
    'https://www.threads.net/@press.office',
    'threads.com/@press.office/post/C1',
  ])
    expect(threadsProfile.normaliseHandle(typed)).toBe('press.office')
  expect(threadsProfile.handleProblem('press.office')).toBeNull()
  expect(threadsProfile.handleProblem('press office')).toContain('at most 30')
})
