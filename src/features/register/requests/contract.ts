import { z } from 'zod'
import { Answers, RequestKind, RequestState } from './answers-contract.ts'
import { RequestCheck } from './form-contract.ts'
import { Clause, Decision, PersonRef, Stage, Standing, ThreadEntry } from './stage-contract.ts'

export {
  Answers,
  longest,
  Proposal,
  ProposalChange,
  RequestKind,
  requestKinds,
  RequestState,
  requestStates,
  Versioned,
  type AnswerId,
} from './answers-contract.ts'
export {
  RequestCheck,
  RequestForm,
  type Option,
  type Question,
  type RequestFinding,
} from './form-contract.ts'
export {
  Advice,
  Appeal,
  Decision,
  NewQuestion,
  QuestionAnswer,
  StageAdvice,
  StageDecision,
  stageStates,
  Withdrawal,
  type OfficeRef,
  type Stage,
  type StageKind,
  type Standing,
  type ThreadEntry,
} from './stage-contract.ts'
export const StoryEntry = z.object({
  id: z.string(),
  at: z.string(),
  /** Null: the system. */
  by: PersonRef.nullable(),
  sentence: z.string(),
  /** What the person wrote with it, or empty. */
  text: z.string(),
  level: z.enum(['plain', 'ok', 'advise', 'refuse']),
})

export const RequestLine = z.object({
  id: z.string(),
  kind: RequestKind,
  /** "Open an account on TikTok: School of Engineering" */
  title: z.string(),
  network: z.object({ id: z.string(), name: z.string() }).nullable(),
  unit: z.object({ id: z.string(), name: z.string() }).nullable(),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  requester: PersonRef,
  state: RequestState,
  waitingFor: z.array(z.string()),
  due: z.string().nullable(),
  overdue: z.boolean(),
  since: z.string(),
  createdAt: z.string(),
  submittedAt: z.string().nullable(),
})
export type RequestLine = z.infer<typeof RequestLine>

export const RequestFilter = z.object({
  /** `mine`: made by me. `waiting`: I can answer now, for an office or as who asked. `all`: those that I may read; drafts of others never. */
  list: z.enum(['mine', 'waiting', 'all']).default('mine'),
  state: RequestState.optional(),
  kind: RequestKind.optional(),
  unit: z.uuid().optional(),
  /** Before this office now. */
  office: z.string().max(80).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
})
export type RequestFilter = z.infer<typeof RequestFilter>

export const RequestList = z.object({
  requests: z.array(RequestLine),
  total: z.number(),
  page: z.number(),
  size: z.number(),
  waiting: z.number(),
})
export type RequestList = z.infer<typeof RequestList>

export const RequestView = RequestLine.extend({
  version: z.number(),
  answers: Answers,
  reasons: z.record(z.string(), z.string()),
  /** What was declared, by whom and when. */
  declared: z.array(z.object({ id: z.string(), say: z.string(), by: PersonRef, at: z.string() })),
  /** The answers in order, in words, for reading. */
  reading: z.array(
    z.object({ id: z.string(), section: z.string(), label: z.string(), words: z.array(z.string()) }),
  ),
  standing: Standing,
  stages: z.array(Stage),
  thread: z.array(ThreadEntry),
  /** What changed since it was first sent, the latest first. */
  changes: z.array(
    z.object({
      version: z.number(),
      at: z.string(),
      by: PersonRef,
      fields: z.array(z.object({ id: z.string(), label: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  story: z.array(StoryEntry),
  /** What came of it: the last decision. */
  outcome: z
    .object({
      decision: Decision,
      reasons: z.string(),
      conditions: z.string(),
      clauses: z.array(Clause),
      by: PersonRef,
      at: z.string(),
    })
    .nullable(),
  /** For those who decide: what the policy says now. Null for a request that is over. */
  check: RequestCheck.nullable(),
  /** People named in the answers, so that their names can be shown. */
  people: z.array(PersonRef),
  may: z.object({
    /** Change the draft; or, once sent, the answers (which voids what was said so far). */
    edit: z.boolean(),
    submit: z.boolean(),
    discard: z.boolean(),
    withdraw: z.boolean(),
    answerQuestions: z.boolean(),
    /** Stages that the reader may answer, or ask a question for. */
    advise: z.array(z.string()),
    decide: z.array(z.string()),
    /** Why the reader may not, though they hold the office: a sentence with its clause. */
    mayNot: z.object({ say: z.string(), clause: z.string() }).nullable(),
    appeal: z.boolean(),
    appealUntil: z.string().nullable(),
  }),
})
export type RequestView = z.infer<typeof RequestView>
