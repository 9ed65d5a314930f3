import { z } from 'zod'
import { fields, moments, outcomes, subjectKinds } from './engine/types.ts'
import type { Control, Finding, Ruleset } from './engine/types.ts'
import { coverageKinds } from './engine/coverage-kinds.ts'
import { ClauseDoubt, Doubt } from './accuracy/contract.ts'

const requirement = z.union([
  z.strictObject({ approval: z.string() }),
  z.strictObject({ consult: z.string() }),
  z.strictObject({ acknowledgement: z.string() }),
  z.strictObject({ field: z.string() }),
  z.strictObject({ training: z.string() }),
  z.strictObject({ declaration: z.string() }),
  z.strictObject({ reason: z.string() }),
])

const Control: z.ZodType<Control> = z.object({
  id: z.string(),
  clause: z.string(),
  subject: z.enum(subjectKinds),
  moments: z.array(z.enum(moments)),
  when: z.string().optional(),
  mark: z.object({ fact: z.string(), where: z.string().optional() }).optional(),
  outcome: z.enum(outcomes),
  level: z.enum(['must', 'needs', 'advice']),
  say: z.string(),
  offers: z.array(z.object({ id: z.string(), label: z.string(), replace: z.string().optional() })),
  overridable: z.boolean(),
  requirements: z.array(requirement),
  hours: z.number().optional(),
  office: z.string().optional(),
  withinDays: z.number().optional(),
  inPlaceOf: z.string().optional(),
  proof: z.string().optional(),
})

/** What the browser compiles and judges by as somebody types. */
export const RulesetJson: z.ZodType<Ruleset> = z.object({
  controls: z.array(Control),
  clauses: z.array(z.object({ id: z.string(), title: z.string() })),
  messages: z.record(
    z.string(),
    z.record(z.string(), z.union([z.string(), z.object({ one: z.string(), other: z.string() })])),
  ),
})

export const EditionHead = z.object({
  id: z.uuid(),
  pack: z.string(),
  edition: z.number().int(),
  /** SHA-256 over the canonical content. */
  digest: z.string(),
  inForceFrom: z.iso.datetime(),
  title: z.string(),
  summary: z.string(),
  owner: z.string(),
  approver: z.string(),
  approved: z.iso.date(),
  review: z.iso.date(),
  appliesTo: z.array(z.string()),
})
export type EditionHead = z.infer<typeof EditionHead>

export const CoverageKind = z.enum(coverageKinds)

export const PolicyClause = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  section: z.string(),
  kind: CoverageKind,
  /** What happens, one sentence each; for a clause that is not covered, why. */
  says: z.array(z.string()),
  controls: z.array(z.string()),
  /** How far its controls can be trusted, where that falls short. */
  doubts: z.array(ClauseDoubt),
})
export type PolicyClause = z.infer<typeof PolicyClause>

export const PolicyEdition = z.object({
  head: EditionHead,
  sections: z.array(
    z.object({ id: z.string(), title: z.string(), level: z.number().int(), introduction: z.string() }),
  ),
  clauses: z.array(PolicyClause),
  byKind: z.record(CoverageKind, z.number().int()),
})
export type PolicyEdition = z.infer<typeof PolicyEdition>

/** What the check takes for the institution's own. */
export const InstitutionLists = z.object({
  name: z.string(),
  nation: z.enum(['england', 'wales', 'scotland', 'northern-ireland', 'other']),
  domains: z.array(z.string()),
  telephones: z.array(z.string()),
  emails: z.array(z.string()),
  postcodes: z.array(z.string()),
  topics: z.array(z.string()),
  electionPeriods: z.array(z.object({ name: z.string(), from: z.iso.date(), until: z.iso.date() })),
  blackouts: z.array(
    z.object({ name: z.string(), from: z.string(), until: z.string(), clause: z.string(), goes: z.string() }),
  ),
  studentNumbers: z.array(z.string()),
  welsh: z.boolean(),
})

/** What is judged by now: the institution's own policy, when it has one, and the baseline beneath it. */
export const PolicyInForce = z.object({
  own: PolicyEdition.nullable(),
  baseline: PolicyEdition,
  /** Both together, as the check reads them. */
  ruleset: RulesetJson,
  /** How far its controls can be trusted, where that falls short. */
  doubts: z.array(Doubt),
  institution: InstitutionLists,
})
export type PolicyInForce = z.infer<typeof PolicyInForce>

export const EditionList = z.object({ editions: z.array(EditionHead.extend({ inForce: z.boolean() })) })

const target = z.object({ accountId: z.string(), network: z.string() })
const place = { part: z.number().int(), start: z.number().int(), end: z.number().int() }

/** What a check says of a post: see `Finding` in engine/types.ts for the meaning of each field. */
export const FindingJson: z.ZodType<Finding> = z.object({
  id: z.string(),
  control: z.string(),
  clause: z.string(),
  clauseTitle: z.string(),
  outcome: z.enum(outcomes),
  level: z.enum(['must', 'needs', 'advice']),
  say: z.string(),
  offers: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      replacements: z.array(
        z.object({
          ...place,
          text: z.string(),
          targets: z.array(z.string()),
          field: z.enum(['title', 'firstComment']).optional(),
        }),
      ),
    }),
  ),
  spans: z.array(
    z.object({
      ...place,
      field: z.enum(fields),
      media: z.number().int().optional(),
      targets: z.array(z.string()),
    }),
  ),
  targets: z.array(target),
  target: target.optional(),
  evidence: z.string(),
  overridable: z.boolean(),
  requirements: z.array(requirement),
  hours: z.number().optional(),
  office: z.string().optional(),
  withinDays: z.number().optional(),
  waiver: z.object({ id: z.string(), by: z.string(), until: z.string(), reason: z.string() }).optional(),
})

export type { Doubt } from './accuracy/contract.ts'
export { PolicyChanges } from './changes/contract.ts'
export type { ClauseChange, ControlChange, CoverageChange, WordRun } from './changes/contract.ts'
export { shortestWaiverReason, WaiverGiven, WaiverList, WaiverView } from './waivers/contract.ts'

export const TrialBody = z.object({
  /** A draft to judge by, on top of the baseline; the policy in force when absent. */
  draft: z.uuid().optional(),
  subject: z.enum(subjectKinds),
  moment: z.enum(moments),
  given: z.record(z.string(), z.unknown()),
})
export const TrialAnswer = z.object({
  findings: z.array(FindingJson),
  /** How far the controls that were asked can be trusted, where that falls short. */
  doubts: z.array(Doubt),
  silent: z.array(
    z.object({
      control: z.string(),
      clause: z.string(),
      clauseTitle: z.string(),
      when: z.string().nullable(),
      mark: z.string().nullable(),
    }),
  ),
})
