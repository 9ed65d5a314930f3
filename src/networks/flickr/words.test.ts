import { expect, test } from 'vitest'
import { clip, part, picture } from '../test-parts.ts'
import { flickrEntities, flickrProfile } from './limits.ts'
import { htmlOf, partsOf, tagsOf, textOf, titleOf, wordsOf } from './words.ts'

const { count, normaliseHandle, handleProblem } = flickrProfile

test('a description counts what a person sees', () => {
  expect(count('👩‍👩‍👧‍👦'.repeat(10_000))).toMatchObject({ used: 10_000, over: 0 })
  expect(count(`${'👩‍👩‍👧‍👦'.repeat(10_000)}!`)).toMatchObject({ over: 1 })
  expect(count('مرحبا')).toMatchObject({ used: 5 })
})

test('what is in a picture stands in the last paragraph, in the language of the post', async () => {
  const media = [await picture('The library\nat dusk')]
  const english = wordsOf(part('Open late.', { media }))
  expect(english).toBe('Open late.\n\nImage description: The library at dusk')
  expect(partsOf(english)).toEqual({ text: 'Open late.', alt: 'The library at dusk' })
  const welsh = wordsOf(part('Ar agor.', { media, language: 'cy' }))
  expect(welsh).toBe('Ar agor.\n\nDisgrifiad o’r llun: The library at dusk')
  expect(partsOf(welsh)).toEqual({ text: 'Ar agor.', alt: 'The library at dusk' })
  expect(wordsOf(part('A film', { media: [clip('A walk')] }))).toBe('A film\n\nVideo description: A walk')
  expect(wordsOf(part('', { media }))).toBe('Image description: The library at dusk')
  expect(partsOf('Two\n\nparagraphs')).toEqual({ text: 'Two\n\nparagraphs', alt: '' })
})

test('HTML goes out as text and comes back as text', () => {
  const text = 'a < b & c > d "quoted" — <b>not bold</b>\nمرحبا &amp;'
  expect(textOf(htmlOf(text))).toBe(text)
  expect(
    textOf(
      'See <a href="https://example.ac.uk" rel="noreferrer nofollow">example.ac.uk</a> &quot;now&quot; &#39;&#x41;&#39;',
    ),
  ).toBe('See example.ac.uk "now" \'A\'')
})

test('a title is given, or made of the first line, and never cut within a character', async () => {
  expect(titleOf(part('First line\nSecond'))).toBe('First line')
  expect(titleOf(part('Text', { title: ' Given  title ' }))).toBe('Given title')
  expect(titleOf(part('', { media: [await picture('What is seen')] }))).toBe('What is seen')
  const long = titleOf(part('👩‍👩‍👧‍👦'.repeat(60)))
  expect(long.length).toBeLessThanOrEqual(255)
  expect(long).toMatch(/^(?:👩‍👩‍👧‍👦)+…$/u)
})

test('tags with spaces stand in quotes', () => {
  expect(tagsOf(['open day', 'library', 'café', 'C#'])).toBe('"open day" library café "C#"')
})

test('handles are read from addresses; an identifier keeps its capital', () => {
  expect(normaliseHandle('https://www.flickr.com/photos/ExampleUniversity/123/')).toBe('exampleuniversity')
  expect(normaliseHandle('flickr.com/people/12037949754@N01/')).toBe('12037949754@N01')
  expect(handleProblem('12037949754@N01')).toBeNull()
  expect(handleProblem('two words')).toMatch(/flickr\.com/)
})

test('links are found without what ends a sentence', () => {
  expect(flickrEntities('See https://example.ac.uk/a).').map(({ value }) => value)).toEqual([
    'https://example.ac.uk/a',
  ])
})
