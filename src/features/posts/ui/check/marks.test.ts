import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '#features/policy/engine/types.ts'
import type { Content } from '../../contract.ts'
import { stops } from '../../rules.ts'
import { levelLabel } from '#features/policy/ui/index.ts'
import { applyOffer, marksIn, segmentsOf, versionFor, type Mark } from './marks.ts'

const mark = (start: number, end: number, level: Mark['level']): Mark => ({
  start,
  end,
  level,
  findingId: 'f',
})
const part = (text: string) => ({ text, media: [], link: null })

test('where marks overlap the gravest shows', () => {
  expect(segmentsOf('ring 07700', [mark(0, 10, 'advise'), mark(5, 10, 'refuse')])).toEqual([
    { start: 0, text: 'ring ', level: 'advise' },
    { start: 5, text: '07700', level: 'refuse' },
  ])
})

test('the segments are the text, whatever is marked', () => {
  const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 8 })
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'binary' }), spans, (text, pairs) => {
      const marks = pairs.map(([a, b]) => mark(Math.min(a, b), Math.max(a, b), 'require'))
      expect(
        segmentsOf(text, marks)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

const finding = (more: Partial<Finding>): Finding => ({
  id: 'c.1',
  control: 'c',
  clause: 'X-1',
  clauseTitle: 'One',
  outcome: 'refuse',
  level: 'must',
  say: 'No.',
  offers: [],
  spans: [],
  targets: [],
  evidence: '',
  overridable: true,
  requirements: [],
  ...more,
})

test('marks belong to the version that their accounts get', () => {
  const found = finding({ spans: [{ part: 0, start: 0, end: 3, field: 'text', targets: ['a'] }] })
  expect(marksIn([found], 0, ['a'])).toHaveLength(1)
  expect(marksIn([found], 0, ['b'])).toHaveLength(0)
  expect(marksIn([found], 0, null)).toHaveLength(1)
  expect(marksIn([found], 1, ['a'])).toHaveLength(0)
})

test('an approval does not stand in the way of asking for it', () => {
  expect(stops(finding({ outcome: 'require', requirements: [{ approval: 'another-person' }] }))).toBe(false)
  expect(stops(finding({ outcome: 'require', requirements: [{ reason: 'author' }] }))).toBe(true)
  expect(stops(finding({ outcome: 'advise' }))).toBe(false)
  expect(levelLabel(finding({ outcome: 'require', requirements: [{ reason: 'author' }] }))).toBe(
    'Needs a reason',
  )
})

const receivers = [
  { accountId: 'a', network: 'one' },
  { accountId: 'b', network: 'two' },
]

test('an offer changes each version that carries the words, once', () => {
  const content: Content = {
    parts: [part('Ring 07700 or 07700')],
    variants: { two: [part('Call 07700')] },
    details: {},
  }
  const offer = {
    replacements: [
      { part: 0, start: 5, end: 10, text: '01632', targets: ['a'] },
      { part: 0, start: 14, end: 19, text: '01632', targets: ['a'] },
      { part: 0, start: 5, end: 10, text: '01632', targets: ['b'] },
    ],
  }
  expect(applyOffer(content, content, offer, receivers)).toEqual({
    parts: [part('Ring 01632 or 01632')],
    variants: { two: [part('Call 01632')] },
    details: {},
  })
})

test('an offer for words that have changed meanwhile changes nothing', () => {
  const checked: Content = { parts: [part('Ring 07700')], variants: {}, details: {} }
  const now: Content = { parts: [part('Please ring 07700')], variants: {}, details: {} }
  const offer = { replacements: [{ part: 0, start: 5, end: 10, text: '01632', targets: ['a'] }] }
  expect(applyOffer(now, checked, offer, receivers)).toBeNull()
})

test('an account gets its network’s version, or the common text', () => {
  const content: Content = { parts: [], variants: { two: [part('x')] }, details: {} }
  expect(receivers.map((receiver) => versionFor(content, receiver))).toEqual(['all', 'two'])
})

test('an offer mends a title and a first comment in their own fields', () => {
  const content: Content = {
    parts: [part('Read on')],
    variants: {},
    details: { youtube: { firstComment: 'See http://example.ac.uk' } },
  }
  const offer = {
    replacements: [
      {
        part: 0,
        start: 4,
        end: 24,
        text: 'https://example.ac.uk',
        targets: ['v'],
        field: 'firstComment' as const,
      },
    ],
  }
  const video = [{ accountId: 'v', network: 'youtube' }]
  expect(applyOffer(content, content, offer, video)?.details).toEqual({
    youtube: { firstComment: 'See https://example.ac.uk' },
  })
  const title = {
    replacements: [{ ...offer.replacements[0]!, start: 0, end: 4, text: 'Welcome', field: 'title' as const }],
  }
  expect(applyOffer(content, content, title, video, 'Come in')?.details['youtube']?.title).toBe('Welcome in')
  const changed = { ...content, details: { youtube: { firstComment: 'Or see http://example.ac.uk' } } }
  expect(applyOffer(changed, content, offer, video)).toBeNull()
})
