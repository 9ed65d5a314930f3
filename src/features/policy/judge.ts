import type { Db, Tx } from '#platform/db/index.ts'
import { policyInForce } from './editions.ts'
import { applyWaivers, evaluate, institutionFields, subjectFields } from './engine/index.ts'
import type { CompiledRuleset, Finding, Moment, SubjectKind } from './engine/index.ts'
import type { FactValue } from './engine/types.ts'
import { institutionForCheck } from './in-force.ts'
import { waiversInForce } from './waivers/store.ts'

/** What is put before the policy. Posts have their own check, which reads their words. */
export interface Put {
  kind: Exclude<SubjectKind, 'post'>
  moment: Moment
  /** Every field of `subjectFields[kind]`, or null for what nobody knows. */
  fields: Record<string, FactValue>
  /** The accounts it is about, so that exceptions for them or their units count. */
  accounts?: readonly { id: string; unitId: string }[]
  /** Whose deed it is: nobody excuses their own. */
  persons?: readonly string[]
}

export type Judge = (put: Put) => Finding[]

/** The policy in force at an instant, ready to be asked about many things. Exceptions stand on what they cover. */
export async function judgeAt(db: Db | Tx, now: string): Promise<Judge> {
  const { rules } = await policyInForce(db, now)
  const institution = institutionFields(await institutionForCheck(db, now), now)
  const waivers = await waiversInForce(db, now)
  return ({ kind, moment, fields, accounts = [], persons = [] }) => {
    const findings = evaluate(
      withoutUnknown(rules, kind, fields),
      { kind, moment, fields, institution },
      {},
      now,
    )
    if (waivers.length === 0) return findings
    return applyWaivers(findings, waivers, { postId: null, accounts, writers: persons }, now)
  }
}

/**
 * A missing figure is never nought: a control whose condition reads one is not asked, because there is nothing that it
 * could truly say.
 */
function withoutUnknown(rules: CompiledRuleset, kind: Put['kind'], fields: Put['fields']): CompiledRuleset {
  const unknown = Object.keys(subjectFields[kind]).filter((name) => (fields[name] ?? null) === null)
  if (unknown.length === 0) return rules
  const reads = new RegExp(String.raw`\b${kind}\.(${unknown.join('|')})\b`)
  return {
    ...rules,
    controlsFor: (subject, moment) =>
      rules.controlsFor(subject, moment).filter(({ control }) => !reads.test(control.when ?? '')),
  }
}
