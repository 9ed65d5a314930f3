import { expect, test } from 'vitest'
import type { Finding } from '#features/policy/engine/types.ts'
import { besideFindings } from './beside-findings.ts'

const finding = (more: Partial<Finding>): Finding => ({
  id: 'c.1',
  control: 'c',
  clause: 'X-1',
  clauseTitle: 'One',
  outcome: 'refuse',
  level: 'must',
  say: 'The title is too long.',
  offers: [],
  spans: [{ part: 0, start: 0, end: 0, field: 'title', targets: ['a'] }],
  targets: [{ accountId: 'a', network: 'one' }],
  evidence: '',
  overridable: true,
  requirements: [],
  ...more,
})
const at = (more: Partial<Finding>, settled: string[] = []) =>
  besideFindings([finding(more)], 'one', new Set(settled))

test('a field says what stands in its way, on its own network, until that is settled', () => {
  expect(at({})).toEqual([{ field: 'title', say: 'The title is too long.' }])
  expect(at({ targets: [{ accountId: 'b', network: 'two' }] })).toEqual([])
  expect(at({}, ['c.1'])).toEqual([])
  expect(at({ outcome: 'advise' })).toEqual([])
  expect(at({ waiver: { id: 'w', by: 'Registrar', until: '', reason: '' } })).toEqual([])
})

test('what is found in the words is said beside the words only', () => {
  const spans = [
    { part: 0, start: 0, end: 3, field: 'text' as const, targets: ['a'] },
    { part: 0, start: 2, end: 5, field: 'firstComment' as const, targets: ['a'] },
  ]
  expect(at({ spans }).map(({ field }) => field)).toEqual(['firstComment'])
})
