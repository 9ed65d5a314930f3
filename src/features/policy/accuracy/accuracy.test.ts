import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Control } from '../engine/index.ts'
import { doubtsOf } from './doubts.ts'
import { measureAll } from './measure.ts'

// After a change of a detector or a corpus: npx vitest run src/features/policy/accuracy src/features/policy/packs/docs.test.ts -u
test('measured.json says how good the detectors are now', async () => {
  const file = fileURLToPath(new URL('measured.json', import.meta.url))
  await expect(`${JSON.stringify(measureAll(), null, 2)}\n`).toMatchFileSnapshot(file)
})

const control = (id: string, of: Partial<Control>): Control => ({
  id,
  clause: 'EX-1.1',
  subject: 'post',
  moments: ['write'],
  outcome: 'advise',
  level: 'advice',
  say: id,
  offers: [],
  overridable: false,
  requirements: [],
  ...of,
})
const counts = { posts: 40, due: 20, found: 18, wrong: 2, recall: 0.9, precision: 0.9 }
const figures = {
  good: counts,
  blind: { ...counts, found: 14, recall: 0.7, precision: 0.875 },
  blinder: { ...counts, found: 10, wrong: 1, recall: 0.5, precision: 0.909 },
  hasty: { ...counts, wrong: 6, precision: 0.75 },
}

test('a control that reads a fact that falls short says how far, by the worst of them', () => {
  const doubts = doubtsOf(
    [
      control('fine', { mark: { fact: 'good' } }),
      control('never-measured', { mark: { fact: 'hashtags' } }),
      control('marks', { mark: { fact: 'blind' } }),
      control('reads', { when: 'size(facts.hasty) > 0 && facts.blind.exists(b, true)' }),
      control('which', { mark: { fact: 'blind', where: 'facts.blinder.exists(b, true)' } }),
      control('no-facts', { when: '"students" in post.audiences' }),
    ],
    figures,
  )
  expect(doubts).toEqual([
    { control: 'marks', misses: { found: 14, of: 20 }, errs: null },
    { control: 'reads', misses: { found: 14, of: 20 }, errs: { wrong: 6, of: 24 } },
    { control: 'which', misses: { found: 10, of: 20 }, errs: null },
  ])
})
