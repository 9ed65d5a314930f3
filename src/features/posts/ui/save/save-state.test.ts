import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiProblem } from '#ui/api.ts'
import type { Draft } from '../../contract.ts'
import { isUnsaved, openSave, reduceSave, sameDraft, waitBefore, type SaveEvent } from './save-state.ts'

const problem = (code: string, status = 422) => new ApiProblem({ status, code, title: code })
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  title: 'Spring open day',
  content: { parts: [{ text, media: [], link: null }], variants: {}, details: {} },
  audiences: [],
  language: 'en-GB',
  accountIds: [],
  schedule: null,
  ...more,
})
const run = (...events: SaveEvent[]) => events.reduce(reduceSave, openSave(draft('a'), 1))

test('what is typed is dirty until it is saved, and what is typed back is not', () => {
  expect(run({ type: 'edit', draft: draft('ab') }).phase).toBe('dirty')
  expect(run({ type: 'edit', draft: draft('ab') }, { type: 'edit', draft: draft('a') }).phase).toBe('clean')
})

test('what is typed while a save is on its way is saved next', () => {
  const state = run(
    { type: 'edit', draft: draft('ab') },
    { type: 'send' },
    { type: 'edit', draft: draft('abc') },
    { type: 'done', version: 2, at: 5 },
  )
  expect(state).toMatchObject({
    phase: 'dirty',
    version: 2,
    savedAt: 5,
    saved: draft('ab'),
    draft: draft('abc'),
  })
})

test('a lost connection keeps the words and counts the tries', () => {
  const lost: SaveEvent = { type: 'lost', problem: problem('unreachable', 0) }
  const state = run({ type: 'edit', draft: draft('ab') }, { type: 'send' }, lost, { type: 'send' }, lost)
  expect(state).toMatchObject({ phase: 'lost', attempt: 2, draft: draft('ab') })
  expect(isUnsaved(state)).toBe(true)
  expect([1, 2, 3, 6, 20].map(waitBefore)).toEqual([1_000, 2_000, 4_000, 30_000, 30_000])
})

test('a time that cannot be goes back, and the words are saved all the same', () => {
  const wanted = draft('ab', { schedule: { local: '2027-03-28T01:30' } })
  const state = run(
    { type: 'edit', draft: wanted },
    { type: 'send' },
    { type: 'refused', problem: problem('posts.time-skipped') },
  )
  expect(state.phase).toBe('dirty')
  expect(state.draft).toEqual(draft('ab'))
  expect(state.timeProblem?.code).toBe('posts.time-skipped')
})

test('accounts that its queue is not for go back, and the words are saved all the same', () => {
  const wanted = draft('ab', { accountIds: ['other'] })
  const refusal: SaveEvent = { type: 'refused', problem: problem('plans.other-accounts') }
  const state = run({ type: 'edit', draft: wanted }, { type: 'send' }, refusal)
  expect(state).toMatchObject({ phase: 'dirty', draft: { accountIds: draft('a').accountIds } })
  expect(state.draft.content).toEqual(wanted.content)
  expect(state.accountsProblem?.code).toBe('plans.other-accounts')
  expect(reduceSave(state, { type: 'edit', draft: draft('abc') }).accountsProblem).not.toBeNull()
  expect(reduceSave(state, { type: 'edit', draft: wanted }).accountsProblem).toBeNull()
})

test('a choice between two readings of an hour is sent once', () => {
  const wanted = draft('a', { schedule: { local: '2026-10-25T01:30', offset: 'later' } })
  const state = run({ type: 'edit', draft: wanted }, { type: 'send' }, { type: 'done', version: 2, at: 1 })
  expect(state).toMatchObject({ phase: 'clean', draft: { schedule: { local: '2026-10-25T01:30' } } })
  expect(state.draft.schedule).not.toHaveProperty('offset')
})

test('an emptied name is not sent', () => {
  expect(run({ type: 'edit', draft: draft('a', { title: '  ' }) }).phase).toBe('clean')
  const state = run({ type: 'edit', draft: draft('ab', { title: '' }) }, { type: 'send' })
  expect(state.sending?.title).toBe('Spring open day')
})

test('somebody else’s version is taken only while nothing of ours waits', () => {
  const theirs: SaveEvent = { type: 'adopt', saved: draft('theirs'), version: 9 }
  expect(run(theirs)).toMatchObject({ phase: 'clean', version: 9, draft: draft('theirs') })
  expect(run({ type: 'edit', draft: draft('ours') }, theirs)).toMatchObject({
    version: 1,
    draft: draft('ours'),
  })
  expect(run(theirs, { type: 'adopt', saved: draft('late'), version: 8 }).draft).toEqual(draft('theirs'))
})

test('after a comparison the chosen words go on from the other’s version', () => {
  const state = run(
    { type: 'edit', draft: draft('ours') },
    { type: 'send' },
    { type: 'conflict', problem: problem('posts.edited-meanwhile', 409) },
    { type: 'edit', draft: draft('ours, more') },
    { type: 'resolve', draft: draft('both'), saved: draft('theirs'), version: 4 },
  )
  expect(state).toMatchObject({ phase: 'dirty', version: 4, draft: draft('both') })
})

test('the order of keys makes no other draft', () => {
  const one = draft('a', { content: { parts: [], variants: { b: [], a: [] }, details: {} } })
  const other = draft('a', { content: { details: {}, variants: { a: [], b: [] }, parts: [] } })
  expect(sameDraft(one, other)).toBe(true)
})

const events = fc.oneof(
  fc.string({ maxLength: 3 }).map((text): SaveEvent => ({ type: 'edit', draft: draft(text) })),
  fc.constant<SaveEvent>({ type: 'send' }),
  fc.integer({ min: 2, max: 9 }).map((version): SaveEvent => ({ type: 'done', version, at: 1 })),
  fc.constant<SaveEvent>({ type: 'lost', problem: problem('unreachable', 0) }),
  fc.constant<SaveEvent>({ type: 'refused', problem: problem('other') }),
  fc.constant<SaveEvent>({ type: 'conflict', problem: problem('posts.edited-meanwhile', 409) }),
)

test('whatever happens, the last words typed stand on the page, and clean means saved', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 30 }), (list) => {
      const state = list.reduce(reduceSave, openSave(draft('a'), 1))
      const typed = list.findLast((event) => event.type === 'edit')
      expect(state.draft).toEqual(typed?.draft ?? draft('a'))
      if (state.phase === 'clean') expect(sameDraft(state.draft, state.saved)).toBe(true)
    }),
  )
})
