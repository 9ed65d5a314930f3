import type { Put } from '#features/policy/index.ts'
import type { Answers, RequestKind } from './contract.ts'

/** What is known beside the answers. */
export interface RequestFacts {
  unit: { id: string; name: string; kind: string; affiliate: boolean } | null
  /** How many networks the unit is on, the account that this is about left out. */
  accountsOfUnit: number
  /** The account that it is about, for all kinds but `open`. */
  account: AccountForRequest | null
  /** The account that goes on, for a merger. */
  successor: AccountForRequest | null
  /** Those named in the answers who are here and active. */
  active: ReadonlySet<string>
}

export interface AccountForRequest {
  id: string
  network: string
  handle: string
  displayName: string
  unitId: string
  state: string
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  administrators: string[]
  objective: string
  metric: string
  connected: boolean
}

/** How many people would answer for the account afterwards. Who has left answers for nothing. */
export function administratorsOf(kind: RequestKind, answers: Answers, facts: RequestFacts): number {
  switch (kind) {
    case 'open':
    case 'hand-over':
      return new Set((answers.administrators ?? []).filter((id) => facts.active.has(id))).size
    case 'merge':
      return facts.successor?.administrators.length ?? 0
    case 'rename':
    case 'close':
      return facts.account?.administrators.length ?? 0
  }
}

/**
 * The request as the policy's conditions read it. A question that is not answered yet counts as "no" or as empty, so
 * that what comes of a "yes" is never hidden by another question; which answers are missing is said besides.
 */
export function fieldsOf(kind: RequestKind, answers: Answers, facts: RequestFacts): Put['fields'] {
  const { account, unit } = facts
  return {
    kind,
    network: kind === 'open' ? (answers.network ?? '') : (account?.network ?? ''),
    unitKind: unit?.affiliate ? 'affiliate' : (unit?.kind ?? ''),
    affiliate: unit?.affiliate ?? false,
    audiences: answers.audiences ?? account?.audiences ?? [],
    audienceNetworks: answers.audienceNetworks ?? [],
    purpose: answers.purpose ?? account?.purpose ?? '',
    purposes: answers.purposes ?? [],
    addsValue: answers.addsValue ?? '',
    supportedEquivalent: answers.supportedEquivalent ?? '',
    hoursPerWeek: answers.hoursPerWeek ?? account?.hoursPerWeek ?? 0,
    administrators: administratorsOf(kind, answers, facts),
    objective: answers.objective ?? account?.objective ?? '',
    metric: answers.metric ?? account?.metric ?? '',
    familiar: answers.familiar ?? false,
    accessibility: answers.accessibility ?? '',
    underEighteens: answers.underEighteens ?? false,
    contactsAlumni: answers.contactsAlumni ?? false,
    officialName: answers.officialName ?? false,
    accountsOfUnit: facts.accountsOfUnit,
  }
}

/** Is there nothing in it? A "no" is something. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}
