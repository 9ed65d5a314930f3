import type { ApiProblem } from '#ui/api.ts'
import type { Draft } from '../../contract.ts'
import { ordered } from './ordered.ts'

/**
 * `clean`: everything has reached the server. `dirty`: something is written and waits a moment. `saving`: it is on
 * its way. `lost`: the server did not answer; tried again by itself. `refused`: the server said no. `conflict`:
 * somebody else saved in between; a person compares.
 */
export type Phase = 'clean' | 'dirty' | 'saving' | 'lost' | 'refused' | 'conflict'

export interface SaveState {
  phase: Phase
  /** What stands on the page. */
  draft: Draft
  /** What the server has, as far as this page knows. */
  saved: Draft
  version: number
  savedAt: number | null
  sending: Draft | null
  /** How often in a row the server has not answered. */
  attempt: number
  problem: ApiProblem | null
  /** Why the time that was asked for was not taken; the words were saved all the same. */
  timeProblem: ApiProblem | null
  /** Why the accounts that were chosen were not taken; the words were saved all the same. */
  accountsProblem: ApiProblem | null
}

export type SaveEvent =
  | { type: 'edit'; draft: Draft }
  | { type: 'send' }
  | { type: 'done'; version: number; at: number }
  | { type: 'lost'; problem: ApiProblem }
  | { type: 'refused'; problem: ApiProblem }
  | { type: 'conflict'; problem: ApiProblem }
  /** Somebody else saved while nothing of ours was waiting. */
  | { type: 'adopt'; saved: Draft; version: number }
  /** A person has compared and chosen. */
  | { type: 'resolve'; draft: Draft; saved: Draft; version: number }

export function openSave(draft: Draft, version: number): SaveState {
  return {
    phase: 'clean',
    draft,
    saved: draft,
    version,
    savedAt: null,
    sending: null,
    attempt: 0,
    problem: null,
    timeProblem: null,
    accountsProblem: null,
  }
}

/** What may be sent: a post always has a name, so an emptied field keeps the last one until something is typed. */
export function sendable(draft: Draft, saved: Draft): Draft {
  return { ...draft, title: draft.title.trim() || saved.title }
}

export function sameDraft(one: Draft, other: Draft): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
}

const settle = (state: SaveState): SaveState => ({
  ...state,
  phase: sameDraft(sendable(state.draft, state.saved), state.saved) ? 'clean' : 'dirty',
})

/** Once stored, an hour that comes twice is known as an instant, so the choice is not sent again. */
function withoutOffset(draft: Draft): Draft {
  return draft.schedule?.offset ? { ...draft, schedule: { local: draft.schedule.local } } : draft
}

function done(state: SaveState, version: number, at: number): SaveState {
  const sent = state.sending ?? state.saved
  const sameTime = JSON.stringify(state.draft.schedule) === JSON.stringify(sent.schedule)
  return settle({
    ...state,
    draft: sameTime ? withoutOffset(state.draft) : state.draft,
    saved: withoutOffset(sent),
    version,
    savedAt: at,
    sending: null,
    attempt: 0,
    problem: null,
  })
}

function refused(state: SaveState, problem: ApiProblem): SaveState {
  // A time that cannot be must not keep the words from being saved: the time goes back to what it was.
  if (problem.code.startsWith('posts.time-'))
    return settle({
      ...state,
      draft: { ...state.draft, schedule: state.saved.schedule },
      sending: null,
      timeProblem: problem,
    })
  // Nor must accounts that its queue is not for.
  if (problem.code === 'plans.other-accounts')
    return settle({
      ...state,
      draft: { ...state.draft, accountIds: state.saved.accountIds },
      sending: null,
      accountsProblem: problem,
    })
  return { ...state, phase: 'refused', sending: null, problem }
}

/** The life of an unsaved text, without clock or network. */
export function reduceSave(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case 'edit': {
      const timeChanged = JSON.stringify(event.draft.schedule) !== JSON.stringify(state.draft.schedule)
      const accountsChanged = event.draft.accountIds.join() !== state.draft.accountIds.join()
      const next = {
        ...state,
        draft: event.draft,
        timeProblem: timeChanged ? null : state.timeProblem,
        accountsProblem: accountsChanged ? null : state.accountsProblem,
      }
      return state.phase === 'saving' || state.phase === 'lost' || state.phase === 'conflict'
        ? next
        : settle(next)
    }
    case 'send':
      return state.phase === 'dirty' || state.phase === 'lost' || state.phase === 'refused'
        ? { ...state, phase: 'saving', sending: sendable(state.draft, state.saved) }
        : state
    case 'done':
      return done(state, event.version, event.at)
    case 'lost':
      return { ...state, phase: 'lost', sending: null, attempt: state.attempt + 1, problem: event.problem }
    case 'refused':
      return refused(state, event.problem)
    case 'conflict':
      return { ...state, phase: 'conflict', sending: null, problem: event.problem }
    case 'adopt':
      return state.phase === 'clean' && event.version > state.version
        ? { ...state, draft: event.saved, saved: event.saved, version: event.version }
        : state
    case 'resolve':
      return settle({
        ...state,
        draft: event.draft,
        saved: event.saved,
        version: event.version,
        sending: null,
        problem: null,
      })
  }
}

const longestWait = 30_000

/** How long to wait before the next try: 1, 2, 4, … seconds, half a minute at most. */
export function waitBefore(attempt: number): number {
  return Math.min(longestWait, 1_000 * 2 ** Math.max(0, attempt - 1))
}

/** Would something be lost if the page were closed now? */
export function isUnsaved(state: SaveState): boolean {
  return state.phase !== 'clean'
}
