import type { Progress, ReviewOutcome, ReviewSheet } from '../../reviews/contract.ts'

/** What stands in the form of a review. */
export interface Typed {
  progress: Progress
  figure: string
  hours: string
  note: string
  outcome: ReviewOutcome
  nextDue: string
  renew: boolean
  objective: { objective: string; metric: string; baseline: string; target: string; due: string }
  need: { what: string; from: 'office' | 'person'; officeId: string; personId: string | null; by: string }
}

export interface PartProps {
  typed: Typed
  set: (change: Partial<Typed>) => void
  field: (path: string) => string | undefined
}

export function beginTyping({ account, nextDue }: ReviewSheet): Typed {
  const { objective } = account
  return {
    progress: objective ? 'on-the-way' : 'unknown',
    figure: '',
    hours: String(account.hoursPerWeek),
    note: '',
    outcome: 'keep',
    nextDue,
    renew: objective === null,
    objective: {
      objective: objective?.objective ?? '',
      metric: objective?.metric ?? '',
      baseline: objective?.baseline ?? '',
      target: objective?.target ?? '',
      due: '',
    },
    need: { what: '', from: 'office', officeId: '', personId: null, by: '' },
  }
}

/** What stands in the form, by the paths that the server names. */
export function valuesByPath({ hours, objective, need, renew: _renew, ...plain }: Typed) {
  const under = (name: string, part: object) =>
    Object.fromEntries(Object.entries(part).map(([key, value]) => [`${name}.${key}`, value]))
  return {
    ...plain,
    hoursPerWeek: hours,
    ...under('objective', objective),
    ...under('need', need),
    // Whoever is to provide it stands under the office where the server misses both.
    'need.officeId': `${need.from} ${need.officeId} ${need.personId ?? ''}`,
  }
}
