import { z } from 'zod'
import { AccountState } from '../contract.ts'

/** What is seen to before an account is closed, in its order. The posts that wait are counted, the rest said by hand. */
export const closingSteps = ['signpost', 'posts', 'network', 'records'] as const
export const ClosingStepId = z.enum(closingSteps)
export type ClosingStepId = z.infer<typeof ClosingStepId>

export const ClosingStepDone = z.object({
  /** False takes it back. */
  done: z.boolean(),
  note: z.string().trim().max(500, 'At most 500 characters.').default(''),
})
export type ClosingStepDone = z.infer<typeof ClosingStepDone>

export const ClosingStep = z.object({
  id: ClosingStepId,
  done: z.boolean(),
  note: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type ClosingStep = z.infer<typeof ClosingStep>

/** Why an account is moved, in its people's words. */
export const MoveReason = z.object({
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(500, 'At most 500 characters.'),
})
export type MoveReason = z.infer<typeof MoveReason>

/** The story of an account, and what stands against it now. */
export const AccountLife = z.object({
  moves: z.array(
    z.object({
      id: z.string(),
      from: AccountState.nullable(),
      to: AccountState,
      reason: z.string(),
      /** Null when Rostrum itself moved it. */
      by: z.string().nullable(),
      at: z.string(),
      requestId: z.string().nullable(),
    }),
  ),
  /** Why nothing is published from it now. */
  stops: z.array(z.object({ say: z.string(), clause: z.string(), fix: z.string() })),
  /** What the policy found when it was last asked. */
  findings: z.array(
    z.object({
      control: z.string(),
      clause: z.string(),
      clauseTitle: z.string(),
      level: z.string(),
      say: z.string(),
      since: z.string(),
    }),
  ),
  closing: z.object({ steps: z.array(ClosingStep), postsWaiting: z.number() }).nullable(),
  postsPerWeek: z.number().nullable(),
  may: z.object({
    pause: z.boolean(),
    resume: z.boolean(),
    setObjective: z.boolean(),
    /** Say that an approved account is open, where connecting doesn't say it. */
    open: z.boolean(),
    beginClosing: z.boolean(),
    close: z.boolean(),
  }),
})
export type AccountLife = z.infer<typeof AccountLife>
