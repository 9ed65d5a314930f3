import { expect, test } from 'vitest'
import { linkedinProfile } from './limits.ts'
import { fromLittle, toLittle } from './little.ts'

test.each([
  ['Plain words, and 50% & "quotes"', 'Plain words, and 50% & "quotes"'],
  ['a (b) [c] {d} <e>', 'a \\(b\\) \\[c\\] \\{d\\} \\<e\\>'],
  ['@library |*_~\\', '\\@library \\|\\*\\_\\~\\\\'],
  ['#OpenDay', '{hashtag|\\#|OpenDay}'],
  ['#1 of #a_b', '\\#1 of {hashtag|\\#|a\\_b}'],
  ['https://example.ac.uk/a_b#c', 'https://example.ac.uk/a\\_b\\#c'],
])('writes %j as %j, and reads it again', (text, little) => {
  expect(toLittle(text)).toBe(little)
  expect(fromLittle(little)).toBe(text)
})

test('reads what others wrote there', () => {
  expect(fromLittle('Thanks @[The Library \\(main\\)](urn:li:organization:5) #more')).toBe(
    'Thanks The Library (main) #more',
  )
})

test('finds links and hashtags, none inside another', () => {
  const text = 'See (https://example.ac.uk/a_(b)#top). #OpenDay #1 @library https://example.ac.uk/#tag!'
  expect(
    linkedinProfile.entities(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]),
  ).toEqual([
    ['link', 'https://example.ac.uk/a_(b)#top'],
    ['hashtag', '#OpenDay'],
    ['link', 'https://example.ac.uk/#tag'],
  ])
})

test.each([
  ['a'.repeat(3000), 0],
  ['a'.repeat(3001), 1],
  [`${'a'.repeat(2989)}👩‍👩‍👧‍👦`, 0],
  [`${'a'.repeat(2990)}👩‍👩‍👧‍👦`, 1],
  ['م'.repeat(3001), 1],
])('counts at the limit', (text, over) => {
  expect(linkedinProfile.count(text).over).toBe(over)
})

test('names of Pages as people type them', () => {
  for (const typed of [
    'https://www.linkedin.com/school/Example-University/posts/?feedView=all',
    'uk.linkedin.com/company/example-university',
    '@example-university',
  ])
    expect(linkedinProfile.normaliseHandle(typed)).toBe('example-university')
  expect(linkedinProfile.handleProblem('example-university')).toBeNull()
  expect(linkedinProfile.handleProblem('two words')).toContain('last part')
})
