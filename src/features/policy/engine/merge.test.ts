import { expect, test } from 'vitest'
import { mergeRulesets } from './merge.ts'
import type { Control, Ruleset } from './types.ts'

const control = (id: string, change: Partial<Control> = {}): Control => ({
  id,
  clause: 'BASE-1.1',
  subject: 'post',
  moments: ['write'],
  outcome: 'refuse',
  level: 'must',
  say: id,
  offers: [],
  overridable: false,
  requirements: [],
  ...change,
})
const rules = (controls: Control[], words = 'Baseline words.'): Ruleset => ({
  controls,
  clauses: [],
  messages: { 'en-GB': { numbers: words } },
})
const merged = (baseline: Control[], own: Control[]) =>
  mergeRulesets(rules(baseline), rules(own, 'Our words.')).controls.map(({ id, level, clause }) => [
    id,
    level,
    clause,
  ])

test('without a policy of its own the baseline stands alone', () => {
  const baseline = rules([control('numbers')])
  expect(mergeRulesets(baseline, null)).toBe(baseline)
})

test('a control of the same name takes its place when it is as strict', () => {
  expect(merged([control('numbers', { level: 'needs' })], [control('numbers', { clause: 'EX-1' })])).toEqual([
    ['numbers', 'must', 'EX-1'],
  ])
})

test('one that asks less leaves the baseline standing, unless it says that it stands in for it', () => {
  const baseline = [control('numbers')]
  const softer = control('numbers', { clause: 'EX-1', level: 'advice' })
  expect(merged(baseline, [softer])).toEqual([['numbers', 'must', 'BASE-1.1']])
  expect(merged(baseline, [control('numbers', { clause: 'EX-1', overridable: true })])).toEqual([
    ['numbers', 'must', 'BASE-1.1'],
  ])
  expect(merged(baseline, [{ ...softer, inPlaceOf: 'numbers' }])).toEqual([['numbers', 'advice', 'EX-1']])
  const named = control('our-numbers', { clause: 'EX-1', level: 'advice', inPlaceOf: 'numbers' })
  expect(merged(baseline, [named])).toEqual([['our-numbers', 'advice', 'EX-1']])
})

test('a sentence of the same key is said in the institution’s words', () => {
  expect(mergeRulesets(rules([]), rules([], 'Our words.')).messages['en-GB']).toEqual({
    numbers: 'Our words.',
  })
})
