import type { AccountState } from '../contract.ts'

/** Every move that an account may make in its life, and nothing else. Pure. */
export const accountMoves: Readonly<Record<AccountState, readonly AccountState[]>> = {
  /** Asked for; nobody has looked at it yet. */
  proposed: ['in-review', 'refused'],
  'in-review': ['approved', 'refused'],
  /** May be opened, and is not connected yet. */
  approved: ['active', 'closed'],
  active: ['dormant', 'closing', 'closed'],
  /** Has not posted for as long as the policy says. Its next post makes it active again. */
  dormant: ['active', 'closing', 'closed'],
  /** Being wound up: nothing is published any more. It can be given up. */
  closing: ['active', 'closed'],
  closed: [],
  /** An appeal has it looked at again. */
  refused: ['in-review'],
}

export function mayMove(from: AccountState, to: AccountState): boolean {
  return accountMoves[from].includes(to)
}

/** The states in which an entry is only there to be read, and its handle is free for another. */
export const overStates = ['closed', 'refused'] as const satisfies readonly AccountState[]

export function isOver(state: AccountState): boolean {
  return state === 'closed' || state === 'refused'
}

/** The states in which the university speaks through it, or did a short while ago: what duties and counts are about. */
export const openStates = ['active', 'dormant', 'closing'] as const satisfies readonly AccountState[]

/** The states in which it may be connected to its network. */
export function mayConnect(state: AccountState): boolean {
  return state === 'approved' || state === 'active' || state === 'dormant'
}

/** The states from which posts go out: a dormant account is woken by its next post. */
export function maySpeak(state: AccountState): boolean {
  return state === 'active' || state === 'dormant'
}

/** Months until an account is looked at for the first time, unless a review says otherwise. */
const firstReviewMonths = 6

/** `at` is an instant as ISO string; so is the answer. */
export function firstReviewDue(at: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO('UTC')
    .add({ months: firstReviewMonths })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 })
}
