import { expect, test } from 'vitest'
import fc from 'fast-check'
import {
  canReadBack,
  lookAfterTrouble,
  lookRule,
  nextLook,
  plainAddress,
  seenOf,
  verdictOn,
  type Known,
  type Seen,
} from './rules.ts'

const out = Temporal.Instant.from('2026-11-21T09:00:00Z')
const withEnd = (end: string) => ({
  id: `01890000-0000-7000-8000-0000${end}`,
  published_at: out.toString(),
})
const first = withEnd('00000000')
const hoursAfter = (hours: number) => out.add({ minutes: Math.round(hours * 60) })

test('what is out is read back after an hour, a day, a week and a month, and then no more', () => {
  expect(nextLook(first, out)).toEqual(hoursAfter(1))
  expect(nextLook(first, hoursAfter(1))).toEqual(hoursAfter(24))
  expect(nextLook(first, hoursAfter(25))).toEqual(hoursAfter(7 * 24))
  expect(nextLook(first, hoursAfter(8 * 24))).toEqual(hoursAfter(30 * 24))
  expect(nextLook(first, hoursAfter(30 * 24))).toBeNull()
  expect(nextLook({ ...first, published_at: null }, out)).toBeNull()
})

test('what went out together is not read back together, and never before its time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 40 * 24 }),
      (chance, hours) => {
        const one = withEnd(chance.toString(16).padStart(8, '0'))
        const now = hoursAfter(hours)
        const next = nextLook(one, now)
        if (!next) return
        const waited = next.since(out).total('hours')
        const fits = lookRule.after.some(
          (step) => waited >= step.hours && waited <= step.hours * (1 + lookRule.spread) + 0.02,
        )
        expect(fits).toBe(true)
        expect(Temporal.Instant.compare(next, now)).toBe(1)
      },
    ),
  )
  expect(nextLook(withEnd('ffffffff'), out)).not.toEqual(nextLook(first, out))
})

test('a look that said nothing is made again soon, but never past the next one that is due', () => {
  const now = hoursAfter(1)
  expect(lookAfterTrouble(first, 1, now)).toEqual(now.add({ minutes: 10 }))
  expect(lookAfterTrouble(first, 4, now)).toEqual(hoursAfter(24))
  expect(lookAfterTrouble(first, 9, now)).toEqual(hoursAfter(24))
})

const ref = { remoteId: '1', url: 'https://social.example/1' }

test('an answer that says nothing is no finding', () => {
  expect(seenOf({ kind: 'present', text: 'A', same: true, ...ref })).toEqual({ kind: 'as-approved' })
  expect(seenOf({ kind: 'present', text: 'A', same: false, ...ref })).toEqual({ kind: 'changed', text: 'A' })
  expect(seenOf({ kind: 'absent' })).toEqual({ kind: 'gone' })
  expect(seenOf({ kind: 'rejected', code: 'x', say: 'Taken down.' })).toEqual({ kind: 'gone' })
  expect(seenOf({ kind: 'undetermined', say: 'It is slow.' })).toBeNull()
  expect(seenOf({ kind: 'reconnect', say: 'It ended.' })).toBeNull()
})

const changed = (text: string): Seen => ({ kind: 'changed', text })
const known = (text: string | null): Known => ({ kind: 'changed', text })
const gone: Known = { kind: 'gone', text: null }

test.each<[string, Seen, Known | null, Known | null, string]>([
  ['all is well', { kind: 'as-approved' }, null, null, 'nothing-new'],
  ['other words', changed('B'), null, null, 'new'],
  ['the same other words', changed('B'), known('B'), null, 'nothing-new'],
  ['yet other words', changed('C'), known('B'), null, 'new'],
  ['gone after other words', { kind: 'gone' }, known('B'), null, 'new'],
  ['still gone', { kind: 'gone' }, gone, null, 'nothing-new'],
  ['back with other words', changed('B'), gone, null, 'new'],
  ['as approved again', { kind: 'as-approved' }, known('B'), null, 'back'],
  ['what was accepted', changed('B'), null, known('B'), 'nothing-new'],
  ['other than was accepted', changed('C'), null, known('B'), 'new'],
  ['as approved, after something else was accepted', { kind: 'as-approved' }, null, known('B'), 'back'],
  ['words of which the record was erased', changed('B'), known(null), null, 'nothing-new'],
])('%s', (_what, seen, open, accepted, verdict) => {
  expect(verdictOn(seen, open, accepted).kind).toBe(verdict)
})

test('what no network tells, or only a person saw, is not read back', () => {
  const manifest = { parts: [{}, {}] } as never
  const part = { key: 'k', createdAt: '', prepared: [], ref }
  const api = { publish: 'api', idempotency: 'by-key' } as const
  expect(canReadBack(api, { manifest, parts: [part, part] })).toBe(true)
  expect(canReadBack(api, { manifest, parts: [part] })).toBe(false)
  expect(canReadBack(api, { manifest, parts: [part, { ...part, ref: null }] })).toBe(false)
  expect(canReadBack({ ...api, idempotency: 'none' }, { manifest, parts: [part, part] })).toBe(false)
  expect(canReadBack({ ...api, publish: 'manual' }, { manifest, parts: [part, part] })).toBe(false)
  expect(canReadBack(undefined, { manifest, parts: [part, part] })).toBe(false)
})

test('an address is the same with a line at its end', () => {
  expect(plainAddress('https://social.example/1/')).toBe('https://social.example/1')
})
