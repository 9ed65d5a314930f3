import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicationStates, type PublicationState } from './contract.ts'
import { afterCrash, drawMoves, leased, mayMove, moves, outOfHand } from './moves.ts'

test('from a state in which it may be out, nothing leads to a second sending without proof', () => {
  // `due` again is reached only from where the network proved that nothing was created, or a person decided.
  const toDue = publicationStates.filter((state) => mayMove(state, 'due'))
  expect(toDue).toEqual(['claimed', 'intended', 'sent', 'reconciling', 'blocked', 'missed', 'paused'])
  expect(afterCrash.sent).toBe('unknown')
  expect(afterCrash.reconciling).toBe('unknown')
})

test('whatever is done in whatever order, a published post is never sent again', () => {
  const walk = fc.array(fc.constantFrom(...publicationStates), { maxLength: 40 })
  fc.assert(
    fc.property(walk, (wishes) => {
      let state: PublicationState = 'due'
      let published = false
      for (const wish of wishes) {
        if (!mayMove(state, wish)) continue
        if (published) expect(wish).toBe('verified')
        state = wish
        published ||= state === 'published'
      }
    }),
  )
})

test('every state can be left or is an end, and every leased state has a way back after a crash', () => {
  for (const state of publicationStates)
    for (const to of moves[state]) expect(publicationStates).toContain(to)
  for (const state of leased) {
    const to = afterCrash[state]
    expect(to, state).toBeDefined()
    expect(mayMove(state, to!), state).toBe(true)
  }
  expect(outOfHand).not.toContain('due')
})

test('the drawing in docs/publishing.md is the table', () => {
  const page = readFileSync(new URL('../../../docs/publishing.md', import.meta.url), 'utf8')
  expect(page).toContain(drawMoves())
})
