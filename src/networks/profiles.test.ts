import { expect, test } from 'vitest'
import { knownNetworks, networkName } from './known.ts'
import { networkNames } from './names.ts'
import { profiles } from './profiles.ts'

test('every network is called the same everywhere', () => {
  expect(Object.fromEntries(profiles.map((profile) => [profile.id, profile.name]))).toEqual(networkNames)
})

test('a network with a profile is known by the same name, and no two are called alike', () => {
  for (const profile of profiles) expect(networkName(profile.id)).toBe(profile.name)
  expect(new Set(knownNetworks.map(({ name }) => name.toLowerCase())).size).toBe(knownNetworks.length)
  expect(networkName('nobody-knows')).toBeUndefined()
})

const ordinary =
  'Ask @library.desk, see https://example.ac.uk/@library#visit (or https://example.ac.uk/a_(b)). ' +
  'Come to the #OpenDay! #2026 ＃開放日 @a.test.'
const one = 'https://example.ac.uk/@library#visit'
const both = `${one} https://example.ac.uk/a_(b)`
const read: Record<string, string> = {
  practice: `@library ${one} https://example.ac.uk/a_(b #OpenDay @a`,
  snapchat: '@library.desk @library #OpenDay @a.test',
  bluesky: `${both}) #OpenDay ＃開放日 @a.test`,
  mastodon: `@library.desk ${both} #OpenDay ＃開放日 @a.test`,
  linkedin: `${both} #OpenDay`,
  x: `@library ${both} #OpenDay ＃開放日 @a`,
  threads: `@library.desk ${both} #OpenDay @a.test`,
  tiktok: '#OpenDay #2026 @a.test.',
  facebook: `${both} #OpenDay ＃開放日`,
  instagram: '@library.desk #OpenDay ＃開放日 @a.test',
  discourse: `@library.desk ${both} @a.test`,
  youtube: `@library.desk ${one} https://example.ac.uk/a_(b #OpenDay @a.test`,
  flickr: `${one} https://example.ac.uk/a_(b`,
  telegram: `@library ${both} #OpenDay`,
}

test.each(profiles.map(({ id, entities }) => [id, entities] as const))(
  'what %s reads in ordinary words, in their order',
  (id, entities) => {
    const found = entities(ordinary).map(({ start, end }) => ordinary.slice(start, end))
    expect(found.join(' ')).toBe(read[id] ?? both)
  },
)

// None of these ends in the time of a test where each sign is held against all that stand before it.
test.each([
  ['hashtags, people and links', '#ab @abc https://example.ac.uk '.repeat(3_000)],
  ['brackets behind a link', `https://example.ac.uk/${')'.repeat(99_000)}`],
  ['stops inside a link', `https://example.ac.uk/${'.'.repeat(99_000)}a`],
  ['stops inside a hashtag', `#a${'.'.repeat(99_000)}a`],
])('a text of nothing but %s is read to its end by every network', (_what, text) => {
  for (const { id, entities } of profiles) {
    const found = entities(text)
    expect(
      found.every(({ start, end }, at) => start < end && end <= (found[at + 1]?.start ?? text.length)),
      id,
    ).toBe(true)
  }
})

test('of tens of thousands of hashtags none is lost', () => {
  const text = '#ab '.repeat(25_000)
  const counts = profiles.map(({ entities }) => entities(text).length)
  // Threads takes the first as its topic.
  expect(new Set(counts)).toEqual(new Set([0, 1, 25_000]))
})
