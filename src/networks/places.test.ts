import { expect, test } from 'vitest'
import { otherPlaces, places } from './places.ts'
import { profiles } from './profiles.ts'

test('every network says where its accounts are, and its own address leads back to the handle', () => {
  expect(Object.keys(places).toSorted()).toEqual(profiles.map(({ id }) => id).toSorted())
  for (const { id, handleHint, normaliseHandle } of profiles) {
    const place = places[id]!
    const address = place.addressOf(handleHint)
    if (!place.outside || address === null) continue
    const { host, pathname } = new URL(address)
    expect(place.hosts === 'any' || place.hosts.includes(host)).toBe(true)
    const groups = place.paths.map((path) => path.exec(pathname)?.groups).find(Boolean)
    expect(normaliseHandle(place.handleOf(groups!.name!, groups!.server ?? host))).toBe(handleHint)
    expect(place.verification.steps.length).toBeGreaterThan(0)
  }
})

test('no host belongs to two networks', () => {
  const own = Object.values(places).flatMap(({ hosts }) => (hosts === 'any' ? [] : hosts))
  const hosts = [...own, ...otherPlaces.flatMap((place) => place.hosts)]
  expect(new Set(hosts).size).toBe(hosts.length)
})
