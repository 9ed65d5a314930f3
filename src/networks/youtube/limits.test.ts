import { expect, test } from 'vitest'
import { tagsLength } from '../profile.ts'
import { tagsProblem, takeable, titleOf, youtubeEntities, youtubeProfile } from './limits.ts'

const { count, normaliseHandle, handleProblem } = youtubeProfile

test('a description counts its bytes, whatever its script, as it is sent', () => {
  expect(count('x'.repeat(5000))).toEqual({ used: 5000, max: 5000, over: 0 })
  expect(count('é'.repeat(2501)).over).toBe(2)
  expect(count('مرحبا').used).toBe(10)
  expect(count('👩‍👩‍👧‍👦').used).toBe(25)
  expect(count(`${'👩‍👩‍👧‍👦'.repeat(200)}!`)).toEqual({ used: 5001, max: 5000, over: 1 })
  // Neither is taken by YouTube; what stands for it has three bytes.
  expect(takeable('<b>')).toBe('‹b›')
  expect(count('<b>').used).toBe(7)
})

test('a title is one line', () => {
  expect(titleOf(' Open\n days  <2027> ')).toBe('Open days ‹2027›')
})

test('tags count together, with quotes around spaces and commas between', () => {
  // The two examples of the documentation.
  expect(tagsLength(['Foo-Baz'])).toBe(7)
  expect(tagsLength(['Foo Baz'])).toBe(9)
  expect(tagsLength(['Foo', 'Foo Baz'])).toBe(13)
  expect(tagsProblem(['x'.repeat(500)])).toBeNull()
  expect(tagsProblem(['x'.repeat(499), ''.padEnd(1, 'y')])).toMatch(/500/)
  expect(tagsProblem(['one, two'])).toMatch(/comma/)
})

test('handles are read from addresses, in any case', () => {
  for (const typed of [
    '@ExampleUniversity',
    'https://www.youtube.com/@exampleuniversity/videos',
    'youtube.com/@ExampleUniversity?si=x',
  ])
    expect(normaliseHandle(typed)).toBe('exampleuniversity')
  expect(handleProblem('exampleuniversity')).toBeNull()
  expect(handleProblem('prifysgol.enghraifft')).toBeNull()
  expect(handleProblem('ab')).toMatch(/3 to 30/)
  expect(handleProblem('-library-')).toMatch(/3 to 30/)
})

test('links, mentions and hashtags are found, and none inside another', () => {
  const text = 'See https://example.ac.uk/@x#here. By @example-library, #OpenDay2027 (#١٢٣)'
  expect(youtubeEntities(text).map(({ kind, value }) => [kind, value])).toEqual([
    ['link', 'https://example.ac.uk/@x#here'],
    ['mention', 'example-library'],
    ['hashtag', 'OpenDay2027'],
  ])
})
