import { expect, test } from 'vitest'
import { practiceProfile } from '#networks/practice/limits.ts'
import { besideOf } from './details/rules.ts'
import { digestOf, wordsOf, type Manifest } from './manifest.ts'

/** As posts were sealed before there was anything beside the words. */
const sealed: Manifest = {
  v: 1,
  postId: '0198c0de-0000-7000-8000-000000000001',
  network: 'practice',
  account: { id: '0198c0de-0000-7000-8000-000000000002', handle: 'library', remoteId: 'r1' },
  when: '2026-11-28T09:00:00Z',
  language: 'en-GB',
  parts: [
    {
      text: 'Our open day is on Saturday.',
      media: [
        {
          assetId: '0198c0de-0000-7000-8000-000000000003',
          sha256: 'a'.repeat(64),
          type: 'image/jpeg',
          width: 1600,
          height: 900,
          alt: 'The hall.',
        },
      ],
      link: { url: 'https://example.ac.uk/', title: 'Visit', description: '', image: null },
    },
  ],
}
const digest = 'd47902f92450b5b0edbdfe204448540bf1eb159e49fa9152ac1c522ea5de6331'

test('what was approved before there was anything beside the words keeps its seal', () => {
  expect(digestOf(sealed)).toBe(digest)
  const nothing = besideOf(
    { title: 'Open day', content: { details: {} } },
    'practice',
    practiceProfile.capabilities,
  )
  expect(digestOf({ ...sealed, ...nothing })).toBe(digest)
})

test('each thing beside the words makes another seal', () => {
  const seals = [
    {},
    { title: 'Open day' },
    { title: 'Our open day' },
    { tags: ['visit'] },
    { tags: ['visit', 'open day'] },
    { audience: 'private' },
    { format: 'story' as const },
    { firstComment: 'Book here.' },
  ].map((beside) => digestOf({ ...sealed, ...beside }))
  expect(new Set(seals).size).toBe(seals.length)
})

test('a title is part of what makes two posts the same', () => {
  expect(wordsOf(sealed)).toEqual(['Our open day is on Saturday.'])
  expect(wordsOf({ ...sealed, title: 'Open day' })).toEqual(['Open day', 'Our open day is on Saturday.'])
})
