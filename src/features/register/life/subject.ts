import type { AccountState } from '../contract.ts'

/** What is known of an account when the policy is asked about it. */
export interface AccountFacts {
  id: string
  network: string
  name: string
  handle: string
  unitId: string
  unit: string
  unitKind: string
  affiliate: boolean
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  state: AccountState
  remoteId: string | null
  paused: { reason: string } | null
  connected: boolean
  connectedSince: string | null
  /** Ids of those who answer for it now, the designated one first. */
  administrators: string[]
  secondFactor: boolean
  hasObjective: boolean
  reviewDue: string | null
  reviewedAt: string | null
  lastPostAt: string | null
  postsPerWeek: number | null
  /** Has its network changed since it was last looked at? Null where nobody watches that network. */
  networkChanged: boolean | null
}

const day = 86_400_000

/** Whole days from one instant to the other; below 0 when `to` has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / day)
}

/** Whole days since it last posted; one that never did counts from its connection. Null when nobody knows. */
function daysSincePost({ lastPostAt, connectedSince }: AccountFacts, now: string): number | null {
  const last = lastPostAt ?? connectedSince
  return last === null ? null : Math.max(0, daysBetween(last, now))
}

/** Every field of the subject `account`, as conditions read them; null where nobody knows. */
export function accountFields(account: AccountFacts, now: string) {
  return {
    network: account.network,
    unitKind: account.unitKind,
    affiliate: account.affiliate,
    administrators: account.administrators.length,
    hoursPerWeek: account.hoursPerWeek,
    purpose: account.purpose,
    audiences: account.audiences,
    daysSincePost: daysSincePost(account, now),
    postsPerWeek: account.postsPerWeek,
    // Known once what comes in is kept here.
    twoWayShare: null,
    hasObjective: account.hasObjective,
    daysToReview: account.reviewDue === null ? null : daysBetween(now, account.reviewDue),
    secondFactor: account.secondFactor,
    networkChanged: account.networkChanged,
  }
}
