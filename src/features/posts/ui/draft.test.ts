import { expect, test } from 'vitest'
import { copyOf } from './draft.ts'

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
