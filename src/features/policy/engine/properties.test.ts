import fc from 'fast-check'
import { expect, test } from 'vitest'
import { corpus, corpusNames, detectorOf, hitsIn } from '../detector-accuracy.ts'
import { exampleInstitution, exampleNetwork } from '../packs/example-world.ts'
import { detectors, factsOfPost } from './index.ts'
import type { CheckContext, PostForCheck } from './index.ts'
import { checkWording } from './wording-check.ts'

const network = exampleNetwork({ text: 40 })
const fresh = (): CheckContext => ({
  institution: exampleInstitution('england', false, true),
  profiles: { [network.id]: network },
  wording: checkWording,
})

const pieces = fc.constantFrom(
  '07700 900 142',
  '+44',
  '(0)',
  'a@b.co',
  '@',
  '#openday',
  'http://',
  'https://[',
  'xn--',
  'xn--a',
  'xn--ls8h',
  '4242 4242 4242 4242',
  '12-34-56',
  '12345678',
  'GB82 WEST 1234 5698 7654 32',
  'SW1A 1AA',
  'AB123456C',
  '👨‍👩‍👧‍👦',
  '\uD800',
  '\uDC00',
  '\u202E',
  '\n',
  ' ',
  '.',
  'é',
  'ﷺ',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.array(pieces, { maxLength: 10 }).map((list) => list.join('')),
)

function postOf(words: string): PostForCheck {
  const part = { text: words, media: [], link: { url: words } }
  const target = (accountId: string) => ({ accountId, network: 'example', handle: 'office', parts: [part] })
  return { targets: [target('one'), target('two')], audiences: [], language: 'en-GB', recent: [] }
}

const now = '2026-09-15T09:00:00Z'

test('no text makes a detector fail, and every mark lies within the text', () => {
  fc.assert(
    fc.property(text, (words) => {
      const facts = factsOfPost(postOf(words), fresh(), now)
      for (const { spans } of Object.values(facts).flat()) {
        for (const { start, end, field } of spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          if (field === 'text') expect(end).toBeLessThanOrEqual(words.length)
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('the same text gives the same facts, remembered or not', () => {
  const context = fresh()
  fc.assert(
    fc.property(text, (words) => {
      const first = factsOfPost(postOf(words), context, now)
      expect(factsOfPost(postOf(words), context, now)).toEqual(first)
      expect(factsOfPost(postOf(words), fresh(), now)).toEqual(first)
    }),
    { numRuns: 100 },
  )
})

test('every item carries every attribute that its detector documents', () => {
  const words = `07700 900142 a@b.co @nobody 1 Mill Lane SW1A 1AA AB123456C 4242424242424242 12-34-56 12345678 #openday shit chairman http://a.example ${'x'.repeat(50)}`
  const image = {
    id: 'i',
    name: 'a.jpg',
    alt: '',
    rights: '',
    type: 'image/tiff',
    width: 1,
    height: 1,
    bytes: 1,
    animated: false,
    locationStripped: true,
    people: 'none',
  }
  const post = postOf(words)
  const [first] = post.targets
  const video = {
    seconds: 1,
    videoCodec: 'prores',
    audioCodec: 'pcm',
    frames: 25,
    captions: 0,
    speech: '',
  }
  const film = { ...image, id: 'v', name: 'a.mov', type: 'video/quicktime', video }
  first?.parts.push({ text: 'two', media: [image, film], link: null })
  Object.assign(first ?? {}, { audience: 'nobody', unknownMentions: ['nobody'] })
  const facts = factsOfPost(post, fresh(), now)
  for (const { fact, attributes } of detectors) {
    for (const item of facts[fact] ?? [])
      expect(Object.keys(item.attributes).sort()).toEqual(Object.keys(attributes).sort())
  }
  // Those with a corpus are tried on it, below.
  const tried = new Set([...corpusNames().map((name) => detectorOf(name)?.fact), 'duplicates'])
  const silent = detectors.filter(({ fact }) => facts[fact]?.length === 0).map(({ fact }) => fact)
  expect(silent.filter((fact) => !tried.has(fact))).toEqual([])
})

test.each(corpusNames())('%s: every item carries every attribute that is documented', (name) => {
  const detector = detectorOf(name)!
  const wanted = Object.keys(detector.attributes).toSorted()
  const hits = corpus(name, 'seen').flatMap((item) => hitsIn(detector, item))
  expect(hits.length).toBeGreaterThan(5)
  for (const { attributes } of hits) expect(Object.keys(attributes).toSorted()).toEqual(wanted)
})

test('a text of 100,000 characters is read in good time', () => {
  const started = performance.now()
  factsOfPost(postOf('0'.repeat(100_000)), fresh(), now)
  factsOfPost(postOf('a.'.repeat(50_000)), fresh(), now)
  factsOfPost(postOf('#aopenday@'.repeat(10_000)), fresh(), now)
  factsOfPost(postOf('12 Mill Lane '.repeat(8000)), fresh(), now)
  expect(performance.now() - started).toBeLessThan(8000)
})
