import { expect, test } from 'vitest'
import type { Draft } from '../../contract.ts'
import { contentText, differences, merge, seenAll, wordDiff } from './compare.ts'

const base: Draft = {
  title: 'Open day',
  content: { parts: [{ text: 'Come at ten.', media: [], link: null }], variants: {} },
  audiences: ['students'],
  language: 'en-GB',
  accountIds: [],
  schedule: { local: '2026-11-28T09:00' },
}
const words = (text: string): Draft['content'] => ({ parts: [{ text, media: [], link: null }], variants: {} })

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
    content: { parts: [{ text: '', media: [{ assetId: 'x', alt, crop: null }], link: null }], variants: {} },
  })
  expect(seenAll(picture('A hall'), picture('A hall'))).toBe(true)
  expect(seenAll(picture('A hall'), picture('The Great Hall'))).toBe(false)
  expect(contentText(picture('A hall').content)).toBe('[Picture: A hall]')
})
