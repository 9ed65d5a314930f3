import { expect, test } from 'vitest'
import type { Capabilities, Limits } from '#networks/profile.ts'
import { profiles } from '#networks/profiles.ts'
import { exampleInstitution, exampleNetwork } from '../../packs/example-world.ts'
import { factsOfPost, subjectOfPost } from '../index.ts'
import type { CheckContext, PostForCheck, TargetForCheck } from '../index.ts'

const now = '2026-09-15T09:00:00Z'
const titled: Partial<Capabilities> = { title: 'required', tags: true, firstComment: true }
const room: Partial<Limits> = { title: 10, tags: 2, tag: 4, firstComment: 10 }

function contextOf(has: Partial<Capabilities> = titled, limits: Partial<Limits> = room): CheckContext {
  const example = exampleNetwork(limits, has)
  return { institution: exampleInstitution('england'), profiles: { example }, wording: null }
}
function post(...targets: Partial<TargetForCheck>[]): PostForCheck {
  const full = targets.map((target, at) => ({
    accountId: `a${at + 1}`,
    network: 'example',
    handle: `h${at + 1}`,
    parts: [{ text: 'Our open day.', media: [], link: null }],
    ...target,
  }))
  return { targets: full, audiences: [], language: 'en-GB', recent: [] }
}
const needsOf = (wanted: PostForCheck, context = contextOf()) =>
  factsOfPost(wanted, context, now)['networkNeeds'] ?? []
const kindsOf = (wanted: Partial<TargetForCheck>, context = contextOf()) =>
  needsOf(post(wanted), context).map(({ attributes }) => attributes['kind'])

test('what is too long is marked in its own field, from where it is too long', () => {
  const [title, tag, comment] = needsOf(
    post({ title: '👩‍🎓 graduation', tags: ['one', 'fives'], firstComment: 'Read on: here' }),
  )
  expect(title?.spans).toEqual([{ part: 0, field: 'title', start: 12, end: 16, targets: ['a1'] }])
  expect(tag?.spans).toEqual([{ part: 0, field: 'tags', start: 4, end: 9, targets: ['a1'] }])
  expect(comment?.spans).toEqual([{ part: 0, field: 'firstComment', start: 10, end: 13, targets: ['a1'] }])
  expect(title?.attributes).toMatchObject({ kind: 'title', used: 14, max: 10, over: 4 })
})

test('a server may have limits of its own', () => {
  const limits = { ...exampleNetwork(room).limits, title: 100 }
  expect(kindsOf({ title: 'Eleven char' })).toEqual(['title'])
  expect(kindsOf({ title: 'Eleven char', limits })).toEqual([])
})

test('the first comment belongs to the end of a thread', () => {
  const parts = ['One', 'Two'].map((text) => ({ text, media: [], link: null }))
  const [found] = needsOf(post({ title: 'Open day', parts, firstComment: 'x'.repeat(11) }))
  expect(found?.spans[0]?.part).toBe(1)
})

test('a thread where there are none is refused once, and not a second time by its limit', () => {
  const parts = ['One', 'Two'].map((text) => ({ text, media: [], link: null }))
  const context = contextOf({ threads: false }, { threadParts: 1 })
  expect(kindsOf({ parts }, context)).toEqual(['threads'])
  expect(factsOfPost(post({ parts }), context, now)['limits']).toEqual([])
})

const image = {
  id: 'i',
  name: 'hall.jpg',
  alt: 'The hall.',
  rights: 'own',
  type: 'image/jpeg',
  width: 1600,
  height: 900,
  bytes: 400_000,
  animated: false,
  locationStripped: false,
  people: 'none',
}

test('an image where there are none is refused once; what it says to the blind is never in the way', () => {
  const parts = [{ text: 'One', media: [image], link: null }]
  const without = contextOf({ images: false }, { images: 0, imageBytes: 0, alternativeText: 0 })
  expect(kindsOf({ parts }, without)).toEqual(['no-images'])
  expect(factsOfPost(post({ parts }), without, now)['limits']).toEqual([])
  const noAlt = contextOf({ alternativeText: false }, { alternativeText: 0 })
  expect(factsOfPost(post({ parts }), noAlt, now)['limits']).toEqual([])
})

test('choices that a network does not have are named with those that it has', () => {
  const audiences = [
    { id: 'all', label: 'Everybody' },
    { id: 'link', label: 'Everybody with the link' },
  ]
  const [found] = needsOf(post({ audience: 'friends' }), contextOf({ audiences }))
  expect(found).toMatchObject({
    text: 'friends',
    attributes: { kind: 'audience', unit: '“Everybody” or “Everybody with the link”' },
  })
  expect(kindsOf({ audience: 'link' }, contextOf({ audiences }))).toEqual([])
  // Nothing that was meant for a few goes to all in silence.
  expect(kindsOf({ audience: 'friends' }, contextOf({}))).toEqual(['audience'])
})

test('what is read for personal details and accusations includes title, tags and first comment', () => {
  const wanted = post({ title: 'Ring 07700 900 142', tags: ['a@b.co'], firstComment: 'Dr Example stole it.' })
  const facts = factsOfPost(wanted, contextOf(), now)
  expect(facts['telephones']?.[0]?.spans[0]).toMatchObject({ field: 'title', start: 5, end: 18 })
  expect(facts['emails']?.[0]?.spans[0]).toMatchObject({ field: 'tags', start: 0 })
  expect(facts['accusations']?.[0]?.spans[0]).toMatchObject({ field: 'firstComment' })
  expect(subjectOfPost(wanted, contextOf(), 'submit', now).fields['text']).toBe(
    'Our open day.\n\nRing 07700 900 142\n\na@b.co\n\nDr Example stole it.',
  )
})

test('no network of ours refuses what it says that it has, and each says what it lacks', () => {
  for (const profile of profiles) {
    const { capabilities: has, limits: own } = profile
    const context = { ...contextOf(), profiles: { [profile.id]: profile } }
    const filled = {
      network: profile.id,
      parts: [{ text: 'Our open day.', media: has.images ? [image] : [], link: null }],
      title: 'x'.repeat(own.title),
      tags: ['x'.repeat(Math.min(own.tag, 5))].filter((tag) => tag !== ''),
      firstComment: 'x'.repeat(own.firstComment),
      ...(has.audiences.at(-1) ? { audience: has.audiences.at(-1)!.id } : {}),
    }
    const kinds = kindsOf(filled, context)
    // Films are checked elsewhere: what takes nothing else still asks for one.
    expect([profile.id, kinds]).toEqual([profile.id, has.needsMedia && !has.images ? ['media'] : []])
    const { title: _none, ...untitled } = filled
    expect(kindsOf(untitled, context).includes('title-missing')).toBe(has.title === 'required')
  }
})
