import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Entity } from '../profile.ts'
import { apart, trimLink } from './entities.ts'

const over = (one: Entity, other: Entity) => one.start < other.end && other.start < one.end

/** What one pattern finds: one after another, some beside each other and none over another. */
const reading = fc
  .array(fc.record({ space: fc.nat(6), length: fc.integer({ min: 1, max: 8 }) }), { maxLength: 12 })
  .map((steps) => {
    let at = 0
    return steps.map(({ space, length }): Entity => {
      const start = at + space
      at = start + length
      return { kind: 'hashtag', start, end: at, value: `${start}` }
    })
  })

test('of what overlaps the earlier reading stays, and all is in the order of the text', () => {
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 4 }), (readings) => {
      const kept: Entity[] = []
      for (const entity of readings.flat()) if (!kept.some((other) => over(entity, other))) kept.push(entity)
      expect(apart(...readings)).toEqual(kept.toSorted((a, b) => a.start - b.start))
    }),
  )
})

test.each([
  ['https://example.ac.uk/a.', 'https://example.ac.uk/a'],
  ['https://example.ac.uk/a_(b)', 'https://example.ac.uk/a_(b)'],
  ['https://example.ac.uk/a_(b)).', 'https://example.ac.uk/a_(b)'],
  ['https://example.ac.uk/a).)', 'https://example.ac.uk/a'],
  ['https://example.ac.uk/(a', 'https://example.ac.uk/(a'],
  ['https://example.ac.uk/a...b', 'https://example.ac.uk/a...b'],
])('%s in a sentence is %s', (written, link) => {
  expect(trimLink(written, '.,')).toBe(link)
})
