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
const Text = z.string().max(longest.text, `At most ${longest.text} characters.`)
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

const Clause = z.object({ id: z.string(), title: z.string() })
const PersonRef = z.object({ id: z.string(), name: z.string() })
export const OfficeRef = z.object({
  /** Null: central communications, who decide where the policy names no office. */
  id: z.string().nullable(),
  name: z.string(),
  /** Who can act for it now: holders first, then deputies. */
  people: z.array(PersonRef),
})
export type OfficeRef = z.infer<typeof OfficeRef>

const Option = z.object({ id: z.string(), label: z.string(), help: z.string().optional() })
export type Option = z.infer<typeof Option>

export const answerShapes = [
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

export const stageKinds = ['advice', 'decision', 'appeal'] as const
export const StageKind = z.enum(stageKinds)
export type StageKind = z.infer<typeof StageKind>

const StageAhead = z.object({
  kind: StageKind,
  /** Stages with the same number are asked at the same time. */
  step: z.number(),
  office: OfficeRef,
  clause: Clause,
  /** Why the policy asks it, in the policy's words. */
  why: z.string(),
  workingDays: z.number(),
  /** Nobody can act for the office now: said at once, with the way out. */
  vacant: z.object({ say: z.string(), fix: z.string() }).nullable(),
})
export type StageAhead = z.infer<typeof StageAhead>

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
  proposed: z.object({ id: z.string(), name: z.string(), why: z.string() }).nullable(),
  stages: z.array(StageAhead),
  /** A body that answers for itself: put on the list, decided by nobody here. */
  outside: z.object({ say: z.string(), clause: Clause }).nullable(),
  maySubmit: z.boolean(),
})
export type RequestCheck = z.infer<typeof RequestCheck>

export const Advice = z.enum(['in-favour', 'concerns', 'against'])
export type Advice = z.infer<typeof Advice>
export const Decision = z.enum(['approved', 'refused', 'changes'])
export type Decision = z.infer<typeof Decision>

const Reasoned = Text.trim().min(10, 'Say why, in a sentence.')

export const StageAdvice = z.object({
  /** The version of the request that was read. */
  version: z.int().positive(),
  advice: Advice,
  text: Reasoned,
})
export type StageAdvice = z.infer<typeof StageAdvice>

export const StageDecision = z.object({
  version: z.int().positive(),
  decision: Decision,
  reasons: Reasoned,
  /** Clauses that it rests on. */
  clauses: z.array(z.string().max(60)).max(20).default([]),
  /** "Approved, if …" */
  conditions: Text.trim().default(''),
})
export type StageDecision = z.infer<typeof StageDecision>

export const NewQuestion = z.object({ text: Text.trim().min(5, 'Ask in a sentence.') })
export const QuestionAnswer = z.object({ text: Text.trim().min(1, 'Say something.') })
export const Withdrawal = z.object({ reason: Text.trim().default('') })
export const Appeal = z.object({ reasons: Reasoned })

export const stageStates = ['ahead', 'open', 'answered', 'void'] as const
export const Stage = z.object({
  id: z.string(),
  kind: StageKind,
  step: z.number(),
  office: OfficeRef,
  clause: Clause,
  why: z.string(),
  /** `ahead`: its turn comes. `void`: what it was about changed, and it is asked again. */
  state: z.enum(stageStates),
  openedAt: z.string().nullable(),
  due: z.string().nullable(),
  overdue: z.boolean(),
  /** The clock stands while a question of the office waits for its answer. */
  stopped: z.boolean(),
  vacant: StageAhead.shape.vacant,
  answer: z
    .object({
      at: z.string(),
      by: PersonRef,
      /** An officer decided in the place of an office that nobody holds. */
      inPlace: z.boolean(),
      advice: Advice.nullable(),
      decision: Decision.nullable(),
      text: z.string(),
      clauses: z.array(Clause),
      conditions: z.string(),
      version: z.number(),
    })
    .nullable(),
})
export type Stage = z.infer<typeof Stage>

export const ThreadEntry = z.object({
  id: z.string(),
  stageId: z.string(),
  office: z.string(),
  askedBy: PersonRef,
  askedAt: z.string(),
  text: z.string(),
  answer: z.object({ by: PersonRef, at: z.string(), text: z.string() }).nullable(),
})
export type ThreadEntry = z.infer<typeof ThreadEntry>

export const Standing = z.object({
  state: RequestState,
  /** "Waits for the Digital Marketing Officer" */
  say: z.string(),
  since: z.string(),
  /** Whom it waits for; empty when it is over. `you`: the reader can do it. */
  waitingFor: z.array(z.object({ name: z.string(), people: z.array(z.string()), you: z.boolean() })),
  due: z.string().nullable(),
  overdue: z.boolean(),
  /** What comes after that, a sentence each, in order. */
  next: z.array(z.string()),
})
export type Standing = z.infer<typeof Standing>

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
