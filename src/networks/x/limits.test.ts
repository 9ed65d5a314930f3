import { expect, test } from 'vitest'
import { xPrices, xProfile } from './limits.ts'

const used = (text: string) => xProfile.count(text).used

test.each([
  ['Plain', 5],
  // The published examples of twitter-text 3, conformance/validate.yml.
  ['https://test.com', 23],
  ['test.com', 23],
  ['Test https://test.com test https://test.com test.com test', 86],
  ['저찀쯿쿿', 8],
  ['H🐱☺', 5],
  // The borders of the ranges: the last light code point, and the first that weighs two.
  ['\u10FF', 1],
  ['\u1100', 2],
  ['\u2000\u200D', 2],
  ['\u200E\u200F', 4],
  ['\u2010\u201F', 2],
  ['\u2020', 2],
  ['\u2032\u2037', 2],
  ['\u2038', 2],
  ['👩‍👩‍👧‍👦', 2],
  ['🇬🇧', 2],
  ['🏴󠁧󠁢󠁷󠁬󠁳󠁿', 2],
  ['👍🏽', 2],
  ['1️⃣', 2],
  ['🕵‍♂', 2],
  ['❤️', 2],
  ['© 1 #', 5],
  ['e\u0301', 1],
  ['مرحبا', 5],
  ['のの', 4],
  [`https://example.ac.uk/${'a'.repeat(200)}?b=c#d`, 23],
  ['https://example.ac.uk/a.', 24],
  ['(https://example.ac.uk/a_(b))', 25],
  ['example.ac.uk/path', 23],
  ['library@example.ac.uk', 21],
  ['test.it', 7],
  ['test.it/path', 23],
  ['http://☃.net/', 23],
  ['http://domain-dash_2314.foo-cow_4352.com', 40],
  ['http://localhost/a', 18],
  ['Dr.Example spoke', 16],
  ['日本語example.com', 29],
  ['example.comの', 25],
  ['https://example.comの', 25],
])('counts %j as %d', (text, length) => {
  expect(used(text)).toBe(length)
})

test('280 fits and 281 does not, whatever it is made of', () => {
  for (const [unit, weight] of [
    ['a', 1],
    ['の', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['م', 1],
  ] as const) {
    const full = unit.repeat(280 / weight)
    expect(xProfile.count(full)).toEqual({ used: 280, max: 280, over: 0 })
    expect(xProfile.count(`${full}a`)).toEqual({ used: 281, max: 280, over: 1 })
  }
})

test('no text takes long to count, however it is made', () => {
  const started = performance.now()
  for (const piece of [
    'a',
    'の',
    'a.',
    'の.',
    'a_',
    '👩‍👩‍👧‍👦',
    '@abc',
    '#aopenday@',
    'https://',
    'https://a.com/(a',
  ])
    xProfile.count(piece.repeat(50_000 / piece.length))
  expect(performance.now() - started).toBeLessThan(4000)
})

test('finds links, people and hashtags, none inside another', () => {
  const text = 'Ask @ExampleUniLib at https://example.ac.uk/@staff #OpenDay #1 #مرحبا a@b.uk me@example.com'
  expect(xProfile.entities(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['mention', '@ExampleUniLib'],
    ['link', 'https://example.ac.uk/@staff'],
    ['hashtag', '#OpenDay'],
    ['hashtag', '#مرحبا'],
  ])
})

test('handles as people type them', () => {
  for (const typed of ['@ExampleUniLib', 'https://x.com/ExampleUniLib/', 'twitter.com/exampleunilib?s=20'])
    expect(xProfile.normaliseHandle(typed)).toBe('exampleunilib')
  expect(xProfile.handleProblem('exampleunilib')).toBeNull()
  expect(xProfile.handleProblem('a-name-with-dashes')).toContain('15')
})

test('a link makes a post dearer, and the guide says so', () => {
  expect(xPrices.createPostWithLink).toBeGreaterThan(xPrices.createPost)
})
