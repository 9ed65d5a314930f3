import { expect, test } from 'vitest'
import { copyOf, withCrop } from './draft.ts'

const post = {
  title: 'Open day',
  content: {
    parts: [{ text: 'Come.', media: [], link: null }],
    variants: {},
    details: { flickr: { tags: ['openday'] } },
  },
  audiences: [],
  language: 'en-GB',
  accountIds: [],
  publishAt: null,
}
const target = (network: string) => ({
  accountId: 'a',
  network,
  handle: 'blog',
  displayName: 'Blog',
  unit: 'Library',
  digest: null,
  approvedBy: [],
  mayApprove: false,
  connected: true,
})

test('a copy keeps what stands beside the words, and the title that its name was', () => {
  const copy = copyOf({ ...post, targets: [target('wordpress'), target('bluesky'), target('flickr')] })
  expect(copy.title).toBe('Copy of Open day')
  expect(copy.content.details).toEqual({ flickr: { tags: ['openday'] }, wordpress: { title: 'Open day' } })
})

test('a copy of a post that nobody has named has no title either', () => {
  const copy = copyOf({ ...post, title: 'Untitled post', targets: [target('wordpress')] })
  expect(copy.content.details).toEqual({ flickr: { tags: ['openday'] } })
})

test('an image is cropped for one network alone; the common text keeps it whole', () => {
  const use = { assetId: 'a', alt: 'A', crop: null }
  const parts = [{ text: 'Come.', media: [use, { ...use, assetId: 'b' }], link: null }]
  const content = { parts, variants: {}, details: {} }
  const crop = { x: 0.1, y: 0, w: 0.8, h: 1 }
  const cropped = withCrop(content, 'instagram', { part: 0, at: 1, crop })
  expect(cropped.parts).toEqual(parts)
  expect(cropped.variants['instagram']?.[0]?.media.map((one) => one.crop)).toEqual([null, crop])
  expect(withCrop(content, 'instagram', { part: 2, at: 0, crop })).toBe(content)
})
