import { evaluate, isAsked } from '../engine/index.ts'
import type { CompiledRuleset, Finding, Subject } from '../engine/index.ts'
import type { UnitShare } from './contract.ts'

/** What conditions read of a person: see `subjectFields.person` in engine/subjects.ts. */
export interface PersonForPolicy {
  roles: string[]
  offices: string[]
  publishes: boolean
  units: string[]
  networks: string[]
  accounts: string[]
  secondFactor: boolean
}

export interface PersonWorld {
  rules: CompiledRuleset
  institution: Subject['institution']
  /** ISO instant. */
  now: string
}

export type PersonMoment = 'sign-in' | 'publish'

/** What the policy says to this person at this moment. Pure. */
export function findingsOnPerson(
  { rules, institution, now }: PersonWorld,
  moment: PersonMoment,
  person: PersonForPolicy,
  acknowledged: boolean,
): Finding[] {
  // Trainings are kept by nobody yet; a control that reads them is not asked, see `fieldsToCome`.
  const fields = { ...person, acknowledged, trainings: [] }
  const controls = rules.controlsFor('person', moment).map(({ control }) => control)
  const asked = new Set(
    controls.filter(({ subject, moments, when }) => isAsked(subject, moments, when)).map(({ id }) => id),
  )
  return evaluate(rules, { kind: 'person', moment, fields, institution }, {}, now).filter(({ control }) =>
    asked.has(control),
  )
}

/** Does this ask for the edition in force to be acknowledged, with no exception that covers it? */
export function asksToAcknowledge(finding: Finding): boolean {
  return !finding.waiver && finding.requirements.some((one) => 'acknowledgement' in one)
}

/**
 * Does this stop a person from publishing? A requirement that is met stops nobody, though its control has no condition
 * that says so.
 */
export function stopsPublishing(finding: Finding, acknowledged: boolean): boolean {
  if (finding.waiver) return false
  return finding.outcome === 'refuse' || (!acknowledged && asksToAcknowledge(finding))
}

/** Does the policy ask anybody at all to acknowledge it, or refuse anybody? Most do not, and then nothing is read. */
export function hasControls(rules: CompiledRuleset, moments: readonly PersonMoment[]): boolean {
  return moments.some((moment) =>
    rules
      .controlsFor('person', moment)
      .some(
        ({ control }) =>
          control.requirements.some((one) => 'acknowledgement' in one) ||
          (moment === 'publish' && control.outcome === 'refuse'),
      ),
  )
}

const daysBetweenLetters = 7

/** The instant at which a day began where the institution is, `daysBack` days before today. */
function dayBegan(now: string, zone: string, daysBack: number): string {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).startOfDay()
  return today.subtract({ days: daysBack }).startOfDay().toInstant().toString({ fractionalSecondDigits: 3 })
}

/**
 * Whose last letter is older than this is written to again: by hand, whoever had none today; by itself, whoever had
 * none for a week.
 */
export function lettersBefore(now: string, zone: string, by: 'hand' | 'itself'): string {
  return dayBegan(now, zone, by === 'hand' ? 0 : daysBetweenLetters - 1)
}

/** Each unit with its people; whoever works for several counts in each. People of no unit come last. */
export function sharesOf(people: readonly { units: readonly string[]; confirmed: boolean }[]): UnitShare[] {
  const units = [...new Set(people.flatMap((person) => person.units))].toSorted((a, b) =>
    a.localeCompare(b, 'en-GB'),
  )
  const shareOf = (unit: string | null): UnitShare => {
    const own = people.filter((person) =>
      unit === null ? person.units.length === 0 : person.units.includes(unit),
    )
    return { unit, must: own.length, confirmed: own.filter((person) => person.confirmed).length }
  }
  return [...units, null].map(shareOf).filter((share) => share.must > 0)
}
