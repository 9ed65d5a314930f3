import { z } from 'zod'
import { RequestState, Text } from './answers-contract.ts'

export const Clause = z.object({ id: z.string(), title: z.string() })
export const PersonRef = z.object({ id: z.string(), name: z.string() })
export const OfficeRef = z.object({
  /** Null: central communications, who decide where the policy names no office. */
  id: z.string().nullable(),
  name: z.string(),
  /** Who can act for it now: holders first, then deputies. */
  people: z.array(PersonRef),
})
export type OfficeRef = z.infer<typeof OfficeRef>

const stageKinds = ['advice', 'decision', 'appeal'] as const
export const StageKind = z.enum(stageKinds)
export type StageKind = z.infer<typeof StageKind>

export const StageAhead = z.object({
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
