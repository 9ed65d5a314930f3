import { expect, test } from 'vitest'
import type { Finding } from './types.ts'
import { applyWaivers, type WaiverContext, type WaiverForCheck } from './waivers.ts'

const now = '2026-11-21T09:00:00.000Z'
const finding = (more: Partial<Finding> = {}): Finding => ({
  id: 'c.1',
  control: 'c',
  clause: 'X-1',
  clauseTitle: 'One',
  outcome: 'refuse',
  level: 'must',
  say: 'No.',
  offers: [],
  spans: [],
  targets: [],
  evidence: '',
  overridable: false,
  requirements: [],
  ...more,
})
const waiver = (more: Partial<WaiverForCheck> = {}): WaiverForCheck => ({
  id: 'w',
  clause: 'X-1',
  control: null,
  covers: ['everything'],
  since: '2026-11-01T00:00:00.000Z',
  until: '2026-12-01T00:00:00.000Z',
  endedAt: null,
  by: 'Director of Governance',
  byId: 'g',
  reason: 'Agreed with the Registrar.',
  ...more,
})
const context: WaiverContext = {
  postId: 'p',
  accounts: [
    { id: 'a', unitId: 'u' },
    { id: 'b', unitId: 'v' },
  ],
  writers: ['author'],
}
const covered = (found: Finding, waivers: WaiverForCheck[], where = context, at = now) =>
  applyWaivers([found], waivers, where, at)[0]?.waiver?.id

test('the finding stays as it is and says who excused it until when', () => {
  expect(applyWaivers([finding()], [waiver()], context, now)).toEqual([
    {
      ...finding(),
      waiver: {
        id: 'w',
        by: 'Director of Governance',
        until: '2026-12-01T00:00:00.000Z',
        reason: 'Agreed with the Registrar.',
      },
    },
  ])
})

test.each([
  ['another clause', waiver({ clause: 'X-2' })],
  ['another control of the clause', waiver({ control: 'd' })],
  ['another post', waiver({ covers: ['post:q'] })],
  ['one of two accounts', waiver({ covers: ['account:a'] })],
  ['not yet', waiver({ since: '2026-11-22T00:00:00.000Z' })],
  ['no longer', waiver({ until: now })],
  ['ended', waiver({ endedAt: now })],
  ['given by a writer', waiver({ byId: 'author' })],
])('%s is not covered', (_what, one) => {
  expect(covered(finding(), [one])).toBeUndefined()
})

test('all accounts that it is about have to be covered, and the end that comes first is shown', () => {
  const first = waiver({ id: 'a', covers: ['account:a'], until: '2026-11-25T00:00:00.000Z' })
  const second = waiver({ id: 'b', covers: ['unit:v', 'unit:w'] })
  expect(covered(finding(), [first, second])).toBe('a')
  expect(covered(finding({ targets: [{ accountId: 'b', network: 'x' }] }), [second])).toBe('b')
})

test('before an account is chosen only what holds for everything or for the post covers it', () => {
  const nowhere = { ...context, accounts: [] }
  expect(covered(finding(), [waiver({ covers: ['account:a'] })], nowhere)).toBeUndefined()
  expect(covered(finding(), [waiver({ covers: ['post:p'] })], nowhere)).toBe('w')
})
