import { aboutKind, type Duty, type DutyForMe } from './contract.ts'

/** Overdue first, then by date. */
export function inOrder<Dated extends { due: string; id: string }>(duties: readonly Dated[]): Dated[] {
  return duties.toSorted((one, other) => one.due.localeCompare(other.due) || one.id.localeCompare(other.id))
}

export interface Beholder {
  personId: string
  offices: readonly string[]
  roles: readonly string[]
}

/** A duty as somebody sees it who holds these offices and roles. */
export function forPerson(duty: Duty, { personId, offices, roles }: Beholder, now: string): DutyForMe {
  const ofOffice = duty.office !== null && offices.includes(duty.office.id)
  const ofRole = duty.role !== null && roles.includes(duty.role.id) && duty.notFor !== personId
  const ours = ofOffice || ofRole
  const taken = duty.takenBy?.id === personId
  const mine = taken || (duty.takenBy === null && duty.person?.id === personId)
  return {
    ...duty,
    overdue: duty.due <= now,
    mine,
    mayTake: ours && !taken,
    mayGive: ofOffice,
    mayGiveBack: taken && (duty.office ?? duty.role) !== null,
    mayFinish: aboutKind(duty.kind).byHand && (mine || ours),
  }
}

/** Does it stand among what waits for whoever looks at it? Not what a colleague has taken, or another list shows. */
export const waits = ({ mine, takenBy, kind }: Pick<DutyForMe, 'mine' | 'takenBy' | 'kind'>): boolean =>
  (mine || takenBy === null) && aboutKind(kind).shownElsewhere !== true

/** More than these at the same moment for the same hands are told of together, in the digest. */
export const few = 5

export type Reminder = 'half' | 'day' | 'overdue'

const dayLong = 24 * 60 * 60_000
/** What comes so soon is not announced by halves. */
const short = 2 * dayLong

/**
 * Which reminder has come round, if it was not given: the latest, because nobody is helped by “half the time has gone”
 * on the last day.
 */
export function reminderDue(
  duty: { since: string; due: string; half: boolean; day: boolean; overdue: boolean },
  now: string,
): Reminder | null {
  const [since, due, at] = [duty.since, duty.due, now].map((instant) => Date.parse(instant)) as [
    number,
    number,
    number,
  ]
  if (at >= due) return duty.overdue ? null : 'overdue'
  if (at >= due - dayLong && at > since)
    return duty.day || duty.overdue || due - since <= dayLong ? null : 'day'
  const half = since + (due - since) / 2
  if (due - since > short && at >= half) return duty.half || duty.day || duty.overdue ? null : 'half'
  return null
}
