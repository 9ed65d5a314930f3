import { expect, test } from 'vitest'
import type { Draft } from '../../contract.ts'
import { contentText, detailsText, differences, merge, seenAll, wordDiff } from './compare.ts'

const base: Draft = {
  title: 'Open day',
  content: { parts: [{ text: 'Come at ten.', media: [], link: null }], variants: {}, details: {} },
  audiences: ['students'],
  language: 'en-GB',
  accountIds: [],
  schedule: { local: '2026-11-28T09:00' },
}
const words = (text: string): Draft['content'] => ({
  parts: [{ text, media: [], link: null }],
  variants: {},
  details: {},
})

test('words that went and came are told apart', () => {
  expect(wordDiff('Come at ten.', 'Come at eleven.').filter((run) => run.kind !== 'same')).toEqual([
    { at: 1, kind: 'removed', text: 'ten' },
    { at: 2, kind: 'added', text: 'eleven' },
  ])
})

test('each field says who changed it', () => {
  const mine = { ...base, content: words('Come at eleven.'), title: 'Spring open day' }
  const theirs = { ...base, content: words('Come at noon.'), audiences: [] }
  expect(differences(base, mine, theirs)).toEqual([
    { field: 'title', by: 'mine' },
    { field: 'words', by: 'both' },
    { field: 'audiences', by: 'theirs' },
  ])
  expect(differences(base, mine, mine)).toEqual([])
})

test('a merge takes each field from where it was chosen', () => {
  const mine = { ...base, content: words('Mine'), title: 'Mine' }
  const theirs = { ...base, content: words('Theirs'), title: 'Theirs' }
  const merged = merge(mine, theirs, { words: 'mine', title: 'theirs' })
  expect(merged.title).toBe('Theirs')
  expect(merged.content).toEqual(words('Mine'))
})

test('a change of a picture’s description counts as a change', () => {
  const picture = (alt: string) => ({
    ...base,
    publishAt: null,
    content: {
      parts: [{ text: '', media: [{ assetId: 'x', alt, crop: null }], link: null }],
      variants: {},
      details: {},
    },
  })
  expect(seenAll(picture('A hall'), picture('A hall'))).toBe(true)
  expect(seenAll(picture('A hall'), picture('The Great Hall'))).toBe(false)
  expect(contentText(picture('A hall').content)).toBe('[Picture: A hall]')
})

test('what stands beside the words is compared and chosen apart from them', () => {
  const beside = (details: Draft['content']['details']) => ({
    ...base,
    content: { ...base.content, details },
  })
  const mine = beside({ wordpress: { title: 'Open day', tags: ['visit'] } })
  const theirs = {
    ...beside({ wordpress: { title: 'Our open day' } }),
    content: { ...words('Come at noon.'), details: { wordpress: { title: 'Our open day' } } },
  }
  expect(differences(base, mine, theirs)).toEqual([
    { field: 'words', by: 'theirs' },
    { field: 'details', by: 'both' },
  ])
  const merged = merge(mine, theirs, { words: 'theirs', details: 'mine' })
  expect(merged.content.parts[0]?.text).toBe('Come at noon.')
  expect(merged.content.details).toEqual({ wordpress: { title: 'Open day', tags: ['visit'] } })
  const seen = { ...base, publishAt: null }
  expect(seenAll(seen, { ...mine, publishAt: null })).toBe(false)
  expect(detailsText({ details: { flickr: { audience: 'family', tags: ['a', 'b'] } } })).toBe(
    '— For Flickr —\nTags: a, b\nAudience: Family on Flickr',
  )
})

test('the order of keys, which the database changes, makes no difference', () => {
  const one = { ...base, content: { ...base.content, details: { a: { title: 'x', tags: ['y'] } } } }
  const other = { ...base, content: { ...base.content, details: { a: { tags: ['y'], title: 'x' } } } }
  expect(differences(base, one, other)).toEqual([])
})
