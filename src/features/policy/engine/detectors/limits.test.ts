import { expect, test } from 'vitest'
import { blueskyProfile } from '#networks/bluesky/limits.ts'
import { exampleInstitution, exampleNetwork } from '../../packs/example-world.ts'
import { duplicateKey, factsOfPost } from '../index.ts'
import type { CheckContext, PostForCheck, TargetForCheck } from '../index.ts'

const example = exampleNetwork({ text: 10 })
const context: CheckContext = {
  institution: exampleInstitution('england'),
  profiles: { example, bluesky: blueskyProfile },
  wording: null,
}
const now = '2026-09-15T09:00:00Z'

function post(targets: Partial<TargetForCheck>[], recent: PostForCheck['recent'] = []): PostForCheck {
  const full = targets.map((target, at) => ({
    accountId: `a${at + 1}`,
    network: 'example',
    handle: `h${at + 1}`,
    parts: [],
    ...target,
  }))
  return { targets: full, audiences: [], language: 'en-GB', recent }
}
const words = (text: string) => [{ text, media: [], link: null }]

test('the mark begins where the network has enough, never within a character', () => {
  const [item] = factsOfPost(post([{ parts: words('123456789👨‍👩‍👧‍👦abc') }]), context, now)['limits'] ?? []
  expect(item?.attributes).toMatchObject({ kind: 'text', used: 13, max: 10, over: 3 })
  expect(item?.spans[0]).toMatchObject({ start: '123456789👨‍👩‍👧‍👦'.length, end: '123456789👨‍👩‍👧‍👦abc'.length })
})

test('two accounts of one network with the same words are one item', () => {
  const same = { parts: words('Far more than ten') }
  const items = factsOfPost(post([same, same]), context, now)['limits'] ?? []
  expect(items.map(({ targets }) => targets.length)).toEqual([2])
})

test('each network counts in its own way, and a server may have limits of its own', () => {
  const parts = words('Far more than ten')
  expect(factsOfPost(post([{ network: 'bluesky', parts }]), context, now)['limits']).toEqual([])
  const limits = { ...example.limits, text: 500 }
  expect(factsOfPost(post([{ parts, limits }]), context, now)['limits']).toEqual([])
})

test('a network that nobody knows has no limits to go past', () => {
  expect(
    factsOfPost(post([{ network: 'gone', parts: words('x'.repeat(9999)) }]), context, now)['limits'],
  ).toEqual([])
})

test('a duplicate is found by account, whatever its case and tracking', () => {
  const key = duplicateKey(['Doors open at TEN: https://example.ac.uk/visit?utm=1'])
  const recent = [{ postId: 'p1', accountId: 'a1', key, at: '2026-09-10T09:00:00Z' }]
  const parts = words('Doors open at ten – https://example.ac.uk/visit')
  const [item, ...more] = factsOfPost(post([{ parts }, { parts }], recent), context, now)['duplicates'] ?? []
  expect(more).toEqual([])
  expect(item).toMatchObject({ attributes: { daysAgo: 5, postId: 'p1' }, targets: [{ accountId: 'a1' }] })
})
