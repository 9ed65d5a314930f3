import { expect, test } from 'vitest'
import type { Content } from '../../contract.ts'
import { countNote, firstUrl, partNotes, versionTabs } from './counts.ts'

const part = (text: string) => ({ text, media: [], link: null })
const accounts = [{ network: 'bluesky' }, { network: 'mastodon' }, { network: 'mastodon' }]

test('each network counts in its own way, and says what is over', () => {
  const content: Content = { parts: [part('x'.repeat(318))], variants: {}, details: {} }
  expect(versionTabs(content, accounts)).toMatchObject([
    { key: 'all', note: '318' },
    { key: 'bluesky', label: 'Bluesky', note: '18 over', noteLevel: 'refuse' },
    { key: 'mastodon', label: 'Mastodon ×2', note: '318 / 500', noteLevel: undefined },
  ])
  expect(countNote({ used: 1200, max: 3000, over: 0 })).toBe('1,200 / 3,000')
})

test('the common text is counted only for networks without words of their own', () => {
  const content: Content = { parts: [part('common')], variants: { bluesky: [part('own')] }, details: {} }
  expect(partNotes(part('common'), 'all', content, accounts).map((note) => note.network)).toEqual([
    'Mastodon',
  ])
  expect(partNotes(part('own'), 'bluesky', content, accounts)).toEqual([
    { network: 'Bluesky', note: '3 / 300', over: false },
  ])
})

test('the first web address of a text, without what follows it', () => {
  expect(firstUrl('See https://www.example.ac.uk/open-day.')).toBe('https://www.example.ac.uk/open-day')
  expect(firstUrl('(https://example.ac.uk/a?b=1), then')).toBe('https://example.ac.uk/a?b=1')
  expect(firstUrl('Typing https://ex')).toBeNull()
  expect(firstUrl('none here')).toBeNull()
})
