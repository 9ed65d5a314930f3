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
