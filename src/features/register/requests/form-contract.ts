import { z } from 'zod'
import { RequestKind } from './answers-contract.ts'
import { Clause, StageAhead } from './stage-contract.ts'

const Option = z.object({ id: z.string(), label: z.string(), help: z.string().optional() })
export type Option = z.infer<typeof Option>

const answerShapes = [
  'line',
  'text',
  'number',
  'yes-no',
  'date',
  'one',
  'several',
  'people',
  'unit',
  'account',
  'network',
] as const

export const Question = z.object({
  /** The key in `Answers`. */
  id: z.string(),
  /** Under which heading it stands: questions of one section follow each other. */
  section: z.string(),
  label: z.string(),
  help: z.string(),
  shape: z.enum(answerShapes),
  /** For `one` and `several`. With `free`, others may be typed beside them. */
  options: z.array(Option),
  free: z.boolean(),
  longest: z.number().nullable(),
  required: z.boolean(),
  /** The clauses that ask for it, with why. */
  asks: z.array(z.object({ clause: z.string(), title: z.string(), why: z.string() })),
})
export type Question = z.infer<typeof Question>

export const RequestForm = z.object({
  kind: RequestKind,
  title: z.string(),
  /** What happens after it is sent, in a sentence. */
  about: z.string(),
  questions: z.array(Question),
})
export type RequestForm = z.infer<typeof RequestForm>

export const RequestFinding = z.object({
  id: z.string(),
  control: z.string(),
  clause: z.string(),
  clauseTitle: z.string(),
  outcome: z.enum(['advise', 'require', 'hold', 'refuse', 'task', 'route', 'record', 'guide']),
  level: z.enum(['must', 'needs', 'advice']),
  say: z.string(),
  offers: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Questions that it is about; empty when it is about the whole. */
  fields: z.array(z.string()),
  /** An exception covers it: it is shown, and no longer stops or asks. */
  excused: z.string().nullable(),
})
export type RequestFinding = z.infer<typeof RequestFinding>

/** What the policy in force says of the answers so far. Nothing is kept. */
export const RequestCheck = z.object({
  /** What has to be answered or mended before it can be sent. `field` is a question's id, or empty. */
  missing: z.array(
    z.object({ field: z.string(), say: z.string(), clause: Clause.nullable(), fix: z.string().nullable() }),
  ),
  declarations: z.array(z.object({ id: z.string(), say: z.string(), clause: Clause, declared: z.boolean() })),
  reasons: z.array(z.object({ id: z.string(), say: z.string(), clause: Clause, given: z.boolean() })),
  findings: z.array(RequestFinding),
  /** A supported service that does the same, as the answers point there. */
  proposed: z.object({ id: z.string(), name: z.string(), why: z.string(), help: z.string() }).nullable(),
  stages: z.array(StageAhead),
  /** A body that answers for itself: put on the list, decided by nobody here. */
  outside: z.object({ say: z.string(), clause: Clause }).nullable(),
  maySubmit: z.boolean(),
})
export type RequestCheck = z.infer<typeof RequestCheck>
