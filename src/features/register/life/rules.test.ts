import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountStates, type AccountState } from '../contract.ts'
import { accountMoves, firstReviewDue, isOver, mayConnect, mayMove, maySpeak } from './rules.ts'

const state = fc.constantFrom(...accountStates)

/** The states that a walk along the table passes, chosen by the numbers. */
function walk(from: AccountState, choices: number[]): AccountState[] {
  const passed = [from]
  for (const choice of choices) {
    const next = accountMoves[passed.at(-1)!]
    if (next.length === 0) break
    passed.push(next[choice % next.length]!)
  }
  return passed
}

test('whatever happens to a proposal, it speaks only after it was approved', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (choices) => {
      const passed = walk('proposed', choices)
      const speaks = passed.findIndex(maySpeak)
      const approved = passed.indexOf('approved')
      return speaks === -1 || (approved !== -1 && approved < speaks && passed[approved - 1] === 'in-review')
    }),
  )
})

test('a closed account stays closed, and from everywhere an end can be reached', () => {
  expect(accountMoves.closed).toEqual([])
  fc.assert(
    fc.property(state, (from) => {
      const seen = new Set<AccountState>([from])
      for (const each of seen) for (const next of accountMoves[each]) seen.add(next)
      return [...seen].some(isOver)
    }),
  )
})

test('no move goes nowhere, and what may be said of a state holds of it', () => {
  fc.assert(
    fc.property(state, state, (from, to) => {
      expect(mayMove(from, from)).toBe(false)
      if (mayMove(from, to) && to === 'refused') expect(maySpeak(from)).toBe(false)
      if (maySpeak(from)) expect(mayConnect(from) && !isOver(from)).toBe(true)
    }),
  )
})

test('the first review is due half a year on, also from the end of a long month', () => {
  expect(firstReviewDue('2026-11-21T09:00:00.000Z')).toBe('2027-05-21T09:00:00.000Z')
  expect(firstReviewDue('2026-08-31T09:00:00.000Z')).toBe('2027-02-28T09:00:00.000Z')
})
