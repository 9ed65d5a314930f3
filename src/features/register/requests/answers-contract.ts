import { z } from 'zod'

export const requestKinds = ['open', 'hand-over', 'rename', 'merge', 'close'] as const
export const RequestKind = z.enum(requestKinds)
export type RequestKind = z.infer<typeof RequestKind>

/**
 * `draft`: only its author sees it. `in-review`: before the offices. `changes-asked`: back with the requester.
 * `approved`, `refused`, `withdrawn`: over. `appealed`: refused, and before another office once more. `listed`: a
 * body that answers for itself was put on the list; nobody decides.
 */
export const requestStates = [
  'draft',
  'in-review',
  'changes-asked',
  'appealed',
  'approved',
  'refused',
  'withdrawn',
  'listed',
] as const
export const RequestState = z.enum(requestStates)
export type RequestState = z.infer<typeof RequestState>

export const longest = { line: 200, text: 5_000 }
const Line = z.string().max(longest.line, `At most ${longest.line} characters.`)
export const Text = z.string().max(longest.text, `At most ${longest.text} characters.`)
const Names = z.array(z.string().trim().min(1).max(60)).max(20, 'At most 20.')
const People = z.array(z.uuid()).max(20, 'At most 20 people.')
const Id = z.uuid().nullable()
const YesNo = z.boolean().nullable()

/** Kept as typed: nothing is required of a draft. What is required to submit is the policy's to say. */
export const Answers = z
  .object({
    /** All kinds but `open`: the account that it is about. */
    accountId: Id,
    /** `merge`: the account that goes on. */
    successorId: Id,
    /** All kinds but `open`: why. */
    why: Text,
    audiences: Names,
    audienceNetworks: Names,
    audienceEvidence: Text,
    network: z.string().max(40),
    unitId: Id,
    displayName: z.string().max(100, 'At most 100 characters.'),
    handle: z.string().max(300, 'That is too long for a handle.'),
    purpose: z.string().max(500, 'At most 500 characters.'),
    purposes: Names,
    addsValue: Text,
    /** Id of a supported service, or empty. */
    supportedEquivalent: z.string().max(60),
    hoursPerWeek: z
      .number('Give the hours a week as a number.')
      .min(0, 'At least 0 hours.')
      .max(168, 'A week has 168 hours.')
      .nullable(),
    whoWorks: Text,
    /** The first is the designated administrator, the others are deputies. */
    administrators: People,
    contributors: People,
    objective: Text,
    metric: Text,
    baseline: Line,
    target: Line,
    due: z.iso.date('Give a date.').nullable(),
    familiar: YesNo,
    accessibility: Text,
    underEighteens: YesNo,
    contactsAlumni: YesNo,
    officialName: YesNo,
  })
  .partial()
export type Answers = z.infer<typeof Answers>
export type AnswerId = keyof Answers

/** Reasons by the id of the control that asks for one. */
const Reasons = z.record(z.string().max(100), Text)
/** Ids of what is declared, from `RequestCheck.declarations`. */
const Declared = z.array(z.string().max(160)).max(60)

export const Proposal = z.object({
  kind: RequestKind,
  answers: Answers.default({}),
  reasons: Reasons.default({}),
  declared: Declared.default([]),
})
export type Proposal = z.infer<typeof Proposal>

/** Takes the place of what the draft held. `version` is that of the request as it was read. */
export const ProposalChange = Proposal.omit({ kind: true }).extend({ version: z.int().positive() })
export type ProposalChange = z.infer<typeof ProposalChange>

export const Versioned = z.object({ version: z.int().positive() })
