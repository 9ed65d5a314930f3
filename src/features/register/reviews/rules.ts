import type { ReviewOutcome } from './contract.ts'

/** The clause that accounts are looked at again, by whom, and what needs a second pair of eyes. */
export const reviewClause = 'BASE-12.7'

/** A review is announced so many days ahead. */
export const noticeDays = 28
/** A change of its network is looked at within so many days. */
export const changeDays = 28
/** Somebody else agrees, or does not, within so many days. */
export const agreeDays = 14
/** No account goes unseen for longer than this. */
export const longestMonths = 12
/** How long a handle is kept after its account is closed. */
export const keepHandleMonths = 12

/** Months until an account is looked at again, unless the reviewer says otherwise. */
const usualMonths: Record<ReviewOutcome, number> = { keep: 6, resource: 3, merge: 3, close: 3 }

const plain = (now: string, zone: string): Temporal.PlainDate =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()

/** Today on the institution's clocks: a day as ISO. */
export const dayOf = (now: string, zone: string): string => plain(now, zone).toString()

/** A day so many months on. */
export const monthsOn = (day: string, months: number): string =>
  Temporal.PlainDate.from(day).add({ months }).toString()

export const usualNextDue = (outcome: ReviewOutcome, now: string, zone: string): string =>
  monthsOn(dayOf(now, zone), usualMonths[outcome])

export const latestNextDue = (now: string, zone: string): string => monthsOn(dayOf(now, zone), longestMonths)

/** The instant at which a day ends on the institution's clocks. */
export function endOfDay(day: string, zone: string): string {
  return Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime(zone)
    .toInstant()
    .subtract({ milliseconds: 1 })
    .toString({ fractionalSecondDigits: 3 })
}

/** What is wrong with a day that something is to be done by; null when nothing is. */
export function dayProblem(day: string, now: string, zone: string, months: number): string | null {
  if (day <= dayOf(now, zone)) return 'Give a day that is still to come.'
  if (day > monthsOn(dayOf(now, zone), months))
    return `Give a day within the next ${months === 12 ? 'twelve' : String(months)} months.`
  return null
}

interface Reviewed {
  /** The clause by which it is looked at again. */
  clause: string
  outcome: ReviewOutcome
  /** The reviewer answers for the account. */
  own: boolean
  overdue: boolean
  /** What the policy would still find of it once this review stands. */
  found: readonly { clause: string; say: string }[]
}

/**
 * Must somebody else agree? Who answers for an account reviews it. To keep it as it is although the review was overdue,
 * or although the policy still finds something, is not theirs alone to say. Every other outcome has somebody else in
 * it already: whoever provides what is lacking, or whoever decides that it is joined or closed.
 */
export function agreementNeeded(review: Reviewed): { clause: string; why: string } | null {
  if (!review.own || review.outcome !== 'keep') return null
  if (review.overdue)
    return {
      clause: review.clause,
      why: 'The review was overdue, so somebody else of central communications agrees before the account is kept.',
    }
  const [first] = review.found
  if (!first) return null
  return {
    clause: first.clause,
    why: `The policy still finds: ${first.say} So somebody else of central communications agrees before the account is kept.`,
  }
}
