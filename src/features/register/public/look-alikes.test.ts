import { expect, test } from 'vitest'
import { knownName, lookAlikeAccuracy } from './accuracy.ts'
import { likenesses } from './look-alikes.ts'

test('names that look like ours are found, and innocent ones left alone', () => {
  const { pairs, precision, recall, missed, wrong } = lookAlikeAccuracy()
  expect(pairs).toBeGreaterThanOrEqual(120)
  // Each name that errs is known; another is a change to be looked at.
  expect(missed).toEqual([])
  expect(wrong).toEqual(['samplehalls2025.bsky.social'])
  expect(precision).toBeGreaterThanOrEqual(0.98)
  expect(recall).toBe(1)
})

test('among five thousand names the same ones are found', () => {
  const many = Array.from({ length: 5_000 }, (_, nth) =>
    knownName(`unit${(nth * 7919) % 99_991}group.example.ac.uk`),
  )
  const find = likenesses([...many, knownName('exampleuni.bsky.social')])
  const ask = (name: string) => find({ network: null, handle: name, name }).map(({ id }) => id)
  expect(ask('exampleunl')).toEqual(['exampleuni.bsky.social'])
  expect(ask('exmapleuni')).toEqual(['exampleuni.bsky.social'])
  expect(ask('nothinglikeit')).toEqual([])
  expect(ask('unit7919gruop.example.ac.uk')).toEqual(['unit7919group.example.ac.uk'])
  expect(ask('unit7919group.exmaple.ac.uk')).toEqual(['unit7919group.example.ac.uk'])
})
