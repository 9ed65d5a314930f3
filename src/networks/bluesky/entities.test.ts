import { RichText } from '@atproto/api'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { blueskyProfile } from './limits.ts'
import { blueskyEntities } from './entities.ts'

const corpus = [
  '',
  'Plain words only.',
  'Open day on Saturday 👩‍👩‍👧‍👦 🇬🇧🏴󠁧󠁢󠁷󠁬󠁳󠁿 welcome!',
  'مرحبا بكم في الجامعة #التعليم https://example.ac.uk/ar',
  'See https://example.ac.uk/open-days. Or https://example.ac.uk/a_(b)? (https://example.ac.uk/c) end',
  'example.ac.uk/courses, www.example.com! not.a.domainname and Example.COM',
  'HTTPS://EXAMPLE.AC.UK and http://localhost:3000/x',
  '@library.example.com hello (@press.example.ac.uk) @nobody @a.test, x@example.com',
  '#OpenDay #2026 #A1 #日本語! ＃wide #️⃣ ##double #a#b #with-hyphen. #' + 'x'.repeat(70),
  '$ABC and ($goog) $toolong $a.',
  'e\u0301 n\u0303 ﷽ 한국어 ภาษาไทย देवनागरी',
  'line one\nhttps://example.com\r\n@two.example.com\t#tag',
  '👍🏽'.repeat(300),
  '👩‍👩‍👧‍👦'.repeat(150),
]

function theirs(text: string) {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  const bytes = new TextEncoder().encode(text)
  const at = (end: number) => new TextDecoder().decode(bytes.slice(0, end)).length
  return (rich.facets ?? []).map((facet) => {
    const [feature] = facet.features
    const value =
      feature &&
      ('uri' in feature ? feature.uri : 'tag' in feature ? feature.tag : 'did' in feature ? feature.did : '')
    return { start: at(facet.index.byteStart), end: at(facet.index.byteEnd), value }
  })
}
const ours = (text: string) => blueskyEntities(text).map(({ start, end, value }) => ({ start, end, value }))

test.each(corpus)('finds and counts what the protocol’s own client does: %j', (text) => {
  expect(ours(text)).toEqual(theirs(text))
  expect(blueskyProfile.count(text).used).toBe(new RichText({ text }).graphemeLength)
})

test('… and in texts nobody thought of', () => {
  const piece = fc.constantFrom(
    '@',
    '#',
    '$',
    '.',
    ',',
    ' ',
    '\n',
    '(',
    ')',
    'https://',
    'http',
    'example',
    '.com',
    '.test',
    'é',
    '👩‍👩‍👧',
    '\u200d',
    'ABC',
    '1',
    '-',
    '/',
    '?',
    '!',
    '＃',
    'ش',
    '\r\n',
    '\ufe0f',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('')
      expect(ours(text)).toEqual(theirs(text))
      expect(blueskyProfile.count(text).used).toBe(new RichText({ text }).graphemeLength)
    }),
    { numRuns: 2000 },
  )
})

test('a text within 300 characters but over 3,000 bytes is over', () => {
  const text = '👩‍👩‍👧‍👦'.repeat(150)
  expect(blueskyProfile.count(text)).toEqual({ used: 150, max: 300, over: 1 })
})

test('handles as people type them', () => {
  for (const typed of [
    '@Library',
    'library.bsky.social',
    'https://bsky.app/profile/library.bsky.social',
    ' \u202alibrary.bsky.social\u202c ',
  ])
    expect(blueskyProfile.normaliseHandle(typed)).toBe('library.bsky.social')
  expect(blueskyProfile.handleProblem('library.example.ac.uk')).toBeNull()
  expect(blueskyProfile.handleProblem('library@example.ac.uk')).toContain('looks like a web address')
  expect(blueskyProfile.handleProblem('library.localhost')).toContain('.localhost')
})
