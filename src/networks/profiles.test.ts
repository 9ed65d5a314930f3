import { expect, test } from 'vitest'
import { profileOf, profiles } from './profiles.ts'

test('every network can be asked for by its name', () => {
  expect(new Set(profiles.map((profile) => profile.id)).size).toBe(profiles.length)
  for (const profile of profiles) expect(profileOf(profile.id)).toBe(profile)
  expect(profileOf('nowhere')).toBeUndefined()
})

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: what it hints at is a handle it takes',
  (_, profile) => {
    expect(profile.handleProblem(profile.normaliseHandle(profile.handleHint))).toBeNull()
    expect(profile.handleProblem(profile.normaliseHandle('two words'))).toMatch(/\.$/)
  },
)

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: entities stand in the text where they say',
  (_, profile) => {
    const text = 'See https://example.ac.uk/a, @library.example.com and #OpenDay 👩‍👩‍👧‍👦 #مرحبا'
    const found = profile.entities(text)
    expect(found.map((entity) => entity.kind)).toEqual(['link', 'mention', 'hashtag', 'hashtag'])
    for (const entity of found)
      expect(text.slice(entity.start, entity.end)).toContain(entity.value.split('.')[0])
  },
)
