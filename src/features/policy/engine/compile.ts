import { compile } from './cel.ts'
import type { Condition } from './cel.ts'
import { detectors } from './detectors/index.ts'
import { didYouMeanOrAll } from './nearest.ts'
import { subjectFields } from './subjects.ts'
import type { Control, Messages, Moment, Ruleset, SubjectKind } from './types.ts'

export interface CompiledControl {
  control: Control
  clauseTitle: string
  when: Condition | null
  where: Condition | null
}

/** A ruleset ready to judge: conditions read, controls by subject and moment. Compile once for each edition. */
export interface CompiledRuleset {
  messages: Messages
  controlsFor(subject: SubjectKind, moment: Moment): readonly CompiledControl[]
}

export interface ConditionFault {
  control: string
  field: 'when' | 'mark' | 'where'
  fault: string
  /** For a condition over several lines: which of them, from 1. */
  line: number
}

const factNames = detectors.map(({ fact }) => fact)
const institutionNames = ['name', 'nation', 'domains', 'welsh', 'electionPeriod', 'blackout']

/** All that is wrong with the conditions of a ruleset; empty when it can be compiled. */
export function conditionFaults({ controls }: Pick<Ruleset, 'controls'>): ConditionFault[] {
  return controls.flatMap((control) => {
    const faults: ConditionFault[] = []
    const { when, where } = conditionsOf(control)
    if (when && !when.ok)
      faults.push({ control: control.id, field: 'when', fault: when.fault, line: when.line })
    if (where && !where.ok)
      faults.push({ control: control.id, field: 'where', fault: where.fault, line: where.line })
    if (control.mark && !factNames.includes(control.mark.fact)) {
      const fault = `There is no fact “${control.mark.fact}”.${didYouMeanOrAll(control.mark.fact, factNames)}`
      faults.push({ control: control.id, field: 'mark', fault, line: 1 })
    }
    return faults
  })
}

/** Throws when a condition cannot be read: an edition with such a condition never comes into force. */
export function compileRuleset({ controls, clauses, messages }: Ruleset): CompiledRuleset {
  const titles = new Map(clauses.map(({ id, title }) => [id, title]))
  const byPlace = new Map<string, CompiledControl[]>()
  for (const control of controls) {
    const { when, where } = conditionsOf(control)
    const faults = [when, where].flatMap((read) => (read && !read.ok ? [read.fault] : []))
    if (faults.length > 0) throw new Error(`Control “${control.id}”: ${faults.join(' ')}`)
    const compiled: CompiledControl = {
      control,
      clauseTitle: titles.get(control.clause) ?? control.clause,
      when: when?.ok ? when.condition : null,
      where: where?.ok ? where.condition : null,
    }
    for (const moment of control.moments) {
      const place = `${control.subject} ${moment}`
      byPlace.set(place, [...(byPlace.get(place) ?? []), compiled])
    }
  }
  return { messages, controlsFor: (subject, moment) => byPlace.get(`${subject} ${moment}`) ?? [] }
}

function conditionsOf(control: Control) {
  const variables = {
    facts: factNames,
    [control.subject]: Object.keys(subjectFields[control.subject]),
    institution: institutionNames,
    now: null,
  }
  const detector = detectors.find(({ fact }) => fact === control.mark?.fact)
  const it = detector ? ['text', ...Object.keys(detector.attributes)] : null
  return {
    when: control.when === undefined ? null : compile(control.when, variables),
    where: control.mark?.where === undefined ? null : compile(control.mark.where, { ...variables, it }),
  }
}
