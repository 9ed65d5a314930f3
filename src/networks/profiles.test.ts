import { expect, test } from 'vitest'
import { networkNames } from './names.ts'
import { profiles } from './profiles.ts'

test('every network is called the same everywhere', () => {
  expect(Object.fromEntries(profiles.map((profile) => [profile.id, profile.name]))).toEqual(networkNames)
})
