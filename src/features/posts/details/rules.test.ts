import { expect, test } from 'vitest'
import { plain, type Capabilities } from '#networks/profile.ts'
import { practiceProfile } from '#networks/practice/limits.ts'
import { content } from '../contract.ts'
import { askedBeside, besideOf, titleFor, withDetails } from './rules.ts'

const has = (more: Partial<Capabilities>): Capabilities => ({
  ...practiceProfile.capabilities,
  ...plain,
  ...more,
})
const blog = has({ title: 'required', tags: true, audiences: [{ id: 'all', label: 'Everybody' }] })
const named = (title: string, details = {}) => ({ title, content: { details } })

test('where a title is wanted the name of the post is it, until another is given or it is taken out', () => {
  expect(besideOf(named('Open day'), 'blog', blog)).toEqual({ title: 'Open day' })
  expect(besideOf(named('Open day', { blog: { title: ' Come and see ' } }), 'blog', blog).title).toBe(
    'Come and see',
  )
  expect(titleFor(named('Open day', { blog: { title: '' } }), 'blog', blog)).toBe('')
  expect(besideOf(named('Open day'), 'blog', has({ title: 'optional' }))).toEqual({})
})

test('the name that nobody gave is never published', () => {
  expect(besideOf(named('Untitled post'), 'blog', blog)).toEqual({})
})

test('only what the network has is sent; an audience or a format that it has not is asked about first', () => {
  const all = {
    title: 'T',
    tags: ['a'],
    audience: 'friends',
    format: 'story' as const,
    firstComment: ' Read on. ',
  }
  const post = named('Open day', { blog: all })
  expect(besideOf(post, 'blog', practiceProfile.capabilities)).toEqual({})
  expect(askedBeside(post, 'blog', practiceProfile.capabilities)).toEqual({
    audience: 'friends',
    format: 'story',
  })
  expect(besideOf(post, 'blog', has({ firstComment: true, formats: ['post', 'story'] }))).toEqual({
    format: 'story',
    firstComment: 'Read on.',
  })
  expect(besideOf(post, 'elsewhere', blog)).toEqual({ title: 'Open day' })
  expect(besideOf(post, 'blog', undefined)).toEqual({})
})

test('what is emptied is not kept, but for a title that somebody took out', () => {
  const before = { details: { blog: { title: 'T', tags: ['a'] }, other: { firstComment: 'x' } } }
  expect(withDetails(before, 'blog', { tags: [] }).details['blog']).toEqual({ title: 'T' })
  expect(withDetails(before, 'blog', { title: '', tags: [] }).details['blog']).toEqual({ title: '' })
  expect(withDetails(before, 'other', { firstComment: '' }).details).toEqual({ blog: before.details.blog })
})

test('content of older versions reads well, and a nonsense is refused', () => {
  const old = { parts: [{ text: 'x', media: [], link: null }], variants: {} }
  expect(content.parse(old).details).toEqual({})
  expect(content.safeParse({ ...old, details: { blog: { tags: [' '] } } }).success).toBe(false)
  expect(content.safeParse({ ...old, details: { blog: { format: 'reel' } } }).success).toBe(false)
})
