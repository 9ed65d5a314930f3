import { z } from 'zod'
import { AccountState } from '../contract.ts'
import { LeavingProgress } from '../leaving/contract.ts'

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
  /** How far its closing is; null where nobody has begun. */
  closing: z
    .object({ reason: z.string(), closesOn: z.string().nullable(), progress: LeavingProgress })
    .nullable(),
  postsPerWeek: z.number().nullable(),
  may: z.object({
    pause: z.boolean(),
    resume: z.boolean(),
    setObjective: z.boolean(),
    /** Say that an approved account is open, where connecting doesn't say it. */
    open: z.boolean(),
    /** Go on with its closing, or see how far it is. */
    seeClosing: z.boolean(),
    close: z.boolean(),
  }),
})
export type AccountLife = z.infer<typeof AccountLife>
